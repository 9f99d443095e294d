//! Quotations and who speaks them: those beside a reporting verb, and those that only follow from what stands before.

use std::ops::Range;

use lexicon::Frame;
use syntax::{Rel, Upos};

use super::Draft;
use super::introductions;
use super::sheet::Sheet;

/// The rule for a block that follows a reporting clause with a colon: it asks for a verb of speaking.
pub(crate) const NEXT_BLOCK: &str = "attribution/colon-block";

/// The rules of this module, for which a source may be sought beside the verb.
pub(crate) const RULES: [&str; 6] = [
    "attribution/quote-parenthesis",
    "attribution/quote-inverted",
    "attribution/quote-after",
    "attribution/quote-split",
    "attribution/quote-mixed",
    NEXT_BLOCK,
];

/// Content, rule and certainty for a verb whose reporting clause is `clause` and that stands beside a quotation; `None` when it does not, or when
/// the verb is itself inside one.
pub(crate) fn beside(sheet: &Sheet<'_>, verb: usize, clause: Range<usize>) -> Option<(Vec<Range<usize>>, &'static str, f32)> {
    if sheet.quote_number(verb).is_some() {
        return None;
    }
    // A subject that the parser let run into the next quotation ends before it.
    let next = sheet.quotes.partition_point(|quote| quote.start <= verb);
    let clause = clause.start..sheet.quotes.get(next).map_or(clause.end, |quote| clause.end.min(quote.start));
    let reports_more = sheet.clauses.that_clause(verb).is_some_and(|content| sheet.quote_number(content).is_none());
    let before = before(sheet, clause.start).filter(|(_, whole)| *whole || !reports_more);
    let before = before.or_else(|| unmarked(sheet, clause.start).filter(|_| !reports_more));
    let after = after(sheet, verb, clause.end, before.is_some());
    match (before, after) {
        (Some((before, true)), Some(after)) => Some((vec![before, after], "attribution/quote-split", 0.95)),
        (Some((before, true)), None) => Some((vec![before], "attribution/quote-inverted", 0.95)),
        (Some((before, false)), Some(after)) if goes_on(sheet, &after) => Some((vec![before, after], "attribution/quote-split", 0.9)),
        (Some((before, false)), None) if sheet.is_bare_clause(verb) => Some((vec![before], "attribution/quote-mixed", 0.82)),
        (_, Some(after)) => Some(led_in(sheet, verb, clause, after)),
        (_, None) => next_block(sheet, verb, clause.end).map(|content| (content, NEXT_BLOCK, 0.6)),
    }
}

/// Whether a quotation begins in the middle of a sentence.
fn goes_on(sheet: &Sheet<'_>, quote: &Range<usize>) -> bool {
    quote.clone().find(|word| !sheet.is_punctuation(*word)).is_some_and(|word| sheet.clauses.word(word).starts_with(char::is_lowercase))
}

/// A quotation after its verb, with what belongs to it: the words before the reporting clause that it goes on ("The fund, she said, “is broke”"), and
/// those after it that go on the reported clause ("said “no talks” were planned").
fn led_in(sheet: &Sheet<'_>, verb: usize, clause: Range<usize>, quote: Range<usize>) -> (Vec<Range<usize>>, &'static str, f32) {
    let clauses = &sheet.clauses;
    let marked = clauses.is(quote.start - 1, ",") || clauses.is(quote.start - 1, ":");
    let sentence = sheet.sentence(verb).start.min(clause.start);
    let parenthesis = clause.start > sentence + 1 && sheet.is_pause(clause.start - 1) && clauses.is(quote.start - 1, ",");
    let lead = clauses.trimmed(sentence..clause.start);
    if parenthesis && goes_on(sheet, &quote) && sheet.length(lead.clone()) > 0 {
        return (vec![lead, with_rest(sheet, verb, quote)], "attribution/quote-parenthesis", 0.8);
    }
    let content = if marked { quote } else { with_rest(sheet, verb, quote) };
    (vec![content], "attribution/quote-after", 0.85)
}

/// The quotation with the words that go on its clause up to the end of the sentence, to the next verb of the reporting subject or to a comma.
fn with_rest(sheet: &Sheet<'_>, verb: usize, quote: Range<usize>) -> Range<usize> {
    let clauses = &sheet.clauses;
    let sentence = sheet.sentence(quote.end - 1).end;
    if matches!(sheet.last_spoken(&quote), Some('.' | '?' | '!' | ',')) || quote.end >= sentence || sheet.is_punctuation(quote.end) {
        return quote;
    }
    let next = clauses.parse.children(verb).filter(|child| matches!(clauses.rel(*child), Rel::Conj | Rel::Advcl | Rel::Parataxis));
    let next = next.map(|child| clauses.parse.left_edge(child)).find(|edge| *edge >= quote.end).unwrap_or(sentence).min(sentence);
    let comma = (quote.end..next).find(|word| sheet.is_pause(*word) && sheet.quote_number(*word).is_none()).unwrap_or(next);
    clauses.trimmed(sheet.before_tails(quote.start..comma))
}

/// The words between the quotation and the verb when the quotation stands before the clause: the name to the verb's left is then its source,
/// whatever the parser made of it. `None` when no quotation ends there or nothing but marks stands between.
pub(crate) fn name_between(sheet: &Sheet<'_>, verb: usize) -> Option<Range<usize>> {
    let between = sheet.clauses.trimmed(sheet.quotation_before(verb)?.end..sheet.clauses.verb_group(verb).start);
    let whole = between.clone().any(|word| matches!(sheet.clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron));
    (whole && sheet.is_name_stretch(between.clone())).then_some(between)
}

/// The quoted words that end right before a reporting clause, and whether they are all of it. When the writer's own words lead into the quotation
/// ("The plan is “a disaster,” he said"), those belong to it; a clause that ends in a colon does not.
fn before(sheet: &Sheet<'_>, clause: usize) -> Option<(Range<usize>, bool)> {
    let quote = sheet.quotation_before(clause)?;
    let same_block = sheet.block_number(quote.start) == sheet.block_number(clause);
    let between = quote.end..clause;
    if !same_block || !sheet.is_name_stretch(between.clone()) || sheet.is_aside(between) {
        return None;
    }
    let last = sheet.last_spoken(&quote);
    let broken = || sheet.clauses.span(quote.clone()).of(sheet.clauses.text).trim_end_matches(['"', '”', '\'', '’']).ends_with("...");
    let stops = matches!(last, Some(',' | '?' | '!' | '—' | '–' | '…')) || broken() || (quote.end < clause && sheet.is_pause(quote.end));
    // "“It is late.” he said.": the stop is the editor's slip when the rest of the sentence only names the speaker.
    let slipped =
        sheet.sentence(clause).len() <= 8 && sheet.only_punctuation(quote.end..clause.min(sheet.sentence(clause).start).max(quote.end));
    if !(stops || slipped) {
        return None;
    }
    let lead = sheet.lead(&quote);
    if sheet.length(lead.clone()) == 0 {
        return Some((quote, true));
    }
    let introduced = sheet.clauses.is(quote.start - 1, ":");
    // "He asked, “Why now?” Ana said no more.": a quotation that is introduced and ends its sentence belongs to what is before it.
    if (introduced || sheet.is_pause(quote.start - 1)) && matches!(last, Some('.' | '?' | '!')) {
        return None;
    }
    Some(if introduced { (quote, true) } else { (sheet.clauses.trimmed(lead.start..quote.end), false) })
}

/// "“It is late” the envoy said.": a long quotation at the head of its sentence from which the comma is missing.
fn unmarked(sheet: &Sheet<'_>, clause: usize) -> Option<(Range<usize>, bool)> {
    let quote = sheet.quotation_before(clause)?;
    let between = quote.end..clause;
    let close =
        sheet.block_number(quote.start) == sheet.block_number(clause) && sheet.is_name_stretch(between.clone()) && !sheet.is_aside(between);
    let bare = sheet.last_spoken(&quote).is_some_and(char::is_alphanumeric) && sheet.length(quote.clone()) >= 5;
    (close && bare && sheet.length(sheet.lead(&quote)) == 0).then_some((quote, true))
}

/// The quotation that follows a reporting clause in its sentence, with nothing between but whom it is said to, where and when.
fn after(sheet: &Sheet<'_>, verb: usize, clause: usize, split: bool) -> Option<Range<usize>> {
    let at = sheet.quotes.partition_point(|quote| quote.start < clause);
    let quote = sheet.quotes.get(at)?.clone();
    let between = clause..quote.start;
    let sentence = sheet.sentence(verb);
    let stopped = |word: usize| [".", "?", "!", ";"].iter().any(|mark| sheet.clauses.is(word, mark));
    if quote.start > sentence.end || between.len() > 25 || between.clone().any(stopped) {
        return None;
    }
    let clauses = &sheet.clauses;
    let last = quote.start.checked_sub(1)?;
    let marked = clauses.is(last, ",") || clauses.is(last, ":");
    let busy = between.clone().any(|word| {
        matches!(clauses.upos(word), Upos::Verb | Upos::Sconj)
            || matches!(clauses.rel(word), Rel::Cop | Rel::Nsubj | Rel::Ccomp)
            || clauses.is(word, "and")
            || clauses.is(word, "but")
    });
    // A clause of its own before the colon introduces the quotation, not the verb before that clause.
    let finite = |word: usize| {
        sheet.speech_verb(word).is_some() || (sheet.is_verb(word) && clauses.subject_of_own(word).is_some_and(|subject| subject >= clause))
    };
    let bare = between.is_empty() || sheet.only_punctuation(between.clone());
    let starts_upper = clauses.word(quote.start + 1).starts_with(char::is_uppercase);
    let opens = if clauses.is(last, ":") {
        !between.clone().any(finite)
    } else if split && clauses.is(last, ",") && goes_on(sheet, &quote) {
        // "“It is late,” she said, smiling at him, “and dark.”"
        !between.clone().any(finite)
    } else if busy || (!marked && sheet.is_title(&quote)) {
        false
    } else {
        marked || bare || (starts_upper && sheet.length(quote.clone()) > 3)
    };
    // "said “the plan” failed": the quotation is a part of the reported clause.
    let part = clauses
        .that_clause(verb)
        .is_some_and(|clause| !quote.contains(&clause) && clauses.parse.left_edge(clause) <= quote.start && !marked);
    (opens && !part).then_some(quote)
}

/// A block that a colon introduces is a quotation only up to this many words; a longer one is the rest of the page.
const LONGEST_BLOCK: usize = 200;

/// The block after one that ends in the reporting clause and a colon.
fn next_block(sheet: &Sheet<'_>, verb: usize, clause: usize) -> Option<Vec<Range<usize>>> {
    let number = sheet.block_number(verb)?;
    let last = sheet.blocks[number].end.checked_sub(1)?;
    if !sheet.clauses.is(last, ":") || sheet.sentence(verb).end <= last || last.saturating_sub(clause) > 25 {
        return None;
    }
    let next = sheet.blocks.get(number + 1)?.clone();
    let quote = sheet.quotes.iter().find(|quote| quote.start == next.start).cloned();
    // A block that quotes in its own words or introduces something itself goes on the article.
    let own = sheet.clauses.is(next.end - 1, ":") || sheet.quotes.iter().any(|quote| next.contains(&quote.start));
    if quote.is_none() && own {
        return None;
    }
    Some(vec![quote.unwrap_or(next)]).filter(|content| sheet.length(content[0].clone()) < LONGEST_BLOCK)
}

/// Completes the contents: a quotation that is claimed in part is claimed whole, and one that nobody claims joins its other paragraphs, whoever
/// introduces it, or the speaker before it.
pub(crate) fn join(sheet: &Sheet<'_>, drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut() {
        close(sheet, draft);
    }
    let mut claimed = claimed(sheet, drafts);
    for at in (0..claimed.len()).rev().filter(|at| sheet.continued[*at]) {
        if let (true, false, Some(speaker)) = (claimed[at], claimed[at - 1], holder(sheet, drafts, sheet.quotes[at].start)) {
            drafts[speaker].content.insert(0, sheet.quotes[at - 1].clone());
            claimed[at - 1] = true;
        }
    }
    for at in (0..claimed.len()).filter(|at| !claimed[*at]) {
        if let Some(draft) = introductions::of(sheet, &sheet.quotes[at]) {
            drafts.push(draft);
        } else if let Some(speaker) = speaker_before(sheet, drafts, at) {
            drafts[speaker].content.push(sheet.quotes[at].clone());
        } else if let Some(draft) = after_sentence(sheet, drafts, at) {
            drafts.push(draft);
        }
    }
}

/// For each quotation, whether a draft outside it has it in its content.
fn claimed(sheet: &Sheet<'_>, drafts: &[Draft]) -> Vec<bool> {
    let mut claimed = vec![false; sheet.quotes.len()];
    for draft in drafts {
        for piece in &draft.content {
            let first = sheet.quotes.partition_point(|quote| quote.end <= piece.start);
            for (at, quote) in sheet.quotes.iter().enumerate().skip(first).take_while(|(_, quote)| quote.start < piece.end) {
                claimed[at] |= !quote.contains(&draft.head);
            }
        }
    }
    claimed
}

/// The draft in whose content this word stands, with a cue outside quotations; of several the outermost.
fn holder(sheet: &Sheet<'_>, drafts: &[Draft], word: usize) -> Option<usize> {
    let holders: Vec<usize> =
        (0..drafts.len()).filter(|at| drafts[*at].holds(word) && sheet.quote_number(drafts[*at].head).is_none()).collect();
    let inside = |at: &usize| holders.iter().any(|other| other != at && drafts[*other].holds(drafts[*at].head));
    holders.iter().copied().find(|at| !inside(at)).or(holders.first().copied())
}

/// "The envoy agreed. “It is late.”": the sentence before has a verb of saying without content.
fn after_sentence(sheet: &Sheet<'_>, drafts: &[Draft], at: usize) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let quote = sheet.quotes[at].clone();
    let stop =
        quote.start.checked_sub(1).filter(|word| clauses.is(*word, ".") && sheet.block_number(*word) == sheet.block_number(quote.start))?;
    let root = clauses.parse.root(clauses.parse.sentence_of(stop)?)?;
    let cue = sheet.speech_verb(root).filter(|cue| cue.takes(&Frame::Quote) == Some(true))?;
    let bare = cue.words.len() == 1
        && sheet.quote_number(root).is_none()
        && sheet.is_bare_clause(root)
        && !drafts.iter().any(|draft| draft.head == root);
    let subject = clauses.subject(root).filter(|_| bare)?;
    let group = clauses.verb_group(root);
    Some(Draft {
        source: vec![clauses.noun_phrase(subject.head)],
        head: root,
        cue: group,
        content: vec![quote],
        rule: "attribution/quote-next",
        certainty: 0.7,
    })
}

/// Widens pieces to the marks of the quotations that they begin or end in, unless the cue stands inside the same one.
fn close(sheet: &Sheet<'_>, draft: &mut Draft) {
    let own = sheet.quote_number(draft.head);
    for piece in &mut draft.content {
        if let Some(at) = sheet.quote_number(piece.start).filter(|at| Some(*at) != own) {
            piece.start = sheet.quotes[at].start;
        }
        if let Some(at) = piece.end.checked_sub(1).and_then(|last| sheet.quote_number(last)).filter(|at| Some(*at) != own) {
            piece.end = piece.end.max(sheet.quotes[at].end);
        }
    }
}

/// Whose an unclaimed quotation is: the speaker of the quotation that it goes on, or that ended right before it in the same block.
fn speaker_before(sheet: &Sheet<'_>, drafts: &[Draft], at: usize) -> Option<usize> {
    let quote = &sheet.quotes[at];
    if sheet.continued[at] {
        let before = at.checked_sub(1).map(|before| sheet.quotes[before].end - 1)?;
        return holder(sheet, drafts, before);
    }
    let block = sheet.block_number(quote.start)?;
    let alone = sheet.blocks[block].clone().all(|word| sheet.is_punctuation(word) || sheet.quote_number(word).is_some());
    if alone && sheet.blocks[block].start == quote.start {
        let before = block.checked_sub(1)?;
        return speaker_of_block(sheet, drafts, before).or_else(|| last_speaker(sheet, drafts, before));
    }
    // The quotation begins a sentence of its own, and the sentence before it reports.
    let ended = |other: &Range<usize>| other.end == quote.start && matches!(sheet.last_spoken(other), Some('.' | '?' | '!'));
    let after_title = at.checked_sub(1).is_some_and(|before| ended(&sheet.quotes[before]));
    let start = if after_title { quote.start } else { sheet.sentence(quote.start).start };
    if !sheet.only_punctuation(start.min(quote.start)..quote.start) {
        return None;
    }
    let stop = (sheet.blocks[block].start..start.min(quote.start))
        .rev()
        .find(|word| sheet.quote_number(*word).is_some() || !sheet.is_punctuation(*word))?;
    // A title in the reporting clause ("said on “Dawn.” “It is late.”") is nobody's words.
    let spoken = sheet.quote_number(stop).filter(|before| !sheet.is_title(&sheet.quotes[*before]));
    if let Some(before) = spoken {
        return holder(sheet, drafts, sheet.quotes[before].start);
    }
    let sentence = sheet.sentence(stop);
    let reporting = |draft: &(usize, &Draft)| sentence.contains(&draft.1.head) && sheet.quote_number(draft.1.head).is_none();
    let quoting = drafts.iter().enumerate().filter(reporting).rfind(|(_, draft)| RULES.contains(&draft.rule));
    let speaks = |draft: &Draft| sheet.speech_verb(draft.head).is_some_and(|cue| cue.takes(&Frame::Quote) == Some(true));
    let whole = |draft: &Draft| !draft.rule.starts_with("attribution/object") && draft.rule != "attribution/phrase";
    let telling = drafts
        .iter()
        .enumerate()
        .filter(reporting)
        .find(|(_, draft)| speaks(draft) && whole(draft) && sheet.clauses.negation(draft.head).is_none());
    let earlier = || {
        let here = sheet.blocks[block].start..stop;
        drafts
            .iter()
            .enumerate()
            .rfind(|(_, draft)| here.contains(&draft.head) && RULES.contains(&draft.rule) && sheet.quote_number(draft.head).is_none())
    };
    quoting.or(telling).or_else(earlier).map(|(at, _)| at)
}

/// The last speaker whose words a block quotes.
fn speaker_of_block(sheet: &Sheet<'_>, drafts: &[Draft], block: usize) -> Option<usize> {
    let words = sheet.blocks[block].clone();
    let quoting = |draft: &Draft| words.contains(&draft.head) && RULES.contains(&draft.rule) && sheet.quote_number(draft.head).is_none();
    drafts.iter().enumerate().rfind(|(_, draft)| quoting(draft)).map(|(at, _)| at)
}

/// Who speaks at the end of a block, by quotation or report: in its last sentence, or the speaker whom that block itself goes on.
fn last_speaker(sheet: &Sheet<'_>, drafts: &[Draft], block: usize) -> Option<usize> {
    let last = sheet.blocks[block].end.checked_sub(1)?;
    if let Some(quote) = sheet.quote_number(last) {
        return holder(sheet, drafts, sheet.quotes[quote].start);
    }
    let sentence = sheet.sentence(last);
    let tells = |draft: &Draft| {
        sentence.contains(&draft.head)
            && sheet.quote_number(draft.head).is_none()
            && sheet.speech_verb(draft.head).is_some_and(|cue| cue.takes(&Frame::Quote) == Some(true))
    };
    drafts.iter().position(tells)
}

/// The quotation that ends right before a phrase such as "according to".
pub(crate) fn before_phrase(sheet: &Sheet<'_>, phrase: usize) -> Option<Range<usize>> {
    before(sheet, phrase).map(|(quote, _)| quote)
}
