//! What the shape of a few words says: does a sentence end here, does it go on, is this a heading.
//!
//! Judgements of letters and punctuation only; no part of speech, no names.

/// Words that cannot end a sentence, so a line ending in one goes on in the next.
const GOES_ON: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "nor", "as", "that", "which", "who",
    "whose", "since", "because", "than", "into", "between", "its", "their", "his", "her", "is", "was", "were", "are", "be", "been", "will",
    "would", "should", "could", "may", "might", "must", "has", "have", "had", "not", "if", "when", "while",
];

/// Offices that stand before a full name: "Foreign Secretary David" is half a name.
const OFFICES: &[&str] = &[
    "ambassador",
    "chair",
    "chairman",
    "chancellor",
    "chief",
    "commissioner",
    "director",
    "envoy",
    "general",
    "governor",
    "king",
    "leader",
    "minister",
    "mr",
    "mr.",
    "mrs.",
    "ms.",
    "premier",
    "president",
    "prince",
    "queen",
    "representative",
    "secretary",
    "senator",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "dr.",
    "sen.",
    "rep.",
    "gov.",
    "gen.",
];

/// Small words that stay in lower case in a title and follow a name in the rest of a broken sentence.
const SMALL: &[&str] = &[
    "a",
    "after",
    "ahead",
    "an",
    "and",
    "as",
    "at",
    "before",
    "but",
    "by",
    "during",
    "following",
    "for",
    "from",
    "if",
    "in",
    "into",
    "nor",
    "of",
    "off",
    "on",
    "or",
    "over",
    "per",
    "the",
    "than",
    "to",
    "up",
    "via",
    "vs",
    "vs.",
    "who",
    "with",
    "de",
    "la",
    "von",
    "van",
    "is",
];

/// Whether the words end like a sentence: a stop, question or exclamation mark, dots, closing quotes and brackets aside.
pub(crate) fn ends_sentence(words: &str) -> bool {
    words.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_', '“']).ends_with(['.', '!', '?', '…', '‽', '。', '؟'])
}

/// Number of words.
pub(crate) fn count(words: &str) -> usize {
    words.split_whitespace().count()
}

/// Whether `next` is the rest of the sentence that `words` leaves unfinished.
///
/// Either `next` starts in lower case after at least six words, or `words` ends in one that cannot end a sentence, or in an office and a lone
/// first name and `next` is the short rest ("… Foreign Secretary David" / "Lammy on Wednesday.").
pub(crate) fn continues(words: &str, next: &str) -> bool {
    let last_char = words.trim_end().chars().next_back();
    if ends_sentence(words) || matches!(last_char, None | Some(':' | ';' | '|')) || count(words) < 6 {
        return false;
    }
    let start = next.trim_start_matches(['"', '“', '‘', '(', '[']);
    let lower = start.chars().next().is_some_and(char::is_lowercase);
    let last = words.split_whitespace().next_back().unwrap_or("");
    let unfinished = last_char == Some(',') || GOES_ON.contains(&last.to_lowercase().as_str());
    (lower && !is_site_like(next)) || (unfinished && ends_sentence(next)) || (half_a_name(words) && rest_of_a_name(next))
}

fn is_site_like(words: &str) -> bool {
    count(words) == 1 && words.trim_end_matches('.').contains('.')
}

fn half_a_name(words: &str) -> bool {
    let mut back = words.split_whitespace().rev();
    let (Some(first), Some(office)) = (back.next(), back.next()) else { return false };
    capitalised(first) && first.chars().all(char::is_alphabetic) && OFFICES.contains(&office.to_lowercase().as_str())
}

fn rest_of_a_name(next: &str) -> bool {
    let mut ahead = next.split_whitespace();
    let (Some(surname), Some(second)) = (ahead.next(), ahead.next()) else { return false };
    capitalised(surname) && SMALL.contains(&second) && count(next) <= 12 && ends_sentence(next)
}

/// Whether a line without markup looks like a heading: short, no final stop, in capitals or in title case.
pub(crate) fn looks_like_heading(words: &str) -> bool {
    let caps = all_capitals(words);
    let open_end = !words.starts_with(['—', '–'])
        && !words.ends_with(['.', '!', ',', ';', '…', '-', '—', '–', '"', '”'])
        && (caps || !words.ends_with(':'));
    open_end && count(words) <= 14 && words.len() <= 120 && (caps || title_case(words))
}

/// Whether the first line of a text looks like its headline; sentence case will do there.
pub(crate) fn looks_like_headline(words: &str) -> bool {
    let open_end = !words.ends_with(['.', ',', ';', ':', '…', '-']);
    open_end && (2..=22).contains(&count(words)) && words.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// All letters capital, and at least four of them.
pub(crate) fn all_capitals(words: &str) -> bool {
    words.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !words.chars().any(char::is_lowercase)
}

fn title_case(words: &str) -> bool {
    let mut big = 0;
    for word in words.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if capitalised(word) {
            big += 1;
        } else if word.chars().next().is_some_and(char::is_lowercase) && !SMALL.contains(&word) {
            return false;
        }
    }
    big >= 2
}

/// Whether the word starts with a capital letter.
pub(crate) fn capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether the words are names: each starts with a capital or is a particle or "and".
pub(crate) fn are_names(words: &str) -> bool {
    !words.is_empty()
        && words.split_whitespace().all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.is_empty()
                || capitalised(word)
                || matches!(word, "and" | "de" | "del" | "van" | "von" | "der" | "al" | "el" | "bin" | "la" | "da")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_on() {
        assert!(continues("He also ruled out meeting the other side since", "the mandate had run out."));
        assert!(continues("After a meeting in Geneva with the Foreign Minister Ana", "Sorel on Friday."));
        assert!(continues("The envoys said on Friday they would come back to the", "Geneva talks on Monday."));
    }

    #[test]
    fn a_sentence_does_not_go_on() {
        assert!(!continues("The envoys met the Foreign Minister Ana Sorel in Geneva", "Officials said little."));
        assert!(!continues("Talks ended on Friday without any agreement.", "talks resume soon."));
        assert!(!continues("The parties would discuss the following four points:", "prisoners and grain."));
    }

    #[test]
    fn headings_by_shape() {
        assert!(looks_like_heading("Ceasefire Plan") && looks_like_heading("WHAT COMES NEXT:") && looks_like_heading("The Road to Geneva"));
        assert!(!looks_like_heading("Talks go on") && !looks_like_heading("Peru Objected.") && !looks_like_heading("Kyiv"));
    }
}
