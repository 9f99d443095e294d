//! Every line of the table of roles proves itself: in its first sentence the noun is read as its role says, in its second it names nobody.

use codebooks::Codebook;
use lexicon::{Lexicon, Role, RoleLine};
use model::{Article, Mention};
use read::Reader;
use syntax::Parser;

#[test]
fn every_role_is_read_where_it_says_and_only_there() {
    let reader = Reader::new(Codebook::world());
    let mut wrong = Vec::new();
    for line in Lexicon::embedded().roles.lines() {
        if !works(&reader, line, &line.fires) {
            wrong.push(format!("{:?} {}: silent in {:?}", line.role, line.noun, line.fires));
        }
        if line.silent.is_empty() || works(&reader, line, &line.silent) {
            wrong.push(format!("{:?} {}: fires in {:?}", line.role, line.noun, line.silent));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a mention has the noun and names whom the role says: for Chile, as Chile, for nobody else, or as it is written.
fn works(reader: &Reader<'_>, line: &RoleLine, text: &str) -> bool {
    let article = Article::plain("example", text);
    let parse = Parser::embedded().parse(text);
    let has = |mention: &Mention| parse.words_in(mention.span.range()).any(|word| parse.lemma(word).eq_ignore_ascii_case(&line.noun));
    reader.read(&article).mentions.iter().filter(|mention| has(mention)).any(|mention| match line.role {
        Role::Speaks => mention.party.as_deref() == Some("Chile"),
        Role::Body => mention.actor.as_deref() == Some("Chile"),
        Role::Chairs => mention.party.is_none(),
        Role::Collective => mention.actor.is_some(),
    })
}
