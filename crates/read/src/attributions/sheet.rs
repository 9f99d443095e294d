//! The page as the attribution rules see it: trees, quotations and blocks, all counted in words.

use std::ops::Range;

use lexicon::{Cue, CuePart, Frame, Reporting};
use model::{Span, Timex};
use syntax::{Rel, Upos, Xpos};

use crate::Page;
use crate::clauses::Clauses;
use crate::edges;

/// What the rules ask: clauses, quotations, blocks. All ranges are words of the parse.
pub(crate) struct Sheet<'p> {
    pub(crate) clauses: Clauses<'p>,
    pub(crate) reporting: &'p Reporting,
    /// Quotations that hold at least one word, marks included, in text order.
    pub(crate) quotes: Vec<Range<usize>>,
    /// For each of them, whether it goes on the quotation that the block before left open.
    pub(crate) continued: Vec<bool>,
    /// Body blocks, in text order.
    pub(crate) blocks: Vec<Range<usize>>,
    /// Temporal expressions, in text order.
    times: &'p [Timex],
    /// Reporting verbs that go on from an earlier one in their sentence, with the word at which they begin, in text order.
    tails: Vec<Tail>,
}

/// "…, **adding** that …", "… **and noted** that …": the parser often hangs such a verb into the content of the one before, whose speaker it shares.
#[derive(Clone, Copy, Debug)]
struct Tail {
    verb: usize,
    start: usize,
}

impl<'p> Sheet<'p> {
    pub(crate) fn of(page: &'p Page<'_>, reporting: &'p Reporting) -> Self {
        let clauses = Clauses::new(&page.parse, &page.view);
        let words = |span: Span| page.parse.words_in(span.range());
        let (quotes, continued) =
            page.quotes.iter().map(|quote| (words(quote.span), quote.continued)).filter(|(words, _)| !words.is_empty()).unzip();
        let blocks = page.article.blocks.iter().filter(|block| block.kind.is_body()).map(|block| words(block.span)).collect();
        let mut sheet = Sheet { clauses, reporting, quotes, continued, blocks, times: &page.times, tails: Vec::new() };
        sheet.tails = (0..page.parse.tokens.len()).filter_map(|word| sheet.tail(word)).collect();
        sheet
    }

    /// The cues of a part of speech that begin with this word, longest first. A lemma that the parser made up with a silent "e" too many counts
    /// without it; an adjective counts as it stands ("surprised").
    pub(crate) fn cues(&self, word: usize, part: CuePart) -> impl Iterator<Item = &'p Cue> + use<'p> {
        let lemma = self.slot_lemma(word).unwrap_or(self.clauses.lemma(word));
        let (first, second) = match part {
            CuePart::Adjective => (self.clauses.word(word), lemma),
            _ => (lemma, lemma.strip_suffix('e').unwrap_or("")),
        };
        let second = if first == second { "" } else { second };
        self.reporting.starting_with(first).chain(self.reporting.starting_with(second)).filter(move |cue| cue.part == part)
    }

    /// The verb cue of one word that this verb can be, if any.
    pub(crate) fn speech_verb(&self, word: usize) -> Option<&'p Cue> {
        let speaks = |cue: &&Cue| cue.takes(&Frame::That) == Some(true) || cue.takes(&Frame::Quote) == Some(true);
        self.is_verb(word).then(|| self.cues(word, CuePart::Verb).find(speaks)).flatten()
    }

    fn tail(&self, verb: usize) -> Option<Tail> {
        self.speech_verb(verb)?;
        let clauses = &self.clauses;
        let edge = clauses.parse.left_edge(verb);
        let before = edge.checked_sub(1)?;
        let participle = clauses.xpos(verb) == Xpos::Vbg
            && matches!(clauses.rel(verb), Rel::Advcl | Rel::Conj | Rel::Parataxis | Rel::Acl | Rel::Xcomp | Rel::Dep)
            && (clauses.is(before, ",") || clauses.is(edge, ",") || clauses.upos(before) == Upos::Punct);
        if participle && clauses.child(verb, &[Rel::Nsubj]).is_none() {
            return Some(Tail { verb, start: edge });
        }
        let coordinated = clauses.rel(verb) == Rel::Conj
            && matches!(clauses.xpos(verb), Xpos::Vbd | Xpos::Vbz)
            && clauses.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none()
            && clauses.that_clause(verb).is_some()
            && clauses.rel(clauses.first_conjunct(verb)) == Rel::Ccomp;
        coordinated.then_some(Tail { verb, start: edge })
    }

    /// The verb whose subject a tail shares: the topmost reporting verb above it; `None` when the word is no tail or stands under no such verb.
    pub(crate) fn tail_governor(&self, verb: usize) -> Option<usize> {
        self.tails.binary_search_by_key(&verb, |tail| tail.verb).ok()?;
        let quote = self.quote_number(verb);
        self.clauses.parse.ancestors(verb).filter(|above| self.quote_number(*above) == quote && self.speech_verb(*above).is_some()).last()
    }

    /// The range of a content, ended before the first tail in it that is not part of a quotation.
    pub(crate) fn before_tails(&self, words: Range<usize>) -> Range<usize> {
        let first = self.tails.partition_point(|tail| tail.verb <= words.start);
        let quote = self.quote_number(words.start);
        let cut = self.tails[first..]
            .iter()
            .take_while(|tail| tail.verb < words.end)
            .find(|tail| tail.start > words.start && (self.quote_number(tail.verb).is_none() || self.quote_number(tail.verb) == quote));
        words.start..cut.map_or(words.end, |tail| tail.start)
    }

    /// The number of the quotation that this word stands in, its marks included.
    pub(crate) fn quote_number(&self, word: usize) -> Option<usize> {
        let at = self.quotes.partition_point(|quote| quote.end <= word);
        self.quotes.get(at).is_some_and(|quote| quote.contains(&word)).then_some(at)
    }

    /// The quotation that this word stands in, its marks included.
    pub(crate) fn quote_around(&self, word: usize) -> Option<Range<usize>> {
        self.quote_number(word).map(|at| self.quotes[at].clone())
    }

    /// The number of the block that this word stands in.
    pub(crate) fn block_number(&self, word: usize) -> Option<usize> {
        let at = self.blocks.partition_point(|block| block.end <= word);
        self.blocks.get(at).is_some_and(|block| block.contains(&word)).then_some(at)
    }

    /// Whether a temporal expression covers these words.
    pub(crate) fn is_time(&self, words: Range<usize>) -> bool {
        let span = self.clauses.span(words);
        let at = self.times.partition_point(|time| time.span.end < span.end);
        self.times.get(at).is_some_and(|time| time.span.contains(span))
    }

    /// The words of a noun phrase without the days at its edges; see [`edges::without_times`].
    pub(crate) fn without_times(&self, words: Range<usize>) -> Range<usize> {
        edges::without_times(&self.clauses, self.times, words)
    }

    /// The words of the sentence that this word stands in.
    pub(crate) fn sentence(&self, word: usize) -> Range<usize> {
        self.clauses.parse.sentence_of(word).map_or(word..word, |at| self.clauses.parse.sentences[at].tokens.clone())
    }

    /// Whether the word is a verb, by its part of speech or by its ending in a finite form.
    pub(crate) fn is_verb(&self, word: usize) -> bool {
        self.clauses.upos(word) == Upos::Verb
            || matches!(self.clauses.xpos(word), Xpos::Vbz | Xpos::Vbd | Xpos::Vbp) && self.clauses.upos(word) != Upos::Aux
            || self.slot_lemma(word).is_some()
    }

    /// The lemma as a verb of a word that the parser took for something else where a verb of saying stands: beside a quotation, or before a colon that
    /// ends its block ("“It is late,” the **states** say"; "a voice in the ad **states**").
    pub(crate) fn slot_lemma(&self, word: usize) -> Option<&'p str> {
        let clauses = &self.clauses;
        if !matches!(clauses.upos(word), Upos::Noun | Upos::Propn | Upos::X | Upos::Adj)
            || !(self.opens_slot(word) || self.closes_slot(word))
        {
            return None;
        }
        let form = clauses.word(word).to_lowercase();
        let plural = word.checked_sub(1).is_some_and(|before| matches!(clauses.xpos(before), Xpos::Nns | Xpos::Nnps));
        let stems = [("ied", "y"), ("bbed", "b"), ("ed", ""), ("ed", "e"), ("ies", "y"), ("es", ""), ("s", "")];
        let stems = stems.iter().filter_map(|(ending, base)| form.strip_suffix(ending).map(|stem| format!("{stem}{base}")));
        let speaks = |stem: String| {
            let cue = self.reporting.starting_with(&stem).find(|cue| cue.part == CuePart::Verb && cue.words.len() == 1)?;
            (cue.takes(&Frame::Quote) == Some(true)).then(|| cue.words[0].as_str())
        };
        stems.chain(plural.then(|| form.clone())).find_map(speaks)
    }

    /// Whether a quotation follows right after a colon, a comma or nothing, or the next block after a colon.
    fn opens_slot(&self, word: usize) -> bool {
        let starts = |at: usize| self.quotes.binary_search_by_key(&at, |quote| quote.start).is_ok();
        let marked = self.clauses.is(word + 1, ":") || self.clauses.is(word + 1, ",");
        let last = || self.block_number(word).is_some_and(|block| self.blocks[block].end == word + 2) && self.clauses.is(word + 1, ":");
        marked && (starts(word + 2) || last())
    }

    /// Whether a quotation that a comma, a question or an exclamation mark ends stands right before, or before nothing but the speaker's name.
    fn closes_slot(&self, word: usize) -> bool {
        let at = self.quotes.partition_point(|quote| quote.end <= word);
        let Some(quote) = self.quotes[..at].last().filter(|quote| word - quote.end <= 8) else { return false };
        let between = quote.end..word;
        let nominal = |at: usize| {
            matches!(self.clauses.upos(at), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj | Upos::Adp | Upos::Num)
                || self.clauses.is(at, "-")
        };
        let free = self.is_punctuation(word + 1) || self.clauses.upos(word + 1) == Upos::Adp || word + 1 >= self.clauses.parse.tokens.len();
        let spoken = matches!(self.last_spoken(quote), Some(',' | '?' | '!')) && self.block_number(word) == self.block_number(quote.start);
        spoken && (between.is_empty() || free) && between.into_iter().all(nominal)
    }

    /// Whether the word can be the head of a noun phrase.
    pub(crate) fn is_nominal(&self, word: usize) -> bool {
        matches!(self.clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::X | Upos::Sym)
    }

    /// Whether the word is a punctuation mark.
    pub(crate) fn is_punctuation(&self, word: usize) -> bool {
        self.clauses.upos(word) == Upos::Punct
    }

    /// Whether nothing stands here but the rest of a name with its appositions: "…," *the former minister, Ana* Smith said.
    pub(crate) fn is_name_stretch(&self, words: Range<usize>) -> bool {
        // The point of a title ("Sen.") or before a comma ends no sentence.
        let title = |word: usize| {
            word.checked_sub(1)
                .is_some_and(|before| self.clauses.word(before).len() <= 4 && self.clauses.word(before).starts_with(char::is_uppercase))
        };
        let stop = |word: usize| self.clauses.is(word, ".") && !self.clauses.is(word + 1, ",") && !title(word);
        let breaks =
            |word: usize| stop(word) || matches!(self.clauses.word(word), ";" | ":" | "?" | "!") || self.speech_verb(word).is_some();
        words.len() <= 25 && !words.into_iter().any(breaks)
    }

    /// Whether a stretch after a quotation goes on about the quoted words ("“Dawn,” which came out on Monday, …") or opens another clause ("while …").
    pub(crate) fn is_aside(&self, words: Range<usize>) -> bool {
        let words = self.clauses.trimmed(words);
        !words.is_empty()
            && (self.clauses.upos(words.start) == Upos::Sconj || matches!(self.clauses.xpos(words.start), Xpos::Wdt | Xpos::Wp))
    }

    /// The last character inside a quotation, its closing marks and those of one that ends with it apart.
    pub(crate) fn last_spoken(&self, quote: &Range<usize>) -> Option<char> {
        let words = self.clauses.span(quote.clone()).of(self.clauses.text);
        words
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '»' | '`'))
            .chars()
            .next_back()
    }

    /// The quotations, the titles of works in the reporting clause apart: the last that ends before this word.
    pub(crate) fn quotation_before(&self, word: usize) -> Option<Range<usize>> {
        let end = self.quotes.partition_point(|quote| quote.end <= word);
        let nearest = self.quotes[..end].last()?;
        let title = |quote: &&Range<usize>| self.is_title(quote) && !matches!(self.last_spoken(quote), Some(',' | '.' | '?' | '!'));
        let further = || self.quotes[..end - 1].last().filter(|quote| self.block_number(quote.start) == self.block_number(word));
        Some(if title(&nearest) { further().unwrap_or(nearest) } else { nearest }.clone())
    }

    /// The writer's own words before a quotation in its sentence.
    pub(crate) fn lead(&self, quote: &Range<usize>) -> Range<usize> {
        let start = self.sentence(quote.start).start;
        // A sentence that begins in a quotation begins after it.
        let before = self.quotes.partition_point(|other| other.end <= quote.start).checked_sub(1).map(|at| self.quotes[at].clone());
        let start = before.filter(|before| before.contains(&start)).map_or(start, |before| before.end);
        start.min(quote.start)..quote.start
    }

    /// Whether a quotation is the title of a work: a few words, all of weight with a capital, and no end of a sentence before its closing mark.
    pub(crate) fn is_title(&self, quote: &Range<usize>) -> bool {
        let words = quote.clone().filter(|word| !self.is_punctuation(*word));
        let capital = |word: usize| self.clauses.word(word).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let small = |word: usize| {
            self.clauses.word(word).len() <= 4 && matches!(self.clauses.upos(word), Upos::Adp | Upos::Det | Upos::Cconj | Upos::Part)
        };
        let count = words.clone().count();
        (1..=8).contains(&count) && words.clone().next().is_some_and(capital) && words.clone().all(|word| capital(word) || small(word))
    }

    /// Whether a verb has nothing after it but where and when: "he said on Monday".
    pub(crate) fn is_bare_clause(&self, verb: usize) -> bool {
        let after = self.clauses.parse.children(verb).filter(|child| *child > verb);
        after
            .into_iter()
            .all(|child| matches!(self.clauses.rel(child), Rel::Obl | Rel::OblUnmarked | Rel::Advmod | Rel::Punct | Rel::Nsubj))
    }

    /// Whether the word is a comma or dash.
    pub(crate) fn is_pause(&self, word: usize) -> bool {
        matches!(self.clauses.word(word), "," | "—" | "–" | "--" | "-")
    }

    /// Whether a range holds nothing but punctuation (or nothing).
    pub(crate) fn only_punctuation(&self, words: Range<usize>) -> bool {
        words.into_iter().all(|word| self.is_punctuation(word))
    }

    /// The number of words, punctuation apart.
    pub(crate) fn length(&self, words: Range<usize>) -> usize {
        words.filter(|word| !self.is_punctuation(*word)).count()
    }
}
