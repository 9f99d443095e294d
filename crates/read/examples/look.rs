#![allow(clippy::all, missing_docs, clippy::print_stdout)]
use std::path::Path;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let world;
    let book = if args[0] == "-" {
        codebooks::Codebook::world()
    } else {
        let files: Vec<(String, String)> = ["parties.toml", "people.toml", "issues.toml"]
            .iter()
            .filter_map(|f| {
                let p = Path::new(&args[0]).join(f);
                Some((p.display().to_string(), std::fs::read_to_string(&p).ok()?))
            })
            .collect();
        world = codebooks::Codebook::from_files(&files).unwrap();
        &world
    };
    let reader = read::Reader::new(book);
    for path in &args[1..] {
        let text = std::fs::read_to_string(path).unwrap();
        let mut article = model::Article::plain(path.clone(), text);
        if path.contains("004") {
            article.published = Some(model::Date::constant(2025, 2, 6));
        }
        let mut page = read::Page::open(&article, &reader);
        let r = reader.read(&article);
        page.mentions = r.mentions.clone();
        println!("=== {path}");
        if args.iter().any(|a| a.is_empty()) || std::env::var("ST").is_ok() {
            for t in &r.statements {
                println!(
                    "  {} ({}) {} {:?} opt={:?} | cue [{}] point [{}] cond [{}] {}",
                    t.holder,
                    t.speaker.as_deref().unwrap_or(""),
                    t.stance,
                    t.issue.as_deref().unwrap_or("-"),
                    t.option,
                    t.cue.of(&article.text).replace('\n', " "),
                    t.point
                        .as_ref()
                        .map(|p| p.spans.iter().map(|s| s.of(&article.text)).collect::<Vec<_>>().join(" / "))
                        .unwrap_or_default()
                        .replace('\n', " "),
                    t.condition.map(|c| c.of(&article.text)).unwrap_or(""),
                    t.rule
                );
            }
            continue;
        }
        for m in &r.mentions {
            let at = page.parse.word_at(m.span.end as usize - 1).unwrap_or(0);
            let s = page.parse.sentence_of(at).unwrap_or(0);
            println!(
                "{s:3} {:?} [{}] -> {:?} / {:?} ({})",
                m.kind,
                m.span.of(&article.text).replace('\n', " "),
                m.actor.as_deref().unwrap_or(""),
                m.party.as_deref().unwrap_or(""),
                m.how
            );
        }
    }
}
