//! Layouts: transcripts and headlines, in which a name and a colon stand before what is said.

use std::ops::Range;

use syntax::Upos;

use super::Draft;
use super::sheet::Sheet;

/// The longest label in words.
const LONGEST: usize = 6;

/// One attribution for each block that opens with a speaker's label. A label counts when it is written in capitals, when it opens several blocks,
/// when a quotation follows it, or when it opens the page as a headline.
pub(crate) fn find(sheet: &Sheet<'_>) -> Vec<Draft> {
    let labels: Vec<(usize, Range<usize>)> =
        sheet.blocks.iter().enumerate().filter_map(|(at, block)| label(sheet, block).map(|words| (at, words))).collect();
    let text = |words: &Range<usize>| sheet.clauses.span(words.clone()).of(sheet.clauses.text);
    let mut drafts = Vec::new();
    for (at, words) in &labels {
        let rest = words.end + 1..sheet.blocks[*at].end;
        let shouted = text(words).chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let again = labels.iter().filter(|(_, other)| text(other) == text(words)).count() > 1;
        let quoted = sheet.quotes.iter().any(|quote| quote.start == rest.start);
        let headline = *at == 0 && sheet.length(rest.clone()) >= 3;
        if !rest.is_empty() && (quoted || again || headline || (shouted && labels.len() > 1)) {
            let rule = if quoted { "attribution/label-quote" } else { "attribution/label" };
            drafts.push(Draft {
                source: vec![words.clone()],
                head: words.end,
                cue: words.end..words.end + 1,
                content: vec![rest],
                rule,
                certainty: if quoted { 0.9 } else { 0.7 },
            });
        }
    }
    drafts
}

/// The words before a colon that opens a block, when they can be a speaker's name.
fn label(sheet: &Sheet<'_>, block: &Range<usize>) -> Option<Range<usize>> {
    let clauses = &sheet.clauses;
    let colon = (block.start..block.end.min(block.start + LONGEST + 2)).find(|word| clauses.is(*word, ":"))?;
    let words = block.start..colon;
    let shouted = |word: usize| clauses.word(word).chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let name = words.clone().all(|word| {
        let plain = !matches!(clauses.upos(word), Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Intj);
        shouted(word) || (plain && clauses.word(word).starts_with(char::is_uppercase))
    });
    // "Q:" and "A:" name nobody.
    let letter = clauses.span(words.clone()).len() < 2;
    (!words.is_empty() && name && !letter).then_some(words)
}
