//! The language of an article, from its running text.

use whatlang::{Lang, detect as guess};

use crate::draft::Frozen;

/// Fewer bytes of running text than this decide nothing.
const FEWEST: usize = 80;

/// As many bytes are enough.
const ENOUGH: usize = 600;

/// ISO 639-1 codes of the languages news is likely to be in.
const CODES: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Ukr, "uk"),
    (Lang::Rus, "ru"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Pol, "pl"),
    (Lang::Nld, "nl"),
    (Lang::Tur, "tr"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Pes, "fa"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Hin, "hi"),
    (Lang::Bel, "be"),
    (Lang::Bul, "bg"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Srp, "sr"),
    (Lang::Hrv, "hr"),
    (Lang::Fin, "fi"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Ell, "el"),
    (Lang::Kat, "ka"),
    (Lang::Hye, "hy"),
    (Lang::Aze, "az"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
];

/// The language of the first running text, when there is enough of it and the guess is a safe one.
pub(crate) fn detect(frozen: &Frozen) -> Option<String> {
    let mut sample = String::new();
    for block in frozen.blocks.iter().filter(|block| block.kind.is_body()) {
        let words = block.span.of(&frozen.text);
        sample.extend(words.chars().take(ENOUGH));
        sample.push(' ');
        if sample.len() >= ENOUGH {
            break;
        }
    }
    let info = guess(&sample).filter(|info| sample.len() >= FEWEST && info.is_reliable())?;
    CODES.iter().find(|(lang, _)| *lang == info.lang()).map(|(_, code)| (*code).to_string())
}
