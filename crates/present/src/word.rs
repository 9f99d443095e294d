//! The brief as a Word file: real headings, real lists, and a real footnote for every citation.
//!
//! A Word file is a zip of a few XML parts (ECMA-376, Office Open XML); the ones that a brief needs are written here directly. Every citation becomes a footnote at its
//! first use, with outlet, day, title, the exact words and the address; a later use of the same citation refers to that note by its number, as printed reports do. The
//! same brief gives the same bytes.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::brief::{Brief, Citation, Line, Section};

/// The brief as the bytes of a `.docx` file. An empty brief is a valid file with a title.
///
/// # Errors
/// What the zip writer reports; writing to memory, it has nothing to report.
pub fn docx(brief: &Brief) -> io::Result<Vec<u8>> {
    let mut notes = Notes { brief, used: Vec::new() };
    let document = document(brief, &mut notes);
    let footnotes = notes.part();
    let core = core(brief);
    let parts: [(&str, &str); 9] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", SETTINGS),
        ("word/footnotes.xml", &footnotes),
    ];
    // The date of a zip entry is a fixed one: the same brief is the same file.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Citations that have become footnotes, in order of first use.
struct Notes<'a> {
    brief: &'a Brief,
    used: Vec<usize>,
}

impl Notes<'_> {
    /// The reference to a citation: a footnote the first time, its number afterwards.
    fn refer(&mut self, number: usize) -> String {
        if let Some(at) = self.used.iter().position(|n| *n == number) {
            return format!(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:t xml:space=\"preserve\"> {}</w:t></w:r>",
                at + 1
            );
        }
        if !self.brief.citations.iter().any(|c| c.number == number) {
            return String::new();
        }
        self.used.push(number);
        format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{}\"/></w:r>", self.used.len())
    }

    fn part(&self) -> String {
        let mut out = format!("{DECLARATION}<w:footnotes {NAMESPACES}>{SEPARATORS}");
        for (at, number) in self.used.iter().enumerate() {
            let Some(citation) = self.brief.citations.iter().find(|c| c.number == *number) else { continue };
            let _ = write!(
                out,
                "<w:footnote w:id=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
                at + 1,
                note(citation)
            );
        }
        out.push_str("</w:footnotes>");
        out
    }
}

/// Outlet, day, title, words, address: a footnote that can stand alone.
fn note(c: &Citation) -> String {
    let via = c.origin.as_deref().filter(|o| *o != c.outlet).map(|o| format!(" (first in {o})")).unwrap_or_default();
    let title = c.title.as_deref().map(|t| format!(", “{t}”")).unwrap_or_default();
    let url = c.url.as_deref().map(|u| format!(" {u}")).unwrap_or_default();
    let entry = c.entry.map(|n| format!(" Entry {n}.")).unwrap_or_default();
    run(&format!(" {}{via}, {}{title}: “{}”.{url}{entry}", c.outlet, c.day, c.quotation), "")
}

fn document(brief: &Brief, notes: &mut Notes<'_>) -> String {
    let mut out = format!("{DECLARATION}<w:document {NAMESPACES}><w:body>");
    out.push_str(&paragraph("Title", &run(&brief.title, "")));
    out.push_str(&paragraph("Subtitle", &run(&brief.scope, "")));
    for part in &brief.sections {
        section(&mut out, part, notes);
    }
    out.push_str("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1247\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" w:header=\"708\" w:footer=\"708\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>");
    out
}

fn section(out: &mut String, part: &Section, notes: &mut Notes<'_>) {
    out.push_str(&paragraph("Heading1", &run(&part.heading, "")));
    if part.groups.iter().all(|g| g.lines.is_empty()) {
        out.push_str(&paragraph("", &run(&part.empty, "<w:i/>")));
    }
    for group in part.groups.iter().filter(|g| !g.lines.is_empty()) {
        if !group.name.is_empty() {
            out.push_str(&paragraph("Heading2", &run(&group.name, "")));
        }
        for one in &group.lines {
            out.push_str(&paragraph("ListBullet", &line(one, notes)));
        }
    }
}

fn line(line: &Line, notes: &mut Notes<'_>) -> String {
    let mut out = String::new();
    if !line.label.is_empty() {
        out.push_str(&run(&line.label, "<w:b/>"));
    }
    if !line.stance.is_empty() {
        let before = if line.label.is_empty() { "" } else { ": " };
        out.push_str(&run(&format!("{before}{}", line.stance), "<w:i/>"));
    }
    if !out.is_empty() {
        out.push_str(&run(" – ", ""));
    }
    out.push_str(&run(&line.text, ""));
    for (at, number) in line.cites.iter().enumerate() {
        if at > 0 {
            out.push_str("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:t>,</w:t></w:r>");
        }
        out.push_str(&notes.refer(*number));
    }
    out
}

fn paragraph(style: &str, runs: &str) -> String {
    if style.is_empty() {
        return format!("<w:p>{runs}</w:p>");
    }
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// Words in one run; `properties` are run properties such as `<w:b/>`.
fn run(words: &str, properties: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(words))
}

/// Text made safe for XML: markup is written out, and characters that XML cannot hold at all are left out.
fn escaped(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    crate::brief::escaped(&text.chars().filter(allowed).collect::<String>())
}

fn core(brief: &Brief) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:creator>Standpoint</dc:creator></cp:coreProperties>",
        escaped(&brief.title)
    )
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const CONTENT_TYPES: &str = include_str!("word/content_types.xml");
const RELATIONS: &str = include_str!("word/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("word/document_relations.xml");
const STYLES: &str = include_str!("word/styles.xml");
const NUMBERING: &str = include_str!("word/numbering.xml");
const SETTINGS: &str = include_str!("word/settings.xml");

/// The two notes that Word expects in every file: the rule above the notes, and its continuation.
const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::brief::Group;

    fn sample() -> Brief {
        let line = |text: &str, cites: Vec<usize>| Line { label: "Fees".into(), stance: "oppose".into(), text: text.into(), cites };
        let citation = |number: usize, words: &str| Citation {
            number,
            entry: Some(number as i64),
            outlet: "Harbour & Wire".into(),
            origin: None,
            day: "2025-03-11".into(),
            title: Some("<Title>".into()),
            url: None,
            quotation: words.into(),
            context: words.into(),
            rule: "test".into(),
        };
        Brief {
            title: "Brief".into(),
            scope: "As of 2025-03-12".into(),
            sections: vec![Section {
                heading: "Where each party stands".into(),
                empty: "No position found.".into(),
                groups: vec![Group { name: "Peru".into(), lines: vec![line("first", vec![1]), line("second", vec![1, 2])] }],
            }],
            citations: vec![citation(1, "rejects \u{0}any fee"), citation(2, "would <talk>")],
        }
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn every_citation_is_a_footnote_once() {
        let bytes = docx(&sample()).unwrap();
        let (document, notes) = (part(&bytes, "word/document.xml"), part(&bytes, "word/footnotes.xml"));
        assert_eq!(document.matches("<w:footnoteReference ").count(), 2);
        assert_eq!(notes.matches("<w:footnoteRef/>").count(), 2);
        assert!(notes.contains("Harbour &amp; Wire, 2025-03-11, “&lt;Title&gt;”: “rejects any fee”."));
        assert!(notes.contains("would &lt;talk&gt;") && !notes.contains("<talk>"));
    }

    #[test]
    fn the_same_brief_gives_the_same_bytes() {
        assert_eq!(docx(&sample()).unwrap(), docx(&sample()).unwrap());
    }
}
