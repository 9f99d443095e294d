//! Findings become something to read: the reading format, tables, the brief, the calendar.
//!
//! Values come in, strings go out; nothing here opens a file, a store or a connection. The model's types are never serialised themselves: each form
//! has its own small structs, so that a promise made outward is visible in one place.

pub mod brief;
mod calendar;
mod code_points;
mod compose;
pub mod reading_cases;
pub mod reading_format;
pub mod reading_text;
pub mod tables;
pub mod timeline_svg;
pub mod word;
pub mod words;

pub use calendar::{calendar, undated};
pub use code_points::CodePoints;
pub use compose::{Material, compose};
