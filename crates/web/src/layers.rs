//! What a reading found beside statements – mentions, times, attributions – as marks on the text that a reader can switch on and off.
//!
//! The switches are plain checkboxes and the style sheet does the rest, so they work without a script. All marks are in the page from the start; nothing moves when
//! they are switched.

use maud::{Markup, html};
use model::{Reading, Span};

/// One mark: where, of which class, and what it says when pointed at.
pub(crate) struct Layer {
    pub(crate) span: Span,
    class: &'static str,
    title: String,
}

/// The classes with their names, in the order of the switches; statements are marked apart.
const CLASSES: [(&str, &str); 5] =
    [("mention", "Mentions"), ("time", "Times"), ("source", "Sources"), ("cue", "Reporting words"), ("content", "What is reported")];

/// Everything that a reading marks beside statements.
pub(crate) fn of(reading: &Reading) -> Vec<Layer> {
    let mut found: Vec<Layer> = Vec::new();
    for mention in &reading.mentions {
        let actor = mention.actor.as_deref().or(mention.party.as_deref()).unwrap_or("not resolved");
        found.push(Layer { span: mention.span, class: "mention", title: format!("{}: {actor}", mention.kind) });
    }
    for time in &reading.times {
        let value = if time.when.edtf.is_empty() { time.value.as_str() } else { &time.when.edtf };
        let told = if value.is_empty() { "not resolved" } else { value };
        found.push(Layer { span: time.span, class: "time", title: format!("{}: {told}", time.kind.as_str().to_lowercase()) });
    }
    for attribution in &reading.attributions {
        for (spans, class, name) in [
            (&attribution.source, "source", "source"),
            (&attribution.cue, "cue", "reporting word"),
            (&attribution.content, "content", "reported"),
        ] {
            found.extend(spans.iter().map(|span| Layer {
                span: *span,
                class,
                title: format!("{name}, {} ({})", attribution.kind, attribution.rule),
            }));
        }
    }
    found.retain(|layer| !layer.span.is_empty());
    found
}

/// A switch for each class, with how many marks it has.
pub(crate) fn switches(reading: &Reading, statements: usize) -> Markup {
    let marks = of(reading);
    let number = |class: &str| marks.iter().filter(|layer| layer.class == class).count();
    html! {
        fieldset class="switches" {
            legend { "Marks" }
            label class="of-statement" { input type="checkbox" class="show-statement" checked; " Statements " span class="soft" { (statements) } }
            @for (class, name) in CLASSES {
                label class={ "of-" (class) } { input type="checkbox" class={ "show-" (class) }; " " (name) " " span class="soft" { (number(class)) } }
            }
        }
    }
}

/// A piece of text under these marks.
pub(crate) fn dressed<'a>(words: &str, marks: impl Iterator<Item = &'a Layer>) -> Markup {
    let marks: Vec<&Layer> = marks.collect();
    if marks.is_empty() {
        return html! { (words) };
    }
    let mut classes: Vec<&str> = marks.iter().map(|layer| layer.class).collect();
    classes.sort_unstable();
    classes.dedup();
    let mut titles: Vec<&str> = marks.iter().map(|layer| layer.title.as_str()).collect();
    titles.dedup();
    html! { span class={ "layer " (classes.join(" ")) } title=(titles.join("; ")) { (words) } }
}
