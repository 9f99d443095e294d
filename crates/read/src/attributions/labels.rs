//! Layouts: transcripts and headlines, in which a name and a colon stand before what is said.

use std::ops::Range;

use syntax::Upos;

use super::Draft;
use super::sheet::Sheet;

/// The rule of a label before what is no quotation.
pub(crate) const RULE: &str = "attribution/label";

/// The longest label in words.
const LONGEST: usize = 6;

/// How many blocks of a transcript one speaker's turn has at most.
const LONGEST_TURN: usize = 8;

/// One attribution for each block that opens with a speaker's label. A label counts when it is written in capitals, when it opens several blocks,
/// when a quotation follows it, or when it opens the page as a headline. In a transcript the blocks up to the next label go on what is said.
pub(crate) fn find(sheet: &Sheet<'_>) -> Vec<Draft> {
    let labels: Vec<(usize, Range<usize>)> =
        sheet.blocks.iter().enumerate().filter_map(|(at, block)| label(sheet, block).map(|words| (at, words))).collect();
    let text = |words: &Range<usize>| sheet.clauses.span(words.clone()).of(sheet.clauses.text);
    let mut drafts = Vec::new();
    for (number, (at, words)) in labels.iter().enumerate() {
        let rest = words.end + 1..sheet.blocks[*at].end;
        let shouted = is_shouted(text(words));
        let again = labels.iter().filter(|(_, other)| text(other) == text(words)).count() > 1;
        let quoted = sheet.quotes.iter().any(|quote| quote.start == rest.start);
        let headline = *at == 0 && sheet.length(rest.clone()) >= 3;
        if !rest.is_empty() && (quoted || again || headline || (shouted && labels.len() > 1)) {
            let mut content = vec![rest];
            if (shouted || again) && !quoted {
                content.extend(turn(sheet, *at, labels.get(number + 1).map(|(next, _)| *next)));
            }
            drafts.push(Draft {
                source: vec![words.clone()],
                head: words.end,
                cue: words.end..words.end + 1,
                content,
                rule: if quoted { "attribution/label-quote" } else { RULE },
                certainty: if quoted { 0.9 } else { 0.7 },
            });
        }
    }
    drafts.extend(sheet.quotes.iter().filter_map(|quote| signature(sheet, quote)));
    drafts
}

/// The blocks after the label's own that go on the turn, up to the next label or a stage direction in brackets; none when no label follows soon, for
/// then the transcript is over.
fn turn(sheet: &Sheet<'_>, at: usize, next: Option<usize>) -> Vec<Range<usize>> {
    let blocks = next.filter(|next| *next - at <= LONGEST_TURN).map_or(&[][..], |next| &sheet.blocks[at + 1..next]);
    let aside =
        |block: &&Range<usize>| (block.start..block.end.min(block.start + 2)).any(|word| sheet.clauses.word(word).starts_with(['(', '[']));
    blocks.iter().take_while(|block| !aside(block)).cloned().collect()
}

fn is_shouted(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// "“…” — Ana Ruiz, Lima": a quotation, a dash and nothing but a name to the end of the block, on the same line or in the next block; there the dash
/// may have been read as the mark of a list.
fn signature(sheet: &Sheet<'_>, quote: &Range<usize>) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let number = sheet.block_number(quote.start)?;
    let here = &sheet.blocks[number];
    let next = || sheet.blocks.get(number + 1).cloned();
    let (start, end) = if quote.end < here.end { (quote.end, here.end) } else { next().map(|next| (next.start, next.end))? };
    let is_dash = |word: &str| matches!(word, "―" | "—" | "–" | "-" | "--");
    let dash = is_dash(clauses.word(start));
    let listed = || clauses.text[..clauses.parse.tokens[start].start as usize].trim_end().ends_with(['―', '—', '–', '-']);
    let name = clauses.trimmed(if dash { start + 1 } else { start }..end);
    let signed = quote.start == here.start && (dash || (quote.end == here.end && name.len() <= 6 && listed()));
    let bare = !name.is_empty() && name.len() <= 12 && !name.clone().any(|word| sheet.is_verb(word) || sheet.quote_number(word).is_some());
    let named = signed && bare && clauses.word(name.start).starts_with(char::is_uppercase);
    named.then(|| Draft {
        head: if dash { start } else { name.start },
        source: vec![name],
        // A dash that was taken for the mark of a list is no word: the closing mark stands for it.
        cue: if dash { start..start + 1 } else { quote.end - 1..quote.end },
        content: vec![quote.clone()],
        rule: "attribution/signature",
        certainty: 0.85,
    })
}

/// The words before a colon that opens a block, when they can be a speaker's name: each with a capital, or, when the block is nothing but them and a
/// quotation, any noun phrase.
fn label(sheet: &Sheet<'_>, block: &Range<usize>) -> Option<Range<usize>> {
    let clauses = &sheet.clauses;
    let mark = |word: usize| clauses.word(word).chars().all(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '`'));
    let start = (block.start..block.end).find(|word| !mark(*word))?;
    let colon = (start..block.end.min(start + 2 * LONGEST)).find(|word| clauses.is(*word, ":"))?;
    let words = start..colon;
    let shouted = |word: usize| clauses.word(word).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let plain = |word: usize| !matches!(clauses.upos(word), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Intj);
    let capital = |word: usize| clauses.word(word).starts_with(char::is_uppercase);
    let name = words.len() <= LONGEST && words.clone().all(|word| shouted(word) || (plain(word) && capital(word)));
    let whole = sheet.quotes.iter().any(|quote| quote.start == colon + 1 && quote.end == block.end);
    let phrase = whole && words.clone().all(plain) && words.clone().any(|word| clauses.upos(word) == Upos::Propn);
    // "Q:" and "A:" name nobody.
    let letter = clauses.span(words.clone()).len() < 2;
    (!words.is_empty() && (name || phrase) && !letter).then_some(words)
}
