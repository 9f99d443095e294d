//! One issue: the sides, its ladder of options with who stands on each and who is in the way, the gaps, what was asked in return, and how it came about.

use std::collections::BTreeMap;

use analyse::{Asked, Block, Cell, Distance, Gap, Matrix, Place, Rung, asked_in_return, blockers, gaps, matrix, places};
use maud::{Markup, html};
use model::Stance;

use crate::ask::Ask;
use crate::mark::{count, day, few, footing, place_of, stance, standing};
use crate::over_time::{self, contrary};
use crate::page::{self, filters};
use crate::site::{Site, WebError};

/// Lines listed before "show all".
const LISTED: usize = 60;

/// Parties between which gaps are told: those with the most words.
const GAPS_BETWEEN: usize = 8;

/// Names shown in one place of the ladder.
const NAMES: usize = 12;

pub(crate) fn page(site: &Site, ask: &Ask) -> Result<Markup, WebError> {
    let (holding, entries) = over_time::asked(site, ask, &ask.issue, "issue")?;
    let table = matrix(&entries, ask.day());
    let known = site.codebook().issue(&ask.issue);
    let ladder: Vec<Rung> =
        known.map(|i| i.options.iter().map(|o| Rung { name: o.name.clone(), stance: o.stance }).collect()).unwrap_or_default();
    let of_issue = places(&entries, &ladder, ask.day());
    let blocks = blockers(&of_issue, &ladder);
    let asked = asked_in_return(&entries, ask.day());
    let lead = html! {
        @if let Some(issue) = known {
            (issue.question) " "
            @if let Some(words) = &issue.proposition { "Stances are towards: “" (words) "”. " }
        }
        (count(table.parties.len(), "party", "parties")) ", " (count(entries.len(), "entry", "entries"))
        @if let Some(day) = ask.day() { ", as of " time { (day) } }
        "."
    };
    let body = html! {
        (filters(site, &holding, ask, "/issue", true, false))
        p class="tools" { a href=(ask.at("/brief")) { "Brief on this issue" } a href=(ask.at("/evidence")) { "All quotations" } }
        div class="columns" {
            section aria-labelledby="sides" { h2 id="sides" { "The sides" } (sides(ask, &table)) }
            section aria-labelledby="gap" { h2 id="gap" { "The gap between the sides" } (gap_list(ask, &ladder, &of_issue, &table)) }
        }
        @if !ladder.is_empty() {
            section aria-labelledby="ladder" { h2 id="ladder" { "The ladder of options, and who blocks what" } (rungs(ask, &ladder, &of_issue, &blocks)) }
        }
        (in_return(ask, &asked))
        (contrary(&entries))
        section aria-labelledby="stands" {
            h2 id="stands" { "Each party’s place" }
            @if table.parties.is_empty() { p class="none" { "No position on this issue was found." } }
            @else { (places_table(ask, "/issue", "Party", table.parties.iter().map(|party| (*party, *party, ask.issue.as_str())), &table)) }
        }
        (over_time::section(site, ask, "/issue", &entries, true))
    };
    Ok(page::page(&holding, ask, "/", site.issue_name(&ask.issue), &lead, &body))
}

/// The places of one party or one issue, a row each: name, party, issue; sorted as asked for. `path` is the page's own address.
pub(crate) fn places_table<'a>(
    ask: &Ask,
    path: &str,
    heading: &str,
    rows: impl Iterator<Item = (&'a str, &'a str, &'a str)>,
    table: &Matrix<'_>,
) -> Markup {
    let mut rows: Vec<(&str, &str, &str, &Cell<'_>)> =
        rows.filter_map(|(name, party, issue)| Some((name, party, issue, cell_of(table, party, issue)?))).collect();
    match ask.sort.as_str() {
        "stance" => rows.sort_by_key(|row| row.3.standing.as_str()),
        "sources" => rows.sort_by_key(|row| std::cmp::Reverse(row.3.sources)),
        "age" => rows.sort_by_key(|row| row.3.age.unwrap_or(i64::MAX)),
        _ => {}
    }
    let shown = if ask.is_all() { rows.len() } else { rows.len().min(LISTED) };
    let column = |name: &str, sort: &str, direction: &'static str| {
        html! {
            th scope="col" aria-sort=(if ask.sort == sort { direction } else { "none" }) { a data-swap href=(ask.with(|a| a.sort = sort.to_string()).at(path)) { (name) } }
        }
    };
    html! {
        div data-part="places" {
            div class="wide" tabindex="0" role="region" aria-label="Places" {
                table class="places" {
                    thead { tr { (column(heading, "", if path == "/party" { "other" } else { "ascending" })) (column("Stance", "stance", "ascending")) th scope="col" { "Latest words" } (column("Footing", "sources", "descending")) (column("Age", "age", "ascending")) } }
                    tbody {
                        @for (name, party, issue, cell) in &rows[..shown] {
                            tr {
                                th scope="row" { a href=(ask.place(party, issue).at("/evidence")) dir="auto" { (name) } }
                                td { (standing(cell.standing)) }
                                td { a class="words" href=(place_of(cell.latest)) { q dir="auto" { (few(&cell.latest.quotation, 110)) } } }
                                td { (footing(cell)) }
                                td class="number" { (age(cell)) }
                            }
                        }
                    }
                }
            }
            @if rows.len() > shown { p { a class="more" href=(ask.with(|a| a.all = "1".into()).at(path)) { "Show all " (rows.len()) } } }
        }
    }
}

fn cell_of<'t, 'a>(table: &'t Matrix<'a>, party: &str, issue: &str) -> Option<&'t Cell<'a>> {
    table.cells.iter().find(|((p, i), _)| *p == party && *i == issue).map(|(_, cell)| cell)
}

fn age(cell: &Cell<'_>) -> String {
    cell.age.map_or_else(|| "unknown".to_string(), |days| count(days.unsigned_abs() as usize, "day", "days"))
}

/// Parties by stance, those against first.
fn sides(ask: &Ask, table: &Matrix<'_>) -> Markup {
    const ORDER: [Stance; 5] = [Stance::Oppose, Stance::Open, Stance::Conditional, Stance::Support, Stance::Neutral];
    let at = |wanted: analyse::Standing| {
        table.parties.iter().copied().filter(move |p| table.cells.iter().any(|((q, _), c)| q == p && c.standing == wanted))
    };
    html! {
        @if table.cells.is_empty() { p class="none" { "No position on this issue was found." } }
        dl class="sides" {
            @for one in ORDER {
                @let wanted = analyse::Standing::Clear(one);
                @if at(wanted).next().is_some() { dt { (stance(one)) } dd { (names(ask, at(wanted))) } }
            }
            @if at(analyse::Standing::Differing).next().is_some() {
                dt { (standing(analyse::Standing::Differing)) } dd { (names(ask, at(analyse::Standing::Differing))) }
            }
        }
    }
}

/// Names, each leading to its words; a long list says how many more there are and opens.
fn names<'a>(ask: &Ask, parties: impl Iterator<Item = &'a str>) -> Markup {
    let parties: Vec<&str> = parties.collect();
    let name = |party: &str| html! { a href=(ask.place(party, &ask.issue).at("/evidence")) dir="auto" { (party) } };
    html! {
        @for (at, party) in parties.iter().take(NAMES).enumerate() { @if at > 0 { ", " } (name(party)) }
        @if parties.len() > NAMES {
            details class="rest" {
                summary { (parties.len() - NAMES) " more" }
                @for (at, party) in parties.iter().skip(NAMES).enumerate() { @if at > 0 { ", " } (name(party)) }
            }
        }
    }
}

/// The gaps between the parties with the most words, widest first.
fn gap_list(ask: &Ask, ladder: &[Rung], of_issue: &[Place<'_>], table: &Matrix<'_>) -> Markup {
    let mut told: Vec<Place<'_>> = of_issue.to_vec();
    told.sort_by_key(|place| (std::cmp::Reverse(spoken(place.party, table)), place.party));
    told.truncate(GAPS_BETWEEN);
    told.sort_by_key(|place| place.party);
    let found = gaps(&told);
    html! {
        @if found.is_empty() { p class="none" { "Fewer than two parties with a firm position: no gap to tell." } }
        @else {
            div class="wide short" tabindex="0" role="region" aria-label="Gaps" {
                table class="gaps" {
                    caption class="hidden" { "How far apart two parties are, widest first" }
                    tbody {
                        @for gap in &found {
                            tr {
                                th scope="row" { (names(ask, [gap.one.party, gap.other.party].into_iter())) }
                                td { (distance(gap, ladder)) }
                            }
                        }
                    }
                }
            }
            p class="small soft" {
                "Steps are counted on the ladder between the nearest options that the two accept; a stance without a named option allows every option of that stance. "
                @if of_issue.len() > told.len() { "Only the " (told.len()) " parties with the most words are compared. " }
                "Who said nothing has no gap."
            }
        }
    }
}

/// How much a party said, as far as its place shows it.
fn spoken(party: &str, table: &Matrix<'_>) -> usize {
    table.cells.iter().filter(|((p, _), _)| *p == party).map(|(_, cell)| cell.run.len()).sum()
}

fn distance(gap: &Gap<'_>, ladder: &[Rung]) -> Markup {
    let name = |at: &usize| ladder.get(*at).map_or("", |rung| rung.name.as_str());
    html! {
        @match &gap.distance {
            Distance::Meet(_) if !gap.one.is_named && !gap.other.is_named => "same side",
            Distance::Meet(rungs) => { b { "meet" } " at " (rungs.iter().map(|at| format!("“{}”", name(at))).collect::<Vec<_>>().join(", ")) },
            Distance::Steps(steps, (one, other)) => { b { (count(*steps, "step", "steps")) } ", from “" (name(one)) "” to “" (name(other)) "”" },
            Distance::SameSide => "same side",
            Distance::Open => "one of them leaves it open or sets conditions",
            Distance::Contrary => b { "contrary sides" },
        }
        @let by_stance = !gap.one.is_named || !gap.other.is_named;
        @if by_stance && !ladder.is_empty() { span class="soft" { ", by stance" } }
    }
}

fn rungs(ask: &Ask, ladder: &[Rung], of_issue: &[Place<'_>], blocks: &[Block<'_>]) -> Markup {
    let on = |at: usize, is_named: bool| {
        of_issue.iter().filter(move |place| place.is_named == is_named && place.accepts.contains(&at)).map(|place| place.party)
    };
    html! {
        div class="wide" tabindex="0" role="region" aria-label="Ladder of options" {
            table class="ladder" {
                thead { tr { th scope="col" { "Option" } th scope="col" { "Names it" } th scope="col" { "Allows it, by stance alone" } th scope="col" { "In the way" } } }
                tbody {
                    @for (at, rung) in ladder.iter().enumerate() {
                        tr {
                            th scope="row" { (stance(rung.stance)) br; (rung.name) }
                            td { @if on(at, true).next().is_some() { (names(ask, on(at, true))) } @else { span class="soft" { "nobody" } } }
                            td { @if on(at, false).next().is_some() { (names(ask, on(at, false))) } @else { span class="soft" { "nobody" } } }
                            td { (in_the_way(at, blocks)) }
                        }
                    }
                }
            }
        }
        p class="small soft" {
            "“In the way” are a party’s own words: it refuses the option by name, takes the other side of the proposition, or accepts on a condition. Who said nothing neither "
            "blocks nor consents."
        }
    }
}

fn in_the_way(rung: usize, blocks: &[Block<'_>]) -> Markup {
    let here: Vec<&Block<'_>> = blocks.iter().filter(|b| b.rung == rung).collect();
    let line = |b: &Block<'_>| {
        html! { li { b dir="auto" { (b.party) } " " span class="soft" { (b.firmness.as_str()) } ": " a class="words" href=(place_of(b.entry)) { q dir="auto" { (few(&b.entry.quotation, 70)) } } } }
    };
    html! {
        @if here.is_empty() { span class="soft" { "nobody" } }
        ul { @for b in here.iter().take(4) { (line(b)) } }
        @if here.len() > 4 { details class="rest" { summary { (here.len() - 4) " more" } ul { @for b in here.iter().skip(4) { (line(b)) } } } }
    }
}

fn in_return(ask: &Ask, asked: &[Asked<'_>]) -> Markup {
    let mut by_party: BTreeMap<&str, Vec<&Asked<'_>>> = BTreeMap::new();
    for one in asked {
        by_party.entry(one.party).or_default().push(one);
    }
    let mut parties: Vec<(&str, Vec<&Asked<'_>>)> = by_party.into_iter().collect();
    parties.sort_by_key(|(party, list)| (std::cmp::Reverse(list.len()), *party));
    let limit = if ask.is_all() { usize::MAX } else { 6 };
    html! {
        @if !parties.is_empty() {
            section aria-labelledby="return" {
                h2 id="return" { "Conditions attached, and what each side asked in return" }
                div class="columns" {
                    @for (party, list) in parties.iter().take(GAPS_BETWEEN.min(limit)) {
                        div class="asked" {
                            h3 { a href=(ask.place(party, &ask.issue).at("/evidence")) dir="auto" { (party) } }
                            ul class="lines" {
                                @for one in list.iter().take(limit) {
                                    li {
                                        span class="flag" { @if one.is_condition { "condition" } @else { "demand" } } " "
                                        a class="words" href=(place_of(one.entry)) { q dir="auto" { (few(one.words, 150)) } } " "
                                        span class="soft small" { (day(one.entry)) @if one.times > 1 { ", " (one.times) " times" } }
                                    }
                                }
                            }
                        }
                    }
                }
                @if parties.len() > GAPS_BETWEEN.min(limit) || parties.iter().any(|(_, list)| list.len() > limit) {
                    p { a class="more" href=(ask.with(|a| a.all = "1".into()).at("/issue")) { "Show all " (count(asked.len(), "condition and demand", "conditions and demands")) } }
                }
            }
        }
    }
}
