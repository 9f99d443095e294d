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

proptest::proptest! {
    #[test]
    fn any_text_is_safe_and_every_span_resolves(text in ".{0,200}", day in proptest::option::of(0i32..40000)) {
        let published = day.and_then(|n| crate::period::days_later(Date::constant(1950, 1, 1), n));
        check(&text, published);
    }

    #[test]
    fn words_of_time_in_any_order_are_safe(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..12)) {
        check(&words.join(" "), Some(Date::constant(2025, 2, 6)));
        check(&words.join(""), None);
    }

    #[test]
    fn a_week_later_every_weekday_is_a_week_later(weekday in proptest::sample::select(&["Monday", "Wednesday", "Sunday"][..]), n in 0i32..9000) {
        let day = crate::period::days_later(Date::constant(2000, 1, 1), n).expect("in range");
        let place = |day| Tagger::embedded().tag(&format!("They met on {weekday}."), &[], Some(day))[0].when.first.expect("placed");
        let next = crate::period::days_later(day, 7).expect("in range");
        proptest::prop_assert_eq!((place(next) - place(day)).get_days(), 7);
    }
}

const WORDS: &[&str] = &[
    "early",
    "the",
    "first",
    "two",
    "a",
    "of",
    "last",
    "this",
    "next",
    "week",
    "years",
    "quarter",
    "2024",
    "31",
    "February",
    "Friday",
    "-",
    "–",
    ",",
    ".",
    "\n\n",
    "ago",
    "later",
    "BC",
    "10:35",
    "p.m.",
    "century",
    "winter",
    "half",
    "and",
    "480",
    "0",
    "9999",
    "'99",
    "day",
    "night",
    "end",
    "until",
    "May",
    "12345678901",
];

/// Spans resolve, do not overlap, bounds are ordered, and the symbolic value says the same again.
fn check(text: &str, published: Option<Date>) {
    let times = Tagger::embedded().tag(text, &[], published);
    let mut at = 0;
    for time in &times {
        assert!(time.span.start >= at && !time.span.of(text).is_empty(), "{time:?} in {text:?}");
        at = time.span.end;
        if let (Some(first), Some(last)) = (time.when.first, time.when.last) {
            assert!(first <= last, "{time:?} in {text:?}");
        }
        let again = resolve(&time.symbolic, published).unwrap_or_else(|| panic!("{} of {text:?} reads back", time.symbolic));
        assert_eq!((&again.value, &again.when, again.modifier), (&time.value, &time.when, time.modifier), "{text:?}");
    }
}

#[test]
fn an_undated_article_stays_symbolic() {
    let times = Tagger::embedded().tag("They met on Tuesday, a week after the talks of Feb. 12, and meet again next month.", &[], None);
    let values: Vec<&str> = times.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(values, ["XXXX-WXX-2", "P1W", "XXXX-02-12", "XXXX-XX"]);
    assert!(times.iter().all(|t| !t.is_resolved()));
}

#[test]
fn a_story_is_read_from_the_date_it_has_reached() {
    let text = "On 3 May 1912 the commission met. In June it sat again; two days later it rose. By 1913 all was over. The accord of 4 July 1914 stood.";
    let times = Tagger::embedded().tag(text, &[], Some(Date::constant(2009, 12, 19)));
    let values: Vec<&str> = times.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(values[..2], ["1912-05-03", "1912-06"]);
    let news = Tagger::embedded().tag_anchored(text, &[], Some(Date::constant(2009, 12, 19)), Anchoring::News);
    assert_eq!(news[1].value, "2009-06");
}

#[test]
fn blocks_bound_what_is_read() {
    let text = "Filed Feb. 1\n\nThe talks of Feb.\n12 failed.\n\nFeb. 3";
    let blocks = [14..43, 9_999..10_000];
    let times = Tagger::embedded().tag(text, &blocks, Some(Date::constant(2025, 2, 20)));
    let words: Vec<&str> = times.iter().map(|t| t.span.of(text)).collect();
    assert_eq!(words, ["Feb.\n12"]);
}

#[test]
fn the_governing_verb_chooses_the_direction() {
    for (text, value) in [
        ("The envoys will meet on Friday.", "2025-03-14"),
        ("The envoys meet Friday in Lima.", "2025-03-14"),
        ("The envoys met on Friday.", "2025-03-07"),
        ("Neither of the envoys could be reached on Friday.", "2025-03-07"),
        ("The road was closed due to a storm on Friday.", "2025-03-07"),
        ("On Friday, a candidate in the vote to be held soon spoke in Lima.", "2025-03-07"),
        ("The envoys decided to meet in May.", "2025-05"),
        ("The envoys hoped for rain in May.", "2024-05"),
        ("The truce holds through May.", "2025-05"),
        ("The truce is effective May 1.", "2025-05-01"),
        ("They were received on Oct. 23.", "2024-10-23"),
        ("They will be received on Oct. 23.", "2025-10-23"),
        ("They came last Oct. 23.", "2024-10-23"),
        ("They will appeal against Friday's ruling.", "2025-03-07"),
        ("They will attend Friday's session.", "2025-03-14"),
        ("The court set Friday as the deadline.", "2025-03-14"),
        ("The court had ruled that he must be heard and set Friday as the deadline.", "2025-03-07"),
        ("The bank told of an agreement to buy a mill in May.", "2025-05"),
        (
            "In May, a month after the talks of Gov. Roe vs. the miners of Lima, Ala., a long and bitter strike of all the mills and mines of the whole broad valley closed the road.",
            "2024-05",
        ),
        ("They came this past spring.", "2024-SP"),
        ("They come this coming Friday.", "2025-03-14"),
    ] {
        let values: Vec<String> = read(text).into_iter().map(|(_, value, _)| value).collect();
        assert!(values.iter().any(|v| v == value), "{text}: {values:?}");
    }
}

#[test]
fn an_agenda_is_read_forwards() {
    let read = |anchoring| {
        Tagger::embedded().tag_anchored("Friday: first session. Oct. 3: close.", &[], Some(Date::constant(2025, 3, 12)), anchoring)
    };
    let values = |anchoring| read(anchoring).into_iter().map(|t| t.value).collect::<Vec<_>>();
    assert_eq!(values(Anchoring::Ahead), ["2025-03-14", "2025-10-03"]);
    assert_eq!(values(Anchoring::News)[0], "2025-03-07");
}

#[test]
fn an_hour_hangs_on_a_day_told_near_by_or_on_none() {
    for (text, value) in [
        ("They met at 10:35 a.m. (0735 GMT) Friday.", "2025-03-07T10:35"),
        ("He left at 4 in the morning (4 a.m. EDT Friday).", "2025-03-07T04:00"),
        ("They met on Friday.\n\nAt 9 a.m. all rose.", "2025-03-07T09:00"),
        ("They met on Friday.\n\nIt was cold.\n\nAt 9 a.m. all rose.", "XXXX-XX-XXT09:00"),
        ("They met on Friday. He was seen at 9 a.m. ten days before the raid.", "XXXX-XX-XXT09:00"),
        ("They met on Friday.\n\nIt was cold.\n\nSeven days later it thawed.", "XXXX-XX-XX"),
        ("They sat on the night of Friday, Feb. 28.", "2025-02-28TNI"),
    ] {
        let values: Vec<String> = read(text).into_iter().map(|(_, value, _)| value).collect();
        assert!(values.iter().any(|v| v == value), "{text}: {values:?}");
    }
}

#[test]
fn titles_and_ages_are_no_times() {
    for text in ["He spoke on \"This Week\".", "USA Today wrote it.", "It is the burden of today's youth.", "He read ''60 Women''."] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}
