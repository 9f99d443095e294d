//! Prints the events of text files: `cargo run --release -p read --example events DATE FILE...`.

use model::Article;
use read::Reader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let published = arguments.next().and_then(|day| day.parse().ok());
    let reader = Reader::new(codebooks::Codebook::world());
    for path in arguments {
        let mut article = Article::plain(&path, std::fs::read_to_string(&path)?);
        article.published = published;
        { let page = read::Page::open(&article, &reader); eprintln!("{} sentences {} times {} tokens", page.parse.sentences.len(), page.times.len(), page.parse.tokens.len()); for (i,t) in page.parse.tokens.iter().enumerate().take(30) { eprintln!("{} {:?} {:?} {:?} {} {}", page.parse.word(&page.view,i), t.upos, t.xpos, t.rel, t.head, page.parse.lemma(i)); } }
        #[allow(clippy::print_stdout)]
        for event in reader.read(&article).events {
            println!("{:?} {} {:?} {:?} {:?} after {:?}\n    {}", event.span, event.status, event.when.edtf, event.place, event.participants, event.after, event.span.of(&article.text).replace('\n', " "));
        }
    }
    Ok(())
}
