//! What the pages need beside themselves: one style sheet and two small scripts, embedded in the program, and sent only when they changed.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("desk.js");
const LIVE: &str = include_str!("live.js");
const ICON: &str = concat!(
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><rect width=\"16\" height=\"16\" rx=\"3\" fill=\"#1f4e6b\"/>",
    "<path d=\"M4 12 8 4l4 8z\" fill=\"#fff\"/></svg>"
);

pub(crate) async fn style(headers: HeaderMap) -> Response {
    asset(&headers, "text/css; charset=utf-8", STYLE)
}

pub(crate) async fn script(headers: HeaderMap) -> Response {
    asset(&headers, "text/javascript; charset=utf-8", SCRIPT)
}

pub(crate) async fn live(headers: HeaderMap) -> Response {
    asset(&headers, "text/javascript; charset=utf-8", LIVE)
}

pub(crate) async fn icon(headers: HeaderMap) -> Response {
    asset(&headers, "image/svg+xml", ICON)
}

fn asset(headers: &HeaderMap, kind: &'static str, body: &'static str) -> Response {
    let tag = format!("\"{}\"", &model::content_hash(body.as_bytes())[..16]);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let head = [(header::CONTENT_TYPE, kind.to_string()), (header::CACHE_CONTROL, "no-cache".to_string()), (header::ETAG, tag)];
    (head, body).into_response()
}
