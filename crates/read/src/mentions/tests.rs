//! Who is meant, in small texts.

use codebooks::Codebook;
use model::{Article, Date};

use super::*;
use crate::references::{named, named_all};

fn page<'a>(article: &'a Article, reader: &Reader<'_>) -> Page<'a> {
    let mut page = Page::open(article, reader);
    page.mentions = find(&page, reader);
    page
}

/// What the words refer to: "actor / party (how)".
fn resolved(text: &str, words: &str) -> String {
    in_codebook(Codebook::world(), text, words)
}

fn in_codebook(book: &Codebook, text: &str, words: &str) -> String {
    let reader = Reader::new(book);
    let mut article = Article::plain("test", text);
    article.published = Date::new(2031, 5, 2).ok();
    let page = page(&article, &reader);
    let found = page.mentions.iter().rev().find(|m| m.span.of(text) == words);
    found.map_or("nothing".to_string(), |m| {
        format!("{} / {} ({})", m.actor.as_deref().unwrap_or("-"), m.party.as_deref().unwrap_or("-"), m.how)
    })
}

#[test]
fn parties_are_named_as_fully_as_the_text_does() {
    let text = "The U.S. objected. The United States will vote on Monday. American officials objected.";
    assert_eq!(resolved(text, "U.S."), "United States / United States (alias)");
    assert_eq!(resolved("The U.S. objected.", "U.S."), "U.S. / U.S. (alias)");
    assert_eq!(resolved(text, "American officials"), "American officials / United States (role)");
}

#[test]
fn a_city_is_a_party_only_where_it_acts() {
    assert_eq!(resolved("Lima rejected the draft.", "Lima"), "nothing", "Lima alone is ambiguous");
    assert_eq!(resolved("Ottawa rejected the draft.", "Ottawa"), "Canada / Canada (capital)");
    assert_eq!(resolved("Ministers met in Ottawa on Monday.", "Ottawa"), "nothing");
    assert_eq!(resolved("The Kremlin rejected the draft.", "Kremlin"), "Russia / Russia (metonym)");
}

#[test]
fn ambiguous_names_stand_among_parties_or_beside_their_own() {
    assert_eq!(resolved("Jordan, with China and India, opposed the review.", "Jordan"), "Jordan / Jordan (alias)");
    assert_eq!(resolved("Coach Michael Jordan liked the review.", "Jordan"), "nothing");
}

#[test]
fn a_title_makes_a_person_speak_for_a_party() {
    let text = "Chilean Trade Minister Rosa Prado said the draft was weak. Prado left early. She will return.";
    assert_eq!(resolved(text, "Rosa Prado"), "Rosa Prado / Chile (name)");
    assert_eq!(resolved(text, "Prado"), "Rosa Prado / Chile (surname)");
    assert_eq!(resolved(text, "She"), "Rosa Prado / Chile (pronoun)");
}

#[test]
fn an_apposition_does_so_too_and_a_chair_speaks_for_itself() {
    let text = "\"We object,\" said Tom Hale, a union official. The National Union of Weavers struck on Friday.";
    assert_eq!(resolved(text, "Tom Hale"), "Tom Hale / National Union of Weavers (name)");
    assert_eq!(resolved("Council chairman Ann Lee of Peru urged patience.", "Ann Lee"), "Ann Lee / - (name)");
    assert_eq!(
        resolved("Ann Lee of Peru, speaking for exporters, urged patience. The exporters met.", "Ann Lee"),
        "Ann Lee / exporters (name)"
    );
    assert_eq!(resolved("Former Chilean minister Rosa Prado urged patience.", "Rosa Prado"), "Rosa Prado / - (name)");
}

#[test]
fn organisations_come_back_by_initials_and_by_their_noun() {
    let text = "The National Union of Weavers met. NUW members voted. The union rejected the offer.";
    assert_eq!(resolved(text, "The union"), "National Union of Weavers / National Union of Weavers (description)");
    let text = "The Pepper Growers Association (PGA) met on Friday. PGA rejected the offer.";
    assert_eq!(resolved(text, "PGA"), "Pepper Growers Association / Pepper Growers Association (abbreviation)");
}

#[test]
fn groups_stay_as_they_are_written() {
    assert_eq!(resolved("Some U.S. officials doubt it.", "Some U.S. officials"), "Some U.S. officials / - (as written)");
    assert_eq!(resolved("A senior delegate said so.", "A senior delegate"), "A senior delegate / - (as written)");
    assert_eq!(resolved("The Chilean government said so.", "Chilean government"), "Chile / Chile (body)");
    let text = "European Community, EC, delegates said EC consumers accepted it.";
    assert_eq!(resolved(text, "EC consumers"), "European Community consumers / - (as written)");
}

const PEOPLE: &str = r#"
    [[person]]
    name = "Oleksandr Koval"
    pronoun = "he"
    offices = [{ title = "President", party = "Peru", start = "2030-01-01", end = "2031-12-31", single_seat = true }]
    [[person]]
    name = "Ines Rocha"
    pronoun = "she"
    offices = [{ title = "Secretary of State", party = "Chile", start = "2031" }, { title = "Mayor", party = "Peru", end = "2030" }]"#;

#[test]
fn offices_and_spellings_follow_the_codebook_and_the_day() {
    let book = Codebook::from_files(&[("people.toml", PEOPLE)]).expect("a codebook");
    assert_eq!(in_codebook(&book, "The Peruvian president left.", "The Peruvian president"), "Oleksandr Koval / Peru (office)");
    assert_eq!(in_codebook(&book, "Rocha spoke. The Secretary of State left.", "The Secretary of State"), "Ines Rocha / Chile (office)");
    assert_eq!(in_codebook(&book, "On Monday Kovall spoke.", "Kovall"), "Oleksandr Koval / Peru (spelling)");
    assert_eq!(in_codebook(&book, "On Monday Kovalova spoke.", "Kovalova"), "nothing");
    assert_eq!(in_codebook(&book, "Rocha met Koval. He smiled.", "He"), "Oleksandr Koval / Peru (pronoun)");
    assert_eq!(in_codebook(&book, "Boris Koval, a baker, spoke.", "Boris Koval"), "Boris Koval / - (name)");
}

#[test]
fn it_that_means_nobody_stays_unresolved() {
    assert_eq!(resolved("Chile waited. It is too early to say more.", "It"), "nothing");
    assert_eq!(resolved("Chile waited. It rejected the draft.", "It"), "Chile / Chile (pronoun)");
}

#[test]
fn joint_holders_are_named_each() {
    let holders = |text: &str, head: &str| {
        let article = Article::plain("test", text);
        let reader = Reader::new(Codebook::world());
        let page = page(&article, &reader);
        let word = page.parse.word_at(text.find(head).expect("the word")).expect("a word");
        assert!(named(&page, word).is_some());
        named_all(&page, word).into_iter().map(|n| n.holder).collect::<Vec<_>>()
    };
    assert_eq!(holders("Peru and Chile opposed it.", "Peru"), ["Peru", "Chile"]);
    assert_eq!(holders("Yesterday consumer and producer members agreed.", "members"), ["consumer members", "producer members"]);
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn every_mention_resolves(text in "(\\PC| Peru|\n|[.] The U\\.S\\. |officials|, EC, |Minister | Ann Lee | de | of |Bank | said | he ){0,40}") {
        let article = Article::plain("test", text.clone());
        let reader = Reader::new(Codebook::world());
        for mention in page(&article, &reader).mentions {
            proptest::prop_assert!(!mention.span.of(&text).is_empty());
        }
    }
}
