//! Polarity: what negation, modality and conditions make of a stance.
//!
//! Negation flips the stance, never the point; "has not rejected" leaves open what was not rejected.

use std::ops::Range;

use lexicon::{Force, Tie};
use model::{Act, Stance};
use syntax::{Rel, Upos, Xpos};

use super::actors::Groups;
use super::scene::Scene;

/// Whether the predicate is negated: by an adverb, an auxiliary, or a raising verb above it ("does not appear to support").
pub(super) fn is_negated(scene: &Scene<'_>, verb: usize) -> bool {
    let outer = raised_negation(scene, verb) != is_far_from(scene, verb);
    own_negation(scene, verb) != (outer != has_neither(scene, verb))
}

/// "is far from accepting".
fn is_far_from(scene: &Scene<'_>, verb: usize) -> bool {
    verb >= 2 && scene.reads(verb - 2, &["far", "from"])
}

/// "Neither Peru nor Chad accepted": the negation stands before the subject.
fn has_neither(scene: &Scene<'_>, verb: usize) -> bool {
    let subject = scene.clauses.child(verb, &[Rel::Nsubj, Rel::NsubjPass]);
    subject.is_some_and(|s| (scene.page.parse.left_edge(s).min(s.saturating_sub(1))..s).any(|w| scene.clauses.is(w, "neither")))
}

/// "stopped short of rejecting": it was not done, and nothing else is said.
pub(super) fn is_short_of(scene: &Scene<'_>, verb: usize) -> bool {
    verb >= 2 && scene.reads(verb - 2, &["short", "of"])
}

/// "no longer supports".
pub(super) fn is_no_longer(scene: &Scene<'_>, verb: usize) -> bool {
    let start = scene.sentence(verb).start;
    (verb.saturating_sub(4).max(start)..verb).any(|w| scene.reads(w, &["no", "longer"]))
}

fn own_negation(scene: &Scene<'_>, verb: usize) -> bool {
    let positions = &scene.reader.lexicon.positions;
    let child = scene.children(verb).any(|c| {
        let fits = matches!(scene.rel(c), Rel::Advmod | Rel::Cc | Rel::CcPreconj | Rel::Mark | Rel::Det | Rel::Aux | Rel::Discourse);
        // A negation after a verb belongs to what follows ("urged not signing"), unless it is glued on.
        let placed = c < verb || scene.clauses.is(c, "n't") || scene.clauses.is(c, "n’t");
        fits && placed && positions.negates(scene.lemma(c)) && !scene.clauses.is(c, "without") && !is_only(scene, c)
    });
    let longer = verb >= 2 && scene.reads(verb - 2, &["no", "longer"]);
    child || longer || adjacent_negation(scene, verb)
}

/// A negation in the verb group that the tree hung elsewhere.
fn adjacent_negation(scene: &Scene<'_>, verb: usize) -> bool {
    let start = scene.sentence(verb).start;
    let group = (start..verb).rev().take(5).take_while(|w| matches!(scene.upos(*w), Upos::Aux | Upos::Adv | Upos::Part));
    let mut attached = scene.children(verb);
    let negates = |w: usize| matches!(scene.lower(w).as_str(), "not" | "n't" | "n’t" | "never") && !is_only(scene, w);
    let odd = group.filter(|w| negates(*w)).count() % 2 == 1;
    odd && !attached.any(negates)
}

/// "not only", "not just", "not necessarily", "not yet" in front of something said anyway.
fn is_only(scene: &Scene<'_>, word: usize) -> bool {
    scene.clauses.is(word, "not") && matches!(scene.lower(word + 1).as_str(), "only" | "just" | "merely" | "simply" | "least")
}

fn raised_negation(scene: &Scene<'_>, verb: usize) -> bool {
    let Some(above) = scene.head(verb).filter(|_| matches!(scene.rel(verb), Rel::Xcomp)) else { return false };
    match scene.lemma(above) {
        "appear" | "seem" | "expect" | "likely" | "intend" | "plan" | "want" | "go" | "prepare" | "be" => {
            is_raising(scene, above) && own_negation(scene, above)
        }
        "unlikely" => true,
        _ => false,
    }
}

/// Verbs and adjectives that only colour the infinitive below them.
pub(super) fn is_raising(scene: &Scene<'_>, word: usize) -> bool {
    matches!(
        scene.lemma(word),
        "appear"
            | "seem"
            | "likely"
            | "unlikely"
            | "continue"
            | "begin"
            | "start"
            | "remain"
            | "tend"
            | "come"
            | "keep"
            | "prove"
            | "have"
            | "go"
            | "be"
            | "use"
            | "get"
    )
}

/// The stance that a negated predicate shows; `None` when it shows none.
pub(super) fn negated(stance: Stance, act: Act) -> Option<Stance> {
    match (stance, act) {
        // Not asking for something, or not having put it forward, is no position on it.
        (Stance::Support, Act::Report) => None,
        (Stance::Support, _) => Some(Stance::Oppose),
        // Not to give something up is to keep to it.
        (Stance::Oppose, Act::Concede) => Some(Stance::Support),
        (Stance::Oppose, _) => Some(Stance::Open),
        (Stance::Open, _) => Some(Stance::Oppose),
        (Stance::Conditional | Stance::Neutral, _) => None,
    }
}

/// The stance of "outer to inner": "refused to accept", "is willing to accept".
pub(super) fn composed(outer: Stance, inner: Stance) -> Option<Stance> {
    match (outer, inner) {
        (Stance::Support | Stance::Neutral, inner) => Some(inner),
        (Stance::Oppose, Stance::Support | Stance::Open | Stance::Neutral) => Some(Stance::Oppose),
        (Stance::Oppose, Stance::Oppose) => Some(Stance::Open),
        (Stance::Open, Stance::Support | Stance::Open | Stance::Neutral) => Some(Stance::Open),
        (Stance::Open, Stance::Oppose) => Some(Stance::Oppose),
        (Stance::Conditional, _) => Some(Stance::Conditional),
        (_, Stance::Conditional) => None,
    }
}

/// The force of the verb's auxiliaries and adverbs: the first that bends it.
pub(super) fn force(scene: &Scene<'_>, verb: usize) -> Option<Force> {
    let positions = &scene.reader.lexicon.positions;
    let own = scene
        .children(verb)
        .filter(|c| *c < verb && matches!(scene.rel(*c), Rel::Aux | Rel::Advmod))
        .filter_map(|c| positions.force(scene.lemma(c)));
    let mut all: Vec<Force> = own.collect();
    if let Some(above) = scene.head(verb).filter(|_| scene.rel(verb) == Rel::Xcomp) {
        match scene.lemma(above) {
            // "has yet to accept" is no duty.
            "have" if verb >= 2 && scene.reads(verb - 2, &["yet", "to"]) => {}
            "have" | "need" | "ought" => all.push(Force::Duty),
            _ => {}
        }
    }
    all.into_iter().next()
}

/// The stance that an opponent of a statement holds towards its point.
pub(super) fn opposite(stance: Stance) -> Stance {
    match stance {
        Stance::Oppose => Stance::Support,
        _ => Stance::Oppose,
    }
}

/// A condition on the predicate: the words of the clause or phrase, tie included.
pub(super) fn condition(scene: &Scene<'_>, verb: usize, chain: &[usize], negated: bool, would: bool) -> Option<Range<usize>> {
    let sentence = scene.sentence(verb);
    let mut word = sentence.start;
    while word < sentence.end {
        if let Some((length, tie)) = tie_at(scene, word) {
            let fits = match tie {
                Tie::Clause | Tie::Phrase => true,
                Tie::Block => negated && refuses(scene, verb, chain),
                // In reported words "would … when" is only "will … when" told afterwards.
                Tie::Would => would && super::holders::voice(scene, verb).is_none(),
            };
            // "even if" concedes; it ties nothing.
            let concedes = word > sentence.start && scene.clauses.is(word - 1, "even");
            let hedges = matches!(
                scene.lower(word + length).as_str(),
                "necessary" | "possible" | "needed" | "any" | "anything" | "not" | "so" | "only"
            );
            let concedes = concedes || hedges && tie == Tie::Clause;
            if fits
                && !concedes
                && let Some(words) = tied(scene, word, length, verb, chain, tie == Tie::Phrase)
            {
                return Some(super::points::trimmed(scene, words));
            }
            word += length;
        } else {
            word += 1;
        }
    }
    split_quotation(scene, verb).or_else(|| would.then(|| loose_proviso(scene, verb, sentence.end)).flatten())
}

/// "“We support the idea,” an envoy said, “**if it leads to a truce**”": the condition opens the second half of the quotation.
fn split_quotation(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let sentence = scene.sentence(verb);
    let mark = |w: usize| scene.is_mark(w);
    let closed = (verb..sentence.end).find(|w| scene.is_quoted(verb) && !scene.is_quoted(*w))?;
    let opened = (closed..sentence.end).find(|w| scene.is_quoted(*w) && !mark(*w))?;
    let (_, tie) = tie_at(scene, opened)?;
    let near = (verb..closed).all(|w| !mark(w) || w + 2 >= closed || scene.clauses.is(w, ","));
    let end = (opened..sentence.end).find(|w| !scene.is_quoted(*w)).unwrap_or(sentence.end);
    (near && matches!(tie, Tie::Clause | Tie::Phrase)).then(|| super::points::trimmed(scene, opened..end))
}

/// "would accept the draft **provided inspections end**", where the tree saw no clause at all.
fn loose_proviso(scene: &Scene<'_>, verb: usize, end: usize) -> Option<Range<usize>> {
    let word = (verb + 1..end).find(|w| matches!(scene.lower(*w).as_str(), "provided" | "providing"))?;
    let own = scene.clauses.child(word, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass]).is_some();
    let opens = |w: usize| matches!(scene.upos(w), Upos::Noun | Upos::Propn | Upos::Det | Upos::Pron | Upos::Adj | Upos::Sconj);
    let stop = (word + 1..end).find(|w| scene.is_mark(*w)).unwrap_or(end);
    (!own && opens(word + 1) && stop > word + 2).then_some(word..stop)
}

/// Whether the predicate says no in a way that "until" or "without" can bind: by a negation, or by a verb of refusing. "Broke off the talks without a deal" binds nothing.
fn refuses(scene: &Scene<'_>, verb: usize, chain: &[usize]) -> bool {
    let refusing = |w: usize| {
        matches!(
            scene.lemma(w),
            "refuse"
                | "reject"
                | "oppose"
                | "decline"
                | "rule"
                | "exclude"
                | "resist"
                | "veto"
                | "balk"
                | "unwilling"
                | "unable"
                | "reluctant"
                | "object"
                | "opposed"
        )
    };
    let negated = |w: usize| is_negated(scene, w) || scene.children(w).any(|c| matches!(scene.lower(c).as_str(), "no" | "cannot"));
    chain.iter().chain([&verb]).any(|w| refusing(*w) || negated(*w))
        || scene.head(verb).is_some_and(|h| scene.rel(verb) == Rel::Xcomp && (refusing(h) || negated(h)))
}

/// Whether the words here tie a position to something else.
pub(super) fn ties(scene: &Scene<'_>, word: usize) -> bool {
    tie_at(scene, word).is_some()
}

fn tie_at(scene: &Scene<'_>, word: usize) -> Option<(usize, Tie)> {
    let positions = &scene.reader.lexicon.positions;
    let lower = scene.lower(word);
    positions
        .ties()
        .find(|(words, _)| words[0] == lower && words.iter().enumerate().all(|(i, form)| scene.clauses.is(word + i, form)))
        .map(|(words, tie)| (words.len(), tie))
}

/// The clause or phrase that the tie at `word` opens, if it hangs on one of the chain's words.
fn tied(scene: &Scene<'_>, word: usize, length: usize, verb: usize, chain: &[usize], phrase: bool) -> Option<Range<usize>> {
    // The tie is a child of the clause it opens; a tie of several words may be hung piecemeal.
    // The noun of "in exchange for" hangs on the predicate itself, wherever it stands.
    let noun = (word..word + length + 1)
        .find(|w| phrase && scene.upos(*w) == Upos::Noun && scene.head(*w).is_some_and(|h| h == verb || chain.contains(&h)));
    if let Some(noun) = noun {
        let clause = scene.page.parse.subtree(noun);
        return Some(word..clause.end.max(word + length));
    }
    // "on condition that Chad withdraws": the tie's own noun may hang on the object.
    let noun = (word..word + length).find(|w| length > 1 && scene.upos(*w) == Upos::Noun);
    if let Some(noun) = noun {
        let mut at = noun;
        for _ in 0..3 {
            let Some(above) = scene.head(at) else { break };
            if above == verb || chain.contains(&above) {
                return Some(word..(scene.page.parse.right_edge(noun) + 1).max(word + length));
            }
            if !matches!(scene.rel(at), Rel::Nmod | Rel::Obl | Rel::Fixed | Rel::Advcl) {
                break;
            }
            at = above;
        }
    }
    // "provided the border is safe", taken for a verb of its own.
    if length == 1 && scene.upos(word) == Upos::Verb {
        let bare = scene.clauses.child(word, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux, Rel::AuxPass]).is_none();
        let subject = |w: usize| {
            scene.clauses.child(w, &[Rel::Nsubj, Rel::NsubjPass]).is_some_and(|s| scene.page.parse.left_edge(s) <= word + 2 && s > word)
        };
        let clause = (word + 1..scene.sentence(word).end).find(|w| scene.is_finite(*w) && subject(*w));
        return clause.filter(|_| bare && word > verb).map(|w| word..scene.page.parse.right_edge(w).max(w) + 1);
    }
    let opened = (word..word + length)
        .filter_map(|w| scene.head(w))
        .find(|h| *h >= word + length)
        .or_else(|| (word + length < scene.sentence(word).end).then_some(word + length))?;
    // "accepted it once", "a draft as long as a novel": no clause, no condition.
    let measure = length > 1 && scene.clauses.is(word + length - 1, "as") && matches!(scene.lower(word + length).as_str(), "a" | "an");
    if measure || scene.is_mark(opened) {
        return None;
    }
    let mut at = opened;
    for _ in 0..6 {
        let above = scene.head(at)?;
        if chain.contains(&above) || above == verb {
            let clause = scene.page.parse.subtree(at);
            let end = clause.end.max(opened + 1);
            let inside = word > verb || scene.page.parse.left_edge(at) <= word;
            return inside.then_some(word..end);
        }
        // A condition inside a noun phrase ties something else; trees hang "in exchange for" on the object before it.
        let loose = phrase && matches!(scene.rel(at), Rel::Nmod | Rel::Fixed | Rel::Obj | Rel::Obl | Rel::Acl);
        if !loose
            && (matches!(scene.rel(at), Rel::AclRelcl | Rel::Acl | Rel::Nmod | Rel::Ccomp | Rel::Csubj)
                || scene.upos(above) == Upos::Noun && scene.rel(at) != Rel::Obl && scene.rel(at) != Rel::Fixed)
        {
            return None;
        }
        at = above;
    }
    None
}

/// Whether the clause of this word is only supposed, asked or wanted: then no position is told by it.
pub(super) fn is_unreal(scene: &Scene<'_>, groups: &Groups, verb: usize) -> bool {
    let start = groups
        .get(&verb)
        .map(|g| g.words.start)
        .or_else(|| scene.clauses.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).map(|s| scene.page.parse.left_edge(s)));
    let opener = start.and_then(|s| s.checked_sub(1)).map(|w| scene.lower(w)).unwrap_or_default();
    // "would rather wait than sign"
    if verb > scene.sentence(verb).start && scene.clauses.is(verb - 1, "than") {
        return true;
    }
    // "almost accepted"
    if verb > scene.sentence(verb).start && matches!(scene.lower(verb - 1).as_str(), "almost" | "nearly") {
        return true;
    }
    if matches!(opener.as_str(), "if" | "unless" | "whether" | "until" | "once" | "lest" | "provided") {
        return true;
    }
    if groups.contains_key(&verb) {
        let inner = opener == "that" || matches!(scene.rel(verb), Rel::Ccomp | Rel::Acl);
        return inner && is_unreal_in_tree(scene, verb);
    }
    is_unreal_in_tree(scene, verb)
}

fn is_unreal_in_tree(scene: &Scene<'_>, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..12 {
        let Some(above) = scene.head(at) else { return false };
        let mark = scene.children(at).find(|c| {
            *c < at && matches!(scene.rel(*c), Rel::Mark | Rel::Advmod) && matches!(scene.upos(*c), Upos::Sconj | Upos::Adp | Upos::Adv)
        });
        let opener = mark.map(|m| scene.lower(m)).unwrap_or_default();
        match scene.rel(at) {
            Rel::Advcl | Rel::AdvclRelcl => {
                if matches!(
                    opener.as_str(),
                    "if" | "unless"
                        | "until"
                        | "till"
                        | "lest"
                        | "whether"
                        | "provided"
                        | "providing"
                        | "once"
                        | "without"
                        | "instead"
                        | "before"
                        | "so"
                ) {
                    return true;
                }
                // "its pledge to sign": the infinitive belongs to the noun before it, wherever the tree hung it.
                let after_noun = scene.page.parse.left_edge(at).checked_sub(1).is_some_and(|w| scene.upos(w) == Upos::Noun && w > above);
                if scene.clauses.is_infinitive(at)
                    && after_noun
                    && scene.reader.lexicon.positions.noun(scene.lemma(scene.page.parse.left_edge(at) - 1)).is_some()
                {
                    return true;
                }
                if scene.clauses.is_infinitive(at) && scene.upos(above) == Upos::Verb && !is_position_head(scene, above) {
                    return true;
                }
            }
            // What somebody should declare is not declared.
            Rel::Ccomp if force(scene, above) == Some(Force::Duty) => return true,
            Rel::Ccomp if matches!(opener.as_str(), "whether" | "if") || !passes_clause(scene, above) => return true,
            // "is believed to favour": told by somebody, and meant as so.
            Rel::Xcomp
                if scene.clauses.child(above, &[Rel::AuxPass]).is_some()
                    && matches!(
                        scene.lemma(above),
                        "believe" | "say" | "report" | "think" | "understand" | "know" | "hold" | "rumour" | "rumor"
                    ) => {}
            Rel::Xcomp if !is_raising(scene, above) && !matches!(scene.xpos(above), Xpos::Md) => return true,
            Rel::Csubj | Rel::CsubjPass => return true,
            Rel::Acl if scene.clauses.is_infinitive(at) => return true,
            // A clause that a noun contains is told only by nouns of fact: "the fact that", not "a guarantee that".
            Rel::Acl if scene.is_finite(at) => {
                return !matches!(scene.lemma(above), "fact" | "statement" | "claim" | "announcement" | "news" | "report");
            }
            Rel::Acl | Rel::AclRelcl => return false,
            Rel::Obl | Rel::Nmod | Rel::Obj | Rel::Nsubj | Rel::NsubjPass => return false,
            _ => {}
        }
        at = above;
    }
    false
}

fn is_position_head(scene: &Scene<'_>, word: usize) -> bool {
    super::points::is_position_word(scene, word)
}

/// Whether what the clause under this word tells is told as being so: after saying and knowing, not after wanting, hoping, fearing, denying.
fn passes_clause(scene: &Scene<'_>, above: usize) -> bool {
    use lexicon::CueSense::*;
    let senses = scene.reader.lexicon.reporting.starting_with(scene.lemma(above)).map(|c| c.sense);
    let mut known = false;
    for sense in senses {
        known = true;
        if matches!(sense, Say | Tell | Announce | Describe | Believe | Know | Show | Seem | Warn | Accept | Promise | Regret | Criticise) {
            return true;
        }
    }
    !known
}
