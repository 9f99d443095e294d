use super::*;

fn read(text: &str) -> Vec<(String, String, &'static str)> {
    let times = Tagger::embedded().tag(text, &[], Some(Date::constant(2025, 3, 12)));
    times.iter().map(|t| (t.span.of(text).to_string(), t.value.clone(), t.rule)).collect()
}

#[test]
fn every_rule_fires_on_its_example_and_is_silent_on_the_other() {
    let mut wrong = Vec::new();
    for rule in &Tagger::embedded().rules.rules {
        if let Some(example) = rule.fires {
            let (sentence, value) = example.split_once(" => ").expect(example);
            let (before, rest) = sentence.split_once('[').expect(example);
            let (words, after) = rest.split_once(']').expect(example);
            let found = read(&format!("{before}{words}{after}"));
            if !found.iter().any(|(w, v, id)| w == words && v == value && *id == rule.id) {
                wrong.push(format!("{}: {example}: {found:?}", rule.id));
            }
        }
        if read(rule.silent).iter().any(|(_, _, id)| *id == rule.id) {
            wrong.push(format!("{} fires in {:?}: {:?}", rule.id, rule.silent, read(rule.silent)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
