//! Printing: drafts become mentions, with whom they name and for whom that actor speaks, in the fullest form that the text gives.

use codebooks::Owner;
use model::{Mention, MentionKind, Span};

use super::{Actor, Desk, Draft, Newcomer, Side};

impl Desk<'_, '_> {
    pub(super) fn mentions(self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = self.drafts.iter().filter(|d| !d.words.is_empty()).map(|d| self.printed(d)).collect();
        mentions.sort_by_key(|m| (m.span, m.kind));
        mentions.dedup_by_key(|m| m.span);
        mentions
    }

    pub(super) fn printed(&self, draft: &Draft) -> Mention {
        let actor = if draft.actor == Actor::AsWritten { self.as_written(draft.written) } else { self.name(draft.actor) };
        let party = match (&draft.party, draft.how) {
            (Some(Side::Actor(of)), _) => Some(self.name(*of)),
            (Some(Side::Words(words)), _) => Some(words.clone()),
            (None, "former") => None,
            (None, _) => self.speaks_for(draft.actor),
        };
        Mention { span: draft.span, kind: draft.kind, actor: Some(actor), party, how: draft.how }
    }

    /// For whom an actor speaks: a party for itself, a person by office on the article's day or by the article's own words.
    fn speaks_for(&self, actor: Actor) -> Option<String> {
        match actor {
            Actor::Known(Owner::Party(_)) => Some(self.name(actor)),
            Actor::Known(Owner::Person(at)) => {
                let party = self.reader.codebook.people().get(at)?.speaks_for(self.page.article.published)?;
                Some(party.to_string())
            }
            Actor::Found(at) => match self.found.get(at)? {
                Newcomer { is_person: false, name, .. } => Some(name.clone()),
                Newcomer { party: Some(Side::Actor(of)), .. } => Some(self.name(*of)),
                Newcomer { party: Some(Side::Words(words)), .. } => Some(words.clone()),
                _ => None,
            },
            Actor::AsWritten => None,
        }
    }

    /// A group's words on one line; a party's abbreviation at their head is written out as the article does elsewhere.
    fn as_written(&self, span: Span) -> String {
        let mut text = String::new();
        let mut at = span.range().start;
        let inside = self.drafts.iter().filter(|d| {
            !d.words.is_empty() && matches!(d.how, "alias" | "abbreviation") && span.contains(d.span) && d.kind == MentionKind::Party
        });
        let mut inside: Vec<(Span, String)> = inside.map(|d| (d.span, self.name(d.actor))).collect();
        inside.sort();
        for (part, name) in inside {
            let range = part.range();
            // "European Community, EC, delegates": the abbreviation says the name again.
            let again = text.ends_with(&name) && self.page.view.get(at..range.start).is_some_and(|t| matches!(t.trim(), "," | "("));
            if again {
                let rest = self.page.view.get(range.end..).unwrap_or("");
                at = range.end + rest.find([',', ')']).map_or(0, |mark| if mark <= 1 { mark + 1 } else { 0 });
            } else if range.start == span.range().start {
                text.push_str(self.page.view.get(at..range.start).unwrap_or(""));
                text.push_str(&name);
                at = range.end;
            }
        }
        text.push_str(self.page.view.get(at..span.range().end).unwrap_or(""));
        squeeze(&text)
    }
}

pub(super) fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
