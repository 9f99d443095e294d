//! Prints the events of text files: `cargo run --release -p read --example events DATE [--trees] FILE...`. Bare link markup is masked.

use model::{Article, Span};
use read::{Page, Reader};

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let published = arguments.next().and_then(|day| day.parse().ok());
    let trees = arguments.next_if(|word| word == "--trees").is_some();
    let reader = Reader::new(codebooks::Codebook::world());
    for path in arguments {
        let mut article = Article::plain(&path, std::fs::read_to_string(&path)?);
        article.published = published;
        let marks = article.text.match_indices("](#)").chain(article.text.match_indices('['));
        article.markup = marks.map(|(at, mark)| Span::new(at, at + mark.len())).collect();
        article.markup.sort();
        if trees {
            let page = Page::open(&article, &reader);
            for (i, t) in page.parse.tokens.iter().enumerate() {
                println!("{i} {} {:?} {:?} {} {}", page.parse.word(&page.view, i), t.upos, t.rel, t.head, page.parse.lemma(i));
            }
        }
        for event in reader.read(&article).events {
            println!(
                "{:?} {} {:?} {:?} {:?} after {:?}\n    {}\n    {}",
                event.span.range(),
                event.status,
                event.when.edtf,
                event.place,
                event.participants,
                event.after,
                event.what,
                event.span.of(&article.text).replace('\n', " ")
            );
        }
    }
    Ok(())
}
