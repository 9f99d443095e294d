//! Bytes to text: which character set, and whether it is text at all.
//!
//! In: bytes. Out: text, and a note where the character set was guessed; `None` for what is no text (an archive, a picture, a PDF).
//! Order: byte order mark, valid UTF-8, the `charset` a page declares in its first 1,024 bytes, a detector.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// How many bytes the detector sees; more does not change its mind.
const SAMPLE: usize = 64 * 1024;

/// Text with what should be said about how it was got.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) note: Option<String>,
}

/// Decodes, or gives up.
pub(crate) fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Some(Decoded { note: broken.then(|| replaced(encoding)), text: text.into_owned() });
    }
    if is_binary(bytes) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded { text: text.to_string(), note: None });
    }
    let (encoding, how) = declared(bytes).map_or_else(|| (detected(bytes), "guessed to be"), |encoding| (encoding, "declared as"));
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let note = if broken { replaced(encoding) } else { format!("not UTF-8; character set {how} {}", encoding.name()) };
    Some(Decoded { text: text.into_owned(), note: Some(note) })
}

fn replaced(encoding: &'static Encoding) -> String {
    format!("some bytes are not valid {}; each was replaced by U+FFFD", encoding.name())
}

/// Signatures of file formats that are not text, and NUL bytes, which no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 7] = [b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3"];
    let head = &bytes[..bytes.len().min(SAMPLE)];
    let controls = head.iter().filter(|&&byte| byte < 9 || (14..27).contains(&byte) || (28..32).contains(&byte)).count();
    signatures.iter().any(|signature| bytes.starts_with(signature)) || head.contains(&0) || controls * 20 > head.len()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let label = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end]).filter(|encoding| encoding.is_single_byte() || *encoding != encoding_rs::UTF_8)
}

fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Option<String> {
        decode(bytes).map(|decoded| decoded.text)
    }

    #[test]
    fn character_sets() {
        assert_eq!(text("Gruß".as_bytes()).as_deref(), Some("Gruß"));
        assert_eq!(text(b"\xff\xfeK\0y\0").as_deref(), Some("Ky"));
        assert_eq!(text(b"\xef\xbb\xbfKyiv").as_deref(), Some("Kyiv"));
        assert_eq!(
            text(b"<meta charset=\"windows-1251\">\xcc\xee\xf1\xea\xe2\xe0").as_deref(),
            Some("<meta charset=\"windows-1251\">Москва")
        );
        assert_eq!(
            text(b"The \x93pause\x94 was kept, the minister\x92s aide said.").as_deref(),
            Some("The “pause” was kept, the minister’s aide said.")
        );
    }

    #[test]
    fn what_is_no_text() {
        assert!(text(b"%PDF-1.7 x").is_none() && text(b"a\0b").is_none() && text(b"PK\x03\x04").is_none());
        assert_eq!(text(b"").as_deref(), Some(""));
    }
}
