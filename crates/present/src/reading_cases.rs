//! Decisions of people as reading cases: Markdown in the form of `cases/statements.md`, ready to be looked at and added to the tests of the reader.
//!
//! A case is one sentence in which a person decided something, with the statements that now stand in it, one a line:
//! `holder | speaker | stance | act | cue | point | condition`. A sentence in which nothing stands any more has an empty block: silence is the expected reading.

use std::fmt::Write;

use model::{Entry, EntryState};

use crate::reading_text::one_line;

/// One sentence with decisions.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The entries that a person decided about, as they stand now; never empty.
    pub decided: Vec<&'a Entry>,
    /// Every entry that stands in the sentence now, in text order; withdrawn ones are not among them.
    pub standing: Vec<&'a Entry>,
}

/// The cases as one Markdown file, in the order in which they come. No case gives the explanation alone.
pub fn markdown(cases: &[Case<'_>]) -> String {
    let mut out = String::from(
        "# Decisions of reviewers as reading cases\n\n\
         Each case is a sentence and the statements that people let stand in it, one a line: `holder | speaker | stance | act | cue | point | condition`, `-` for nothing.\n\
         Where an issue is named, the stance is towards its proposition, which may be the contrary of the stance towards the point. A sentence alone may lack what a pronoun\n\
         refers to: look at each case before it becomes a test.\n",
    );
    for case in cases {
        let Some(first) = case.decided.first() else { continue };
        let numbers: Vec<String> = case.decided.iter().map(|e| e.number.to_string()).collect();
        let _ = writeln!(out, "\n## entry {}\n", numbers.join(", "));
        for e in &case.decided {
            let _ = writeln!(out, "{}", told(e));
        }
        let day = first.article.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
        let _ = writeln!(
            out,
            "\n```article\n{}, {day}\n{}\n```\n\n```statements",
            plain(crate::words::outlet(&first.article)),
            plain(&first.context)
        );
        for e in &case.standing {
            let moved = e.moved.map(|m| format!(" ({m})")).unwrap_or_default();
            let words = |field: &Option<String>| field.as_deref().map_or_else(|| "-".to_string(), plain);
            let _ = writeln!(
                out,
                "{} | {} | {}{moved} | {} | {} | {} | {}",
                plain(&e.holder),
                words(&e.speaker),
                e.stance,
                e.act,
                plain(&e.cue),
                words(&e.point),
                words(&e.condition)
            );
        }
        out.push_str("```\n");
    }
    out
}

/// What was decided, by whom, when, why.
fn told(e: &Entry) -> String {
    let state = match e.state {
        EntryState::AsRead => "Read",
        EntryState::Confirmed => "Confirmed",
        EntryState::Corrected => "Corrected",
        EntryState::Withdrawn => "Withdrawn",
    };
    let who = e.decided_by.as_deref().map(|w| format!(" by {}", plain(w))).unwrap_or_default();
    let day: String = e.recorded.to_string().chars().take(10).collect();
    let why = e.reason.as_deref().map(|r| format!(": {}", plain(r))).unwrap_or_default();
    let issue = e.issue.as_deref().map(|i| format!(" Issue: {}.", plain(i))).unwrap_or_default();
    format!("{state}{who} on {day}{why}.{issue}")
}

/// On one line, and never the end of a block.
fn plain(words: &str) -> String {
    one_line(words).replace("```", "'''")
}

#[cfg(test)]
mod tests {
    use model::{Act, ArticleCard, ArticleId, Span, SpeechKind, Stance, StatementBasis, Timestamp, When};

    use super::*;

    fn entry(state: EntryState) -> Entry {
        let card = ArticleCard {
            id: ArticleId::of_text("a"),
            reference: "a.txt".into(),
            title: None,
            outlet: Some("Harbour Wire".into()),
            published: Some("2025-03-11".parse().unwrap()),
            url: None,
            origin: None,
            copy_of: None,
        };
        Entry {
            number: 9,
            state,
            supersedes: Some(2),
            recorded: Timestamp::UNIX_EPOCH,
            decided_by: Some("Ana".into()),
            reason: Some("misread".into()),
            holder: "Peru".into(),
            speaker: None,
            stance: Stance::Oppose,
            act: Act::Reject,
            moved: None,
            issue: Some("fees".into()),
            option: None,
            kind: SpeechKind::Indirect,
            basis: StatementBasis::OnRecord,
            when: When::unknown(),
            span: Span::new(5, 24),
            quotation: "rejected the demands".into(),
            sentence: Span::new(0, 25),
            context: "Peru rejected\nthe ``` demands.".into(),
            cue: "rejected".into(),
            point: Some("the demands".into()),
            condition: None,
            certainty: 1.0,
            rule: "test".into(),
            article: card.clone(),
            appearances: vec![card],
        }
    }

    #[test]
    fn a_correction_becomes_a_case_and_a_withdrawal_an_empty_one() {
        let (corrected, withdrawn) = (entry(EntryState::Corrected), entry(EntryState::Withdrawn));
        let text = markdown(&[
            Case { decided: vec![&corrected], standing: vec![&corrected] },
            Case { decided: vec![&withdrawn], standing: vec![] },
        ]);
        assert!(text.contains("## entry 9\n\nCorrected by Ana on 1970-01-01: misread. Issue: fees.\n"));
        assert!(text.contains("```article\nHarbour Wire, 2025-03-11\nPeru rejected the ''' demands.\n```\n\n```statements\nPeru | - | oppose | reject | rejected | the demands | -\n```\n"));
        assert!(text.ends_with("```statements\n```\n"), "silence: {text}");
    }
}
