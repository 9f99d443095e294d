//! A starting codebook from an archive that was read without one.
//!
//! In come articles with their readings; out goes TOML for a person to edit: the matters that holders return to, each with counts and example
//! sentences, and the holders met. Nothing is decided here: every issue starts as a topic without a proposition.

use std::collections::{BTreeMap, BTreeSet};

use model::{Article, Reading, Stance};

/// What an archive says about its own issues and holders.
#[derive(Clone, Debug, Default)]
pub struct Suggestions {
    matters: BTreeMap<String, Matter>,
    holders: BTreeMap<String, usize>,
}

#[derive(Clone, Debug, Default)]
struct Matter {
    stances: BTreeMap<Stance, usize>,
    holders: BTreeSet<String>,
    articles: BTreeSet<String>,
    examples: Vec<String>,
}

/// How many example sentences stand above each suggested issue.
const EXAMPLES: usize = 3;

/// A matter that fewer holders speak to is no issue between them.
const HOLDERS: usize = 2;

impl Suggestions {
    /// Takes in one article's reading.
    pub fn add(&mut self, article: &Article, reading: &Reading) {
        for statement in &reading.statements {
            *self.holders.entry(statement.holder.clone()).or_default() += 1;
            let Some(issue) = &statement.issue else { continue };
            let matter = self.matters.entry(issue.clone()).or_default();
            *matter.stances.entry(statement.stance).or_default() += 1;
            matter.holders.insert(statement.holder.clone());
            matter.articles.insert(article.reference.clone());
            let sentence = reading.sentences.iter().find(|s| s.contains(statement.cue)).map_or("", |s| article.words(*s));
            let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            if matter.examples.len() < EXAMPLES && !sentence.is_empty() && !matter.examples.contains(&sentence) {
                matter.examples.push(sentence);
            }
        }
    }

    /// `issues.toml` with at most `limit` issues, the most spoken of first; a comment alone when nothing recurs. It loads as it stands.
    ///
    /// ```
    /// let text = read::Suggestions::default().issues_toml(20);
    /// assert!(text.starts_with('#'));
    /// ```
    pub fn issues_toml(&self, limit: usize) -> String {
        let mut matters: Vec<(&String, &Matter)> = self.matters.iter().filter(|(_, m)| m.holders.len() >= HOLDERS).collect();
        matters.sort_by_key(|(phrase, matter)| (std::cmp::Reverse(matter.stances.values().sum::<usize>()), *phrase));
        let mut text =
            String::from("# Suggested issues. Edit the questions, add a proposition, and sort the signals into for, against and topic.\n");
        for (phrase, matter) in matters.into_iter().take(limit) {
            text.push_str(&issue_toml(phrase, matter));
        }
        text
    }

    /// The holders met, the most frequent first, with the number of their statements: those that the codebook should name.
    pub fn holders(&self) -> Vec<(&str, usize)> {
        let mut holders: Vec<(&str, usize)> = self.holders.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        holders.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
        holders
    }
}

fn issue_toml(phrase: &str, matter: &Matter) -> String {
    let stances: Vec<String> = matter.stances.iter().map(|(stance, count)| format!("{stance} {count}")).collect();
    let mut text = format!(
        "\n# {} statements by {} holders in {} articles: {}.\n",
        matter.stances.values().sum::<usize>(),
        matter.holders.len(),
        matter.articles.len(),
        stances.join(", ")
    );
    for example in &matter.examples {
        text.push_str(&format!("#   {example}\n"));
    }
    let id = phrase.replace(' ', "-");
    text.push_str(&format!("[[issue]]\nid = {id:?}\nquestion = {:?}\ntopic = [{phrase:?}]\n", format!("What about the {phrase}?")));
    text
}

#[cfg(test)]
mod tests {
    use codebooks::Codebook;

    use super::*;
    use crate::Reader;

    #[test]
    fn an_archive_read_cold_gives_a_codebook_that_loads() {
        let reader = Reader::new(Codebook::world());
        let mut suggestions = Suggestions::default();
        for text in [
            "Peru rejected the export quota. Chile supports the export quota. The export quota expires soon.",
            "Peru opposes the export quota, and Ghana wants a higher export quota.",
        ] {
            let article = Article::plain("test", text);
            suggestions.add(&article, &reader.read(&article));
        }
        let text = suggestions.issues_toml(10);
        assert!(text.contains("id = \"export-quota\""), "{text}");
        assert!(text.contains("Peru rejected the export quota."), "{text}");
        assert_eq!(suggestions.holders().first().map(|(name, _)| *name), Some("Peru"));
        let book = Codebook::from_files(&[("issues.toml", text.as_str())]).expect("a codebook");
        assert!(book.issue("export-quota").is_some());
    }
}
