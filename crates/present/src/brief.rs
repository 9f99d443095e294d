//! The brief: a document in which every sentence carries numbered citations, and each citation the words it rests on.
//!
//! A [`Brief`] is composed elsewhere (`compose`) and written here as Markdown, as one self-contained HTML page, or as JSON. It adds no fact: a line's words
//! are names, stances and days of the entries it cites, or say that nothing was found.

use std::fmt::Write;

use model::{ArticleCard, Entry, EventEntry};
use serde::Serialize;

/// A brief, ready to be written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Brief {
    /// Its title.
    pub title: String,
    /// One line under it: what it covers and as of which day.
    pub scope: String,
    /// Its parts, in reading order.
    pub sections: Vec<Section>,
    /// What the lines cite; numbers start at 1 and follow first use.
    pub citations: Vec<Citation>,
}

/// A part of the brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Said in place of lines when there are none.
    pub empty: String,
    /// Groups of lines, each under a name ("Russia"); an empty name stands for no subheading.
    pub groups: Vec<Group>,
}

/// Lines under one name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// A party or issue; empty for none.
    pub name: String,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One sentence of the brief.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// A short label set before the sentence (an issue, a day); may be empty.
    pub label: String,
    /// A stance word for the mark beside it; empty for none.
    pub stance: String,
    /// The sentence, in plain text.
    pub text: String,
    /// Citation numbers.
    pub cites: Vec<usize>,
}

/// The words that a line rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Citation {
    /// Its number in this brief.
    pub number: usize,
    /// The entry's number, if it stands in a ledger.
    pub entry: Option<i64>,
    /// Publisher, or the file's name.
    pub outlet: String,
    /// First publisher of a reprint.
    pub origin: Option<String>,
    /// Publication day, or "undated".
    pub day: String,
    /// Title of the article.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The exact words.
    pub quotation: String,
    /// The sentence around them.
    pub context: String,
    /// The rule that read them.
    pub rule: String,
}

/// Collects citations while a brief is composed: the same words are cited under one number.
#[derive(Debug, Default)]
pub struct Citations {
    kept: Vec<Citation>,
}

impl Citations {
    /// The number under which this entry is cited.
    pub fn cite(&mut self, entry: &Entry) -> usize {
        self.keep(&entry.article, &entry.quotation, &entry.context, &entry.rule, Some(entry.number))
    }

    /// The number under which this event is cited.
    pub fn cite_event(&mut self, event: &EventEntry) -> usize {
        self.keep(&event.article, &event.quotation, &event.quotation, &event.rule, None)
    }

    /// All citations, in number order.
    pub fn into_list(self) -> Vec<Citation> {
        self.kept
    }

    fn keep(&mut self, article: &ArticleCard, quotation: &str, context: &str, rule: &str, entry: Option<i64>) -> usize {
        let outlet = article.outlet.clone().unwrap_or_else(|| article.reference.rsplit('/').next().unwrap_or_default().to_string());
        let day = article.published.map_or_else(|| "undated".to_string(), |d| d.to_string());
        let (quotation, context) = (one_line(quotation), one_line(context));
        if let Some(known) = self.kept.iter().find(|c| c.quotation == quotation && c.outlet == outlet && c.day == day) {
            return known.number;
        }
        let number = self.kept.len() + 1;
        self.kept.push(Citation {
            number,
            entry,
            outlet,
            origin: article.origin.clone(),
            day,
            title: article.title.clone(),
            url: article.url.clone(),
            quotation,
            context,
            rule: rule.to_string(),
        });
        number
    }
}

use crate::reading_text::one_line;

/// Markdown: sections, then the numbered citations with outlet, day and words in plain text, so that it survives forwarding.
pub fn markdown(brief: &Brief) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n\n{}", brief.title, brief.scope);
    for section in &brief.sections {
        let _ = writeln!(out, "\n## {}\n", section.heading);
        if section.groups.iter().all(|g| g.lines.is_empty()) {
            let _ = writeln!(out, "{}", section.empty);
        }
        for group in section.groups.iter().filter(|g| !g.lines.is_empty()) {
            if !group.name.is_empty() {
                let _ = writeln!(out, "### {}\n", group.name);
            }
            for line in &group.lines {
                let cites: String = line.cites.iter().map(|n| format!(" [{n}]")).collect();
                let _ = writeln!(out, "- {}{}{cites}", lead(line), line.text);
            }
            out.push('\n');
        }
        while out.ends_with("\n\n") {
            out.pop();
        }
    }
    if !brief.citations.is_empty() {
        let _ = writeln!(out, "\n## Sources\n");
    }
    for c in &brief.citations {
        let via = c.origin.as_deref().filter(|o| *o != c.outlet).map(|o| format!(" (first in {o})")).unwrap_or_default();
        let url = c.url.as_deref().map(|u| format!(" <{u}>")).unwrap_or_default();
        let _ = writeln!(out, "{}. {}{via}, {}: “{}”{url}", c.number, c.outlet, c.day, c.quotation);
    }
    out
}

/// What stands before a sentence in Markdown: its label and stance.
fn lead(line: &Line) -> String {
    let parts: Vec<String> = [(&line.label, "**"), (&line.stance, "*")]
        .into_iter()
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, mark)| format!("{mark}{words}{mark}"))
        .collect();
    if parts.is_empty() { String::new() } else { format!("{} – ", parts.join(": ")) }
}

/// JSON of the brief, indented.
pub fn json(brief: &Brief) -> String {
    serde_json::to_string_pretty(brief).unwrap_or_default()
}

/// One self-contained HTML page: no script, nothing fetched, readable in light, dark and print; each citation shows the sentence with the cited words marked.
pub fn html(brief: &Brief) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{}</h1>\n<p class=\"scope\">{}</p>\n</header>\n",
        escaped(&brief.title),
        include_str!("brief.css"),
        escaped(&brief.title),
        escaped(&brief.scope)
    );
    for section in &brief.sections {
        html_section(&mut out, section);
    }
    if !brief.citations.is_empty() {
        out.push_str("<section>\n<h2>Sources</h2>\n<ol class=\"sources\">\n");
        for citation in &brief.citations {
            html_citation(&mut out, citation);
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn html_section(out: &mut String, section: &Section) {
    let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(&section.heading));
    if section.groups.iter().all(|g| g.lines.is_empty()) {
        let _ = writeln!(out, "<p class=\"none\">{}</p>", escaped(&section.empty));
    }
    for group in section.groups.iter().filter(|g| !g.lines.is_empty()) {
        if !group.name.is_empty() {
            let _ = writeln!(out, "<h3 dir=\"auto\">{}</h3>", escaped(&group.name));
        }
        out.push_str("<ul>\n");
        for line in &group.lines {
            html_line(out, line);
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</section>\n");
}

fn html_line(out: &mut String, line: &Line) {
    out.push_str("<li>");
    if !line.label.is_empty() {
        let _ = write!(out, "<b class=\"label\">{}</b> ", escaped(&line.label));
    }
    if !line.stance.is_empty() {
        let _ = write!(out, "<span class=\"stance {0}\">{0}</span> ", escaped(&line.stance));
    }
    let _ = write!(out, "<span dir=\"auto\">{}</span>", escaped(&line.text));
    for number in &line.cites {
        let _ = write!(out, " <a class=\"cite\" href=\"#source-{number}\">{number}</a>");
    }
    out.push_str("</li>\n");
}

fn html_citation(out: &mut String, c: &Citation) {
    let via = c.origin.as_deref().filter(|o| *o != c.outlet).map(|o| format!(" (first in {})", escaped(o))).unwrap_or_default();
    let title = c.title.as_deref().map(|t| format!(" · {}", escaped(t))).unwrap_or_default();
    let link = c.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://"));
    let url = link.map(|u| format!(" · <a href=\"{0}\" rel=\"noreferrer\">{0}</a>", escaped(u))).unwrap_or_default();
    let _ = writeln!(
        out,
        "<li id=\"source-{}\" value=\"{}\"><cite>{}{via}</cite>, {}{title}{url}<blockquote dir=\"auto\">{}</blockquote></li>",
        c.number,
        c.number,
        escaped(&c.outlet),
        escaped(&c.day),
        marked(&c.context, &c.quotation)
    );
}

/// The sentence with the cited words in `<mark>`; when they do not stand in it verbatim, the words alone.
fn marked(context: &str, quotation: &str) -> String {
    match context.split_once(quotation) {
        Some((before, after)) if !quotation.is_empty() => {
            format!("{}<mark>{}</mark>{}", escaped(before), escaped(quotation), escaped(after))
        }
        _ => format!("<mark>{}</mark>", escaped(quotation)),
    }
}

/// Text made safe for HTML content and attribute values.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(text: &str, quotation: &str) -> Brief {
        Brief {
            title: "Brief".into(),
            scope: "As of 2025-03-12".into(),
            sections: vec![Section {
                heading: "Where each party stands".into(),
                empty: "No position found.".into(),
                groups: vec![Group {
                    name: "Peru".into(),
                    lines: vec![Line { label: "Fees".into(), stance: "oppose".into(), text: text.into(), cites: vec![1] }],
                }],
            }],
            citations: vec![Citation {
                number: 1,
                entry: Some(7),
                outlet: "Harbour Wire".into(),
                origin: None,
                day: "2025-03-11".into(),
                title: None,
                url: Some("javascript:alert(1)".into()),
                quotation: quotation.into(),
                context: format!("Peru said it {quotation} on Monday."),
                rule: "stance/reject".into(),
            }],
        }
    }

    #[test]
    fn markdown_carries_the_words() {
        let text = markdown(&sample("since 2025-03-11.", "rejects any fee"));
        assert!(text.contains("- **Fees**: *oppose* – since 2025-03-11. [1]"));
        assert!(text.contains("1. Harbour Wire, 2025-03-11: “rejects any fee”"));
    }

    #[test]
    fn an_article_cannot_put_markup_on_the_page() {
        let page = html(&sample("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"));
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("javascript:"));
        assert!(page.contains("<mark>&lt;img"));
    }
}
