//! The reading format, `standpoint.reading/1`: one JSON object per article, the promise that scripts are written against.
//!
//! Fields are added, never renamed; spans are `[start, end]` in Unicode code points of `text`, end exclusive. Unknown is `null`.

use model::{Article, Attribution, Event, Mention, Note, Reading, Span, Statement, Timex, WhenBasis};
use serde::Serialize;

use crate::CodePoints;

/// The name and version of the format.
pub const SCHEMA: &str = "standpoint.reading/1";

/// One line of JSON (without the line break) for an article and what was read from it.
///
/// ```
/// let article = model::Article::plain("note.txt", "Peru objected.");
/// let line = present::reading_format::line(&article, &model::Reading::default());
/// assert!(line.starts_with(r#"{"schema":"standpoint.reading/1","article":{"id":"#));
/// ```
pub fn line(article: &Article, reading: &Reading) -> String {
    let points = CodePoints::of(&article.text);
    let object = Object {
        schema: SCHEMA,
        article: article_json(article, &points),
        text: &article.text,
        sentences: spans(&reading.sentences, &points),
        mentions: reading.mentions.iter().map(|m| mention(m, &points)).collect(),
        times: reading.times.iter().map(|t| time(t, &points)).collect(),
        attributions: reading.attributions.iter().map(|a| attribution(a, &points)).collect(),
        statements: reading.statements.iter().map(|s| statement(s, article, &points)).collect(),
        events: reading.events.iter().map(|e| event(e, &points)).collect(),
        notes: reading.notes.iter().map(|n| note(n, &points)).collect(),
    };
    // The structs hold strings, numbers and lists only: there is nothing in them that JSON cannot say.
    serde_json::to_string(&object).unwrap_or_default()
}

type Pair = [usize; 2];

#[derive(Serialize)]
struct Object<'a> {
    schema: &'static str,
    article: ArticleJson<'a>,
    text: &'a str,
    sentences: Vec<Pair>,
    mentions: Vec<MentionJson<'a>>,
    times: Vec<TimeJson<'a>>,
    attributions: Vec<AttributionJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    events: Vec<EventJson<'a>>,
    notes: Vec<NoteJson<'a>>,
}

#[derive(Serialize)]
struct ArticleJson<'a> {
    id: &'a str,
    #[serde(rename = "ref")]
    reference: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    published_basis: &'static str,
    language: Option<&'a str>,
    origin: Option<OriginJson<'a>>,
}

#[derive(Serialize)]
struct OriginJson<'a> {
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    span: Option<Pair>,
}

#[derive(Serialize)]
struct MentionJson<'a> {
    span: Pair,
    kind: &'static str,
    actor: Option<&'a str>,
    party: Option<&'a str>,
    how: &'static str,
}

#[derive(Serialize)]
struct TimeJson<'a> {
    span: Pair,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod")]
    modifier: Option<&'static str>,
    edtf: Option<&'a str>,
    from: Option<String>,
    to: Option<String>,
    basis: &'static str,
    symbolic: &'a str,
    rule: &'static str,
}

#[derive(Serialize)]
struct AttributionJson<'a> {
    source: Vec<Pair>,
    cue: Vec<Pair>,
    content: Vec<Pair>,
    kind: &'static str,
    inside: Option<usize>,
    certainty: f64,
    rule: &'a str,
}

#[derive(Serialize)]
struct StatementJson<'a> {
    span: Pair,
    holder: &'a str,
    holder_span: Option<Pair>,
    speaker: Option<&'a str>,
    speaker_span: Option<Pair>,
    stance: &'static str,
    act: &'static str,
    predicate: &'a str,
    cue: WordsJson<'a>,
    point: Option<PointJson>,
    condition: Option<WordsJson<'a>>,
    kind: &'static str,
    basis: &'static str,
    when: Option<&'a str>,
    issue: Option<&'a str>,
    option: Option<&'a str>,
    #[serde(rename = "move")]
    moved: Option<&'static str>,
    certainty: f64,
    rule: &'a str,
}

#[derive(Serialize)]
struct WordsJson<'a> {
    span: Pair,
    text: &'a str,
}

#[derive(Serialize)]
struct PointJson {
    span: Pair,
    spans: Vec<Pair>,
    text: String,
}

#[derive(Serialize)]
struct EventJson<'a> {
    span: Pair,
    what: &'a str,
    when: Option<&'a str>,
    #[serde(rename = "where")]
    place: Option<&'a str>,
    participants: &'a [String],
    status: &'static str,
    after: Option<&'a str>,
    rule: &'a str,
}

#[derive(Serialize)]
struct NoteJson<'a> {
    span: Option<Pair>,
    message: &'a str,
}

fn article_json<'a>(article: &'a Article, points: &CodePoints<'_>) -> ArticleJson<'a> {
    ArticleJson {
        id: article.id.as_str(),
        reference: &article.reference,
        title: article.title.as_deref(),
        outlet: article.outlet.as_deref(),
        byline: article.byline.as_deref(),
        url: article.url.as_deref(),
        published: article.published.map(|d| d.to_string()),
        published_basis: article.published_basis.as_str(),
        language: article.language.as_deref(),
        origin: article.origin.as_ref().map(|o| OriginJson {
            outlet: o.outlet.as_deref(),
            url: o.url.as_deref(),
            span: o.span.map(|s| points.span(s)),
        }),
    }
}

fn mention<'a>(mention: &'a Mention, points: &CodePoints<'_>) -> MentionJson<'a> {
    MentionJson {
        span: points.span(mention.span),
        kind: mention.kind.as_str(),
        actor: mention.actor.as_deref(),
        party: mention.party.as_deref(),
        how: mention.how,
    }
}

fn time<'a>(time: &'a Timex, points: &CodePoints<'_>) -> TimeJson<'a> {
    TimeJson {
        span: points.span(time.span),
        kind: time.kind.as_str(),
        value: &time.value,
        modifier: time.modifier,
        edtf: known(&time.when.edtf),
        from: time.when.first.map(|d| d.to_string()),
        to: time.when.last.map(|d| d.to_string()),
        basis: time.when.basis.as_str(),
        symbolic: &time.symbolic,
        rule: time.rule,
    }
}

fn attribution<'a>(attribution: &'a Attribution, points: &CodePoints<'_>) -> AttributionJson<'a> {
    AttributionJson {
        source: spans(&attribution.source, points),
        cue: spans(&attribution.cue, points),
        content: spans(&attribution.content, points),
        kind: attribution.kind.as_str(),
        inside: attribution.inside,
        certainty: rounded(attribution.certainty),
        rule: attribution.rule,
    }
}

fn statement<'a>(statement: &'a Statement, article: &'a Article, points: &CodePoints<'_>) -> StatementJson<'a> {
    let words = |span: Span| WordsJson { span: points.span(span), text: article.words(span) };
    StatementJson {
        span: points.span(statement.span),
        holder: &statement.holder,
        holder_span: statement.holder_span.map(|s| points.span(s)),
        speaker: statement.speaker.as_deref(),
        speaker_span: statement.speaker_span.map(|s| points.span(s)),
        stance: statement.stance.as_str(),
        act: statement.act.as_str(),
        predicate: article.words(statement.predicate),
        cue: words(statement.cue),
        point: statement.point.as_ref().map(|point| PointJson {
            span: points.span(point.main()),
            spans: spans(&point.spans, points),
            text: point.spans.iter().map(|s| article.words(*s)).collect::<Vec<_>>().join(" … "),
        }),
        condition: statement.condition.map(words),
        kind: statement.kind.as_str(),
        basis: statement.basis.as_str(),
        when: statement.when.stated_edtf(),
        issue: statement.issue.as_deref(),
        option: statement.option.as_deref(),
        moved: statement.moved.map(|m| m.as_str()),
        certainty: rounded(statement.certainty),
        rule: statement.rule,
    }
}

fn event<'a>(event: &'a Event, points: &CodePoints<'_>) -> EventJson<'a> {
    EventJson {
        span: points.span(event.span),
        what: &event.what,
        when: if event.when.basis == WhenBasis::Stated { known(&event.when.edtf) } else { None },
        place: event.place.as_deref(),
        participants: &event.participants,
        status: event.status.as_str(),
        after: event.after.as_deref(),
        rule: event.rule,
    }
}

fn note<'a>(note: &'a Note, points: &CodePoints<'_>) -> NoteJson<'a> {
    NoteJson { span: note.span.map(|s| points.span(s)), message: &note.message }
}

fn spans(spans: &[Span], points: &CodePoints<'_>) -> Vec<Pair> {
    spans.iter().map(|s| points.span(*s)).collect()
}

fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Two decimals: certainty is an order, not a measurement.
fn rounded(certainty: f32) -> f64 {
    (f64::from(certainty) * 100.0).round() / 100.0
}
