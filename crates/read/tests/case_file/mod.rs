//! A page of cases: in comes a Markdown file in which each case is an `article` block and a block of expected lines; every expected block must be what
//! the reader finds. `UPDATE=1` rewrites these blocks for review instead.

/// Runs `cases/NAME.md`, whose expected blocks are called `NAME`. `found` yields the lines of an article block's body; the block's first line names
/// outlet and day and is not read.
pub fn check(name: &str, found: impl Fn(&str) -> String) {
    let path = format!("{}/../../cases/{name}.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    let mut rest = text.as_str();
    let mut cases = 0;
    while let Some((before, article, between, after)) = next_case(rest, name) {
        let body = article.split_once('\n').map_or("", |(_, body)| body).trim_end();
        written.push_str(&format!("{before}```article\n{article}```{between}```{name}\n{}```", found(body)));
        rest = after;
        cases += 1;
    }
    written.push_str(rest);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    assert!(cases > 20, "only {cases} cases were found");
    for (line, (is, should)) in written.lines().zip(text.lines()).enumerate() {
        assert_eq!(is, should, "line {} of cases/{name}.md", line + 1);
    }
    assert_eq!(written, text);
}

/// What stands before the next article block, its lines, what stands between it and the expected block, the rest of the file.
fn next_case<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str, &'t str, &'t str)> {
    let (before, rest) = text.split_once("```article\n")?;
    let (article, rest) = rest.split_once("```")?;
    let (between, rest) = rest.split_once(&format!("```{name}\n"))?;
    let (_expected, after) = rest.split_once("```")?;
    Some((before, article, between, after))
}
