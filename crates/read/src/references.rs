//! References: from the words of a noun phrase to whom they name, as a statement needs it.
//!
//! In comes the head word of a noun phrase; out comes who holds what is said of it, and who voices it when that is somebody else. An official or
//! leader who speaks for a party makes the party the holder; a group stays as it is written; what names no actor yields nothing.

use std::ops::Range;

use model::{Mention, MentionKind, Span};
use syntax::{Rel, Upos};

use crate::{Clauses, Page};

/// Whom a noun phrase names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Whose position it is.
    pub holder: String,
    /// The words that name the holder or the speaker.
    pub span: Span,
    /// Who voices it, when that is not the holder itself.
    pub speaker: Option<String>,
    /// What kind of words they are.
    pub kind: MentionKind,
    /// How they were resolved, as in [`Mention::how`].
    pub how: &'static str,
}

impl Named {
    /// Whether the voice is nobody named: "officials", "a senior delegate".
    pub fn is_anonymous(&self) -> bool {
        self.kind == MentionKind::Group
    }
}

/// Whom the noun phrase with this head word names; `None` when it names no actor that the page knows.
pub fn named(page: &Page<'_>, head: usize) -> Option<Named> {
    let token = page.parse.tokens.get(head)?;
    let word = Span { start: token.start, end: token.end };
    let mention = of_word(page, word).or_else(|| quantified(page, head))?;
    of_mention(mention)
}

/// As [`named`], for every actor that the phrase names together: "Peru and Chad", "consumer and producer members", "Peruvian and Chilean envoys".
pub fn named_all(page: &Page<'_>, head: usize) -> Vec<Named> {
    let clauses = Clauses::new(&page.parse, &page.view);
    let mut heads = vec![head];
    heads.extend(
        page.parse
            .children_by(head, Rel::Conj)
            .filter(|c| matches!(clauses.upos(*c), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num)),
    );
    let mut all: Vec<Named> = Vec::new();
    for head in heads {
        let shared = sharing_modifiers(page, &clauses, head);
        let here = if shared.is_empty() { named(page, head).into_iter().collect() } else { shared };
        all.extend(
            here.into_iter()
                .filter(|n| !all.iter().any(|known| known.holder == n.holder && known.speaker == n.speaker))
                .collect::<Vec<_>>(),
        );
    }
    all
}

/// The smallest mention over the word.
fn of_word<'p>(page: &'p Page<'_>, word: Span) -> Option<&'p Mention> {
    page.mentions.iter().filter(|m| m.span.contains(word)).min_by_key(|m| m.span.len())
}

/// "a number of banks", "both of the parties": the mention of the noun that is counted.
fn quantified<'p>(page: &'p Page<'_>, head: usize) -> Option<&'p Mention> {
    let counted = page.parse.children_by(head, Rel::Nmod).next()?;
    let counts = matches!(
        page.parse.lemma(head),
        "number"
            | "majority"
            | "both"
            | "some"
            | "many"
            | "most"
            | "one"
            | "all"
            | "none"
            | "several"
            | "few"
            | "lot"
            | "couple"
            | "handful"
            | "range"
    );
    let token = page.parse.tokens.get(counted)?;
    counts.then(|| of_word(page, Span { start: token.start, end: token.end })).flatten()
}

fn of_mention(mention: &Mention) -> Option<Named> {
    let actor = mention.actor.clone()?;
    let (holder, speaker) = match &mention.party {
        Some(party) if *party != actor => (party.clone(), Some(actor)),
        _ => (actor, None),
    };
    Some(Named { holder, span: mention.span, speaker, kind: mention.kind, how: mention.how })
}

/// The actors of a phrase whose modifiers are coordinated before one plural noun.
fn sharing_modifiers(page: &Page<'_>, clauses: &Clauses<'_>, head: usize) -> Vec<Named> {
    let modifiers = coordinated_modifiers(clauses, head);
    if modifiers.len() < 2 {
        return Vec::new();
    }
    let noun = of_word(page, clauses.span(head..head + 1));
    let Some(noun) = noun.filter(|m| m.kind == MentionKind::Group || m.how == "body") else { return Vec::new() };
    modifiers.into_iter().filter_map(|modifier| of_modifier(page, clauses, modifier, head, noun)).collect()
}

/// "A, B and C" right before a noun, where each is one noun or adjective; read from the words, since trees differ widely here.
fn coordinated_modifiers(clauses: &Clauses<'_>, head: usize) -> Vec<usize> {
    let is_modifier = |word: usize| matches!(clauses.upos(word), Upos::Noun | Upos::Adj | Upos::Propn);
    let mut modifiers = Vec::new();
    let mut at = head;
    while let Some(word) = at.checked_sub(1).filter(|w| is_modifier(*w)) {
        modifiers.insert(0, word);
        let Some(joint) = word.checked_sub(1).filter(|j| matches!(clauses.word(*j).to_lowercase().as_str(), "and" | "or" | ",")) else {
            break;
        };
        at = joint;
    }
    // "In effect, international firms" has a comma, but nothing is coordinated.
    let joined =
        (modifiers.first().copied().unwrap_or(head)..head).any(|w| matches!(clauses.word(w).to_lowercase().as_str(), "and" | "or"));
    if joined { modifiers } else { Vec::new() }
}

fn of_modifier(page: &Page<'_>, clauses: &Clauses<'_>, modifier: usize, head: usize, noun: &Mention) -> Option<Named> {
    let words: Range<usize> = modifier..modifier + 1;
    let written = format!("{} {}", clauses.span(words).of(&page.view), clauses.word(head));
    let party = page
        .mentions
        .iter()
        .find(|m| m.span.contains(clauses.span(modifier..modifier + 1)) && m.kind == MentionKind::Party && m.span != noun.span);
    let (holder, speaker) = match party.and_then(|p| p.actor.clone()) {
        Some(party) if noun.how == "body" => (party, None),
        Some(party) => (party, Some(written)),
        None => (written, None),
    };
    Some(Named { holder, span: noun.span, speaker, kind: noun.kind, how: noun.how })
}
