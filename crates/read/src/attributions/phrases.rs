//! Sources outside the verb: "according to X", "in X's view"; and adverbs that report without naming anyone: "reportedly".

use std::ops::Range;

use lexicon::{Cue, CuePart};
use syntax::{Rel, Upos};

use super::Draft;
use super::quotations;
use super::sheet::Sheet;

/// The attribution that a phrase beginning at this word makes, if it does.
pub(crate) fn at(sheet: &Sheet<'_>, word: usize) -> Option<Draft> {
    if !matches!(sheet.clauses.upos(word), Upos::Adp | Upos::Adv | Upos::Sconj | Upos::Verb) {
        return None;
    }
    sheet.reporting.starting_with(first_word(sheet, word)).find_map(|cue| match cue.part {
        CuePart::Source => governed(sheet, word, cue),
        CuePart::Owned => owned(sheet, word, cue),
        CuePart::Finding => finding(sheet, word, cue),
        CuePart::Clause => adverb(sheet, word),
        _ => None,
    })
}

/// The lemma, but "according" for the participle that stands for a preposition.
fn first_word<'p>(sheet: &Sheet<'p>, word: usize) -> &'p str {
    if sheet.clauses.is(word, "according") { "according" } else { sheet.clauses.lemma(word) }
}

/// "according to X", "in the words of X".
fn governed(sheet: &Sheet<'_>, word: usize, cue: &Cue) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let end = word + cue.words.len();
    let follows = cue.words.iter().enumerate().skip(1).all(|(at, expected)| clauses.is(word + at, expected));
    if !follows || end >= sheet.sentence(word).end {
        return None;
    }
    // The noun: the nearest word that the phrase's last word hangs on, or that hangs on the phrase.
    let noun = std::iter::once(end - 1).chain(clauses.parse.ancestors(end - 1)).find(|above| *above >= end)?;
    let source = clauses.trimmed(end..clauses.parse.right_edge(noun) + 1);
    let phrase = clauses.parse.left_edge(noun).min(word)..source.end;
    Some(Draft {
        source: vec![source],
        head: word,
        cue: word..end,
        content: sentence_around(sheet, noun, phrase)?,
        rule: "attribution/according-to",
        certainty: 0.83,
    })
}

/// "in X's view", "in his words".
fn owned(sheet: &Sheet<'_>, word: usize, cue: &Cue) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let noun = clauses.parse.head(word)?;
    if clauses.rel(word) != Rel::Case
        || Some(clauses.lemma(noun)) != cue.words.get(1).map(String::as_str) && !cue.words.get(1).is_some_and(|form| clauses.is(noun, form))
    {
        return None;
    }
    let owner = clauses.possessor(noun)?;
    let source = clauses.noun_phrase(owner);
    let phrase = clauses.parse.subtree(noun);
    Some(Draft {
        source: vec![source],
        head: noun,
        cue: noun..noun + 1,
        content: around(sheet, noun, phrase)?,
        rule: "attribution/in-the-view-of",
        certainty: 0.5,
    })
}

/// "In a new poll, …", "… in the latest survey": a phrase with the noun of a finding that says where the clause is known from; one that only a verb
/// takes ("took part in a survey") has no clause of its own before it.
fn finding(sheet: &Sheet<'_>, word: usize, cue: &Cue) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let noun = clauses
        .parse
        .head(word)
        .filter(|noun| clauses.rel(word) == Rel::Case && Some(clauses.lemma(*noun)) == cue.words.get(1).map(String::as_str))?;
    let verb = clauses.parse.head(noun).filter(|_| matches!(clauses.rel(noun), Rel::Obl | Rel::Dislocated))?;
    let phrase = clauses.parse.subtree(noun);
    let opens = phrase.start <= sheet.sentence(word).start + 1 && clauses.parse.right_edge(verb) > phrase.end;
    let content = opens.then(|| around(sheet, noun, phrase.clone())).flatten()?;
    Some(Draft {
        source: vec![clauses.noun_phrase(noun)],
        head: word,
        cue: word..word + 1,
        content,
        rule: "attribution/finding",
        certainty: 0.6,
    })
}

/// "reportedly".
fn adverb(sheet: &Sheet<'_>, word: usize) -> Option<Draft> {
    // "the reportedly stolen map": the hedge is on one word only.
    let on_word = sheet.clauses.parse.head(word).is_some_and(|head| sheet.clauses.rel(head) == Rel::Amod);
    if sheet.clauses.rel(word) != Rel::Advmod || on_word {
        return None;
    }
    Some(Draft {
        source: Vec::new(),
        head: word,
        cue: word..word + 1,
        content: around(sheet, word, word..word + 1)?,
        rule: "attribution/adverb",
        certainty: 0.4,
    })
}

/// The sentence that a phrase at its edge or between commas is said of, without the phrase; else the clause.
fn sentence_around(sheet: &Sheet<'_>, noun: usize, phrase: Range<usize>) -> Option<Vec<Range<usize>>> {
    let clauses = &sheet.clauses;
    let quoted = sheet.quote_number(noun);
    let root = clauses.parse.ancestors(noun).filter(|above| sheet.quote_number(*above) == quoted || quoted.is_none()).last();
    match root {
        Some(root) if !phrase.contains(&root) => {
            let content: Vec<_> = clauses
                .without(clauses.parse.subtree(root), phrase.clone())
                .into_iter()
                .filter(|piece| sheet.length(piece.clone()) > 0)
                .collect();
            (!content.is_empty()).then_some(content)
        }
        _ => around(sheet, noun, phrase),
    }
}

/// The clause that a phrase is said of, without the phrase; for a phrase after a quotation that ends its sentence, the quotation.
fn around(sheet: &Sheet<'_>, word: usize, phrase: Range<usize>) -> Option<Vec<Range<usize>>> {
    let clauses = &sheet.clauses;
    let clause = clauses.parse.ancestors(word).find(|above| {
        matches!(clauses.rel(*above), Rel::Root | Rel::Ccomp | Rel::Advcl | Rel::AclRelcl | Rel::Parataxis | Rel::Conj | Rel::Acl)
            && !phrase.contains(above)
            && (clauses.rel(*above) == Rel::Root
                || matches!(clauses.upos(*above), Upos::Verb | Upos::Adj | Upos::Aux)
                || clauses.child(*above, &[Rel::Cop, Rel::Nsubj]).is_some())
    });
    let mut content = match clause {
        Some(clause) => clauses.without(clauses.parse.subtree(clause), phrase),
        None => quotations::before_phrase(sheet, phrase.start).map(|quote| vec![quote]).unwrap_or_default(),
    };
    content.retain(|piece| sheet.length(piece.clone()) > 0);
    (!content.is_empty()).then_some(content)
}
