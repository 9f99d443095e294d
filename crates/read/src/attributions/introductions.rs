//! Introductions: quotations beside words that the tables do not list, where the form of the sentence alone shows that somebody speaks.
//!
//! In comes a quotation that no reporting word has claimed; out goes an attribution when one of four forms stands beside it: a name and a colon, a
//! clause and a colon, a clause and a comma, or quotative inversion ("“Late!” boomed the chair"). Any verb can stand in the last two (Levin, "English
//! Verb Classes and Alternations", 1993, on verbs of manner of speaking; Collins & Branigan, "Quotative inversion", 1997).

use std::ops::Range;

use syntax::{Rel, Upos, Xpos};

use super::Draft;
use super::sheet::Sheet;

/// The attribution of a quotation by the form of its sentence, if one of the forms is there.
pub(crate) fn of(sheet: &Sheet<'_>, quote: &Range<usize>) -> Option<Draft> {
    clause_before(sheet, quote).or_else(|| named_before_colon(sheet, quote)).or_else(|| inverted(sheet, quote))
}

/// "Here is the minister in December: “…”": a name, a colon and a quotation.
fn named_before_colon(sheet: &Sheet<'_>, quote: &Range<usize>) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let colon = quote.start.checked_sub(1).filter(|word| clauses.is(*word, ":"))?;
    let block = sheet.blocks.get(sheet.block_number(colon)?)?.clone();
    let nominal = |word: usize| matches!(clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj);
    let name = (block.start..colon).rev().take(6).take_while(|word| nominal(*word)).last()?;
    let named = (name..colon).any(|word| clauses.upos(word) == Upos::Propn) && !sheet.is_time(name..colon);
    named.then(|| Draft {
        source: std::iter::once(name..colon).collect(),
        head: colon,
        cue: colon..colon + 1,
        content: vec![quote.clone()],
        rule: "attribution/colon",
        certainty: 0.7,
    })
}

/// "The envoy had one message: “…”", "the chair boomed, “…”": a clause whose subject can speak, then a colon or, right after the verb or where it is
/// said, a comma.
fn clause_before(sheet: &Sheet<'_>, quote: &Range<usize>) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let mark = quote.start.checked_sub(1)?;
    let lead = sheet.lead(quote);
    let colon = clauses.is(mark, ":");
    if !(colon || clauses.is(mark, ",")) || sheet.length(lead.clone()) < 2 || !is_speech(sheet, quote) {
        return None;
    }
    let finite =
        |word: &usize| sheet.is_verb(*word) && matches!(clauses.xpos(*word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbg | Xpos::Vbn);
    let own = |word: &usize| clauses.subject(*word).filter(|subject| lead.contains(&subject.head) && can_speak(sheet, subject.antecedent));
    let outside = |word: &usize| sheet.quote_number(*word).is_none();
    let verb = lead.clone().rev().filter(outside).filter(finite).find(|word| clauses.rel(*word) != Rel::Amod)?;
    let verb = if colon {
        std::iter::once(verb).chain(clauses.parse.ancestors(verb)).filter(|word| lead.contains(word)).find(|word| own(word).is_some())?
    } else {
        verb
    };
    let subject = own(&verb)?;
    // Before a comma the verb must have nothing of its own.
    let free = clauses.parse.children(verb).filter(|child| *child > verb && !quote.contains(child) && lead.contains(child));
    let free = free
        .into_iter()
        .all(|child| matches!(clauses.rel(child), Rel::Obl | Rel::OblUnmarked | Rel::Advmod | Rel::Punct | Rel::CompoundPrt));
    if !(colon || free) {
        return None;
    }
    let group = clauses.verb_group(verb);
    Some(Draft {
        source: vec![clauses.noun_phrase(subject.head)].into_iter().filter(|words| !words.contains(&verb)).collect(),
        head: verb,
        cue: group,
        content: vec![quote.clone()],
        rule: if colon { "attribution/clause-colon" } else { "attribution/clause-comma" },
        certainty: 0.65,
    })
    .filter(|draft| !draft.source.is_empty())
}

/// "“Late!” boomed the chair", "“Late!” the chair boomed.": a verb and its subject right after the closing mark.
fn inverted(sheet: &Sheet<'_>, quote: &Range<usize>) -> Option<Draft> {
    let clauses = &sheet.clauses;
    let last = sheet.last_spoken(quote);
    if !matches!(last, Some(',' | '?' | '!')) || sheet.length(sheet.lead(quote)) > 0 || !is_speech(sheet, quote) {
        return None;
    }
    let verb = quote.end;
    let block = sheet.blocks.get(sheet.block_number(quote.start)?)?;
    let nominal = |word: usize| matches!(clauses.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Num);
    let stretch =
        |from: usize| (from..block.end).take(8).take_while(|word| nominal(*word)).last().map_or(from..from, |last| from..last + 1);
    let past = |word: usize| word < block.end && clauses.word(word).ends_with("ed") && clauses.word(word).starts_with(char::is_lowercase);
    let finite = |word: usize| past(word) || (sheet.is_verb(word) && matches!(clauses.xpos(word), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp));
    let (source, verb) = if finite(verb) {
        (stretch(verb + 1), verb)
    } else {
        let name = stretch(verb);
        let ends = |word: usize| word >= block.end || sheet.is_punctuation(word) || clauses.upos(word) == Upos::Adp;
        let end = name.end;
        (name, Some(end).filter(|end| last == Some(',') && finite(*end) && ends(*end + 1))?)
    };
    let speaker = !source.is_empty() && can_speak(sheet, source.end - 1);
    let bare = speaker && clauses.child(verb, &[Rel::Cop]).is_none() && clauses.upos(verb) != Upos::Aux;
    bare.then(|| Draft {
        source: vec![source],
        head: verb,
        cue: verb..verb + 1,
        content: vec![quote.clone()],
        rule: "attribution/quotative",
        certainty: 0.7,
    })
}

/// Whether a quotation is a sentence or at least an outcry, no title and no single name.
fn is_speech(sheet: &Sheet<'_>, quote: &Range<usize>) -> bool {
    let last = sheet.last_spoken(quote);
    let first = quote.clone().find(|word| !sheet.is_punctuation(*word));
    let upper = first.is_some_and(|word| !sheet.clauses.word(word).starts_with(char::is_lowercase));
    let stopped = matches!(last, Some('.' | '?' | '!' | '…'));
    upper && (stopped || (last == Some(',') && sheet.length(quote.clone()) >= 3))
}

/// Whether a word names somebody who can speak: a name, a person's pronoun, or a noun that is no time and no thing counted.
fn can_speak(sheet: &Sheet<'_>, word: usize) -> bool {
    let clauses = &sheet.clauses;
    match clauses.upos(word) {
        Upos::Pron => matches!(clauses.lemma(word), "he" | "she" | "they" | "i" | "we" | "who" | "one"),
        Upos::Propn | Upos::Noun => !sheet.is_time(word..word + 1),
        _ => false,
    }
}
