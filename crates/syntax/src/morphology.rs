//! What a verb group says about its event: tense, voice, mood, negation, form.
//!
//! Ask at the group's head, the word the auxiliaries hang on: `rejected` in *has not been rejected*, `ready` in *would be ready*.
//! Read from tags, lemmas and the children of that word; a word that heads no verb group answers with [`Group::default`].
//! English marks these on the first auxiliary or the verb itself (Huddleston and Pullum 2002, chapters 3 and 9).

use crate::parse::Parse;
use crate::tags::{Rel, Upos, Xpos};

/// Time as the group's first verb marks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// Not marked: infinitives, participles, words that head no group.
    #[default]
    None,
    /// *rejects*, *has rejected*, *is rejecting*.
    Present,
    /// *rejected*, *had rejected*.
    Past,
    /// *will reject*, *shall reject*, *is going to reject* (asked at *reject*).
    Future,
}

/// Form of the group's first verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// No verb here.
    #[default]
    None,
    /// It has a tense or a modal, or is an imperative.
    Finite,
    /// *to reject*, *(let them) reject*.
    Infinitive,
    /// *rejecting*, *rejected* without an auxiliary.
    Participle,
}

/// The modal verb of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modal {
    /// *will*, *'ll*, *wo(n't)*.
    Will,
    /// *would*, *'d* before a bare verb.
    Would,
    /// *can*, *ca(n't)*.
    Can,
    /// *could*.
    Could,
    /// *may*.
    May,
    /// *might*.
    Might,
    /// *shall*, *sha(n't)*.
    Shall,
    /// *should*.
    Should,
    /// *must*.
    Must,
    /// *ought*.
    Ought,
}

impl Modal {
    /// The modal with this lemma or form in lower case.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "will" | "'ll" | "wo" | "ll" => Self::Will,
            "would" | "'d" | "d" => Self::Would,
            "can" | "ca" => Self::Can,
            "could" => Self::Could,
            "may" => Self::May,
            "might" => Self::Might,
            "shall" | "sha" => Self::Shall,
            "should" => Self::Should,
            "must" => Self::Must,
            "ought" => Self::Ought,
            _ => return None,
        })
    }
}

/// A verb group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Time.
    pub tense: Tense,
    /// Form of the first verb.
    pub form: Form,
    /// The subject undergoes the event: *was rejected*, *gets rejected*, and bare past participles after a noun (*plans rejected by …*).
    pub passive: bool,
    /// *has rejected*, *to have rejected*.
    pub perfect: bool,
    /// *is rejecting*.
    pub progressive: bool,
    /// The modal, if any.
    pub modal: Option<Modal>,
    /// An odd number of negations bears on the group (see [`negations`]).
    pub negated: bool,
    /// A command: a bare verb without a subject at the root or under a verb of speech.
    pub imperative: bool,
}

/// The verb group headed at a word.
///
/// ```
/// use syntax::morphology::{Modal, group};
/// let parse = syntax::Parser::embedded().parse("The ministers would not be persuaded.");
/// let group = group(&parse, parse.root(0).unwrap());
/// assert!(group.passive && group.negated && group.modal == Some(Modal::Would));
/// ```
pub fn group(parse: &Parse, word: usize) -> Group {
    let Some(token) = parse.tokens.get(word) else {
        return Group::default();
    };
    let helpers: Vec<usize> = parse.children(word).filter(|&child| is_helper(parse.tokens[child].rel)).collect();
    let verbal = matches!(token.upos, Upos::Verb | Upos::Aux);
    if helpers.is_empty() && !verbal {
        return Group::default();
    }
    let modal = helpers.iter().find_map(|&helper| modal(parse, helper));
    let first = helpers.first().copied().unwrap_or(word);
    let has = |lemma: &str| helpers.iter().any(|&helper| parse.lemma(helper) == lemma && parse.tokens[helper].rel != Rel::Cop);
    let passive_helper = helpers.iter().any(|&helper| parse.tokens[helper].rel == Rel::AuxPass);
    let bare_participle = helpers.is_empty() && token.xpos == Xpos::Vbn;
    let form = form(parse, word, first, modal);
    Group {
        tense: tense(parse, word, first, modal, form),
        form,
        passive: passive_helper || bare_participle,
        perfect: has("have"),
        progressive: token.xpos == Xpos::Vbg && has("be"),
        modal,
        negated: negations(parse, word).count() % 2 == 1,
        imperative: form == Form::Finite && modal.is_none() && parse.tokens[first].xpos == Xpos::Vb && subject(parse, word).is_none(),
    }
}

/// The words that negate a group: *not*, *n't*, *never*, *neither*, *nor*, *no longer* beside the verb or its auxiliaries, and
/// *no*, *none*, *nobody*, *nothing*, *neither* in its subject or object.
pub fn negations(parse: &Parse, word: usize) -> impl Iterator<Item = usize> + '_ {
    let own = parse.children(word).filter(|&child| negates_beside(parse, child));
    let under = parse
        .children(word)
        .filter(|&child| is_helper(parse.tokens[child].rel))
        .flat_map(|helper| parse.children(helper))
        .filter(|&child| negates_beside(parse, child));
    let longer = parse
        .children(word)
        .filter(|&child| matches!(parse.lemma(child), "long" | "longer" | "more") && parse.tokens[child].rel == Rel::Advmod)
        .flat_map(|child| parse.children(child))
        .filter(|&child| parse.lemma(child) == "no");
    let inside =
        parse.children(word).filter(|&child| is_argument(parse.tokens[child].rel)).filter_map(|child| negative_phrase(parse, child));
    own.chain(under).chain(longer).chain(inside)
}

fn negates_beside(parse: &Parse, child: usize) -> bool {
    let word = parse.lemma(child);
    match parse.tokens[child].rel {
        Rel::Advmod | Rel::Aux | Rel::Dep => {
            matches!(word, "not" | "n't" | "never" | "nt" | "nowhere")
        }
        Rel::Cc | Rel::CcPreconj | Rel::Det => matches!(word, "neither" | "nor"),
        _ => false,
    }
}

/// The negative word of a noun phrase, if it has one: its head or its determiner.
fn negative_phrase(parse: &Parse, head: usize) -> Option<usize> {
    let negative = |word: usize| matches!(parse.lemma(word), "no" | "none" | "nobody" | "nothing" | "neither" | "no-one");
    let split = |word: usize| parse.lemma(word) == "one" && parse.children(word).any(|child| parse.lemma(child) == "no");
    if negative(head) || split(head) {
        return Some(head);
    }
    parse.children(head).find(|&child| matches!(parse.tokens[child].rel, Rel::Det | Rel::CcPreconj) && negative(child))
}

/// The subject of a verb, passive or clausal ones included; `None` where there is none beside the verb itself.
pub fn subject(parse: &Parse, word: usize) -> Option<usize> {
    parse.children(word).find(|&child| matches!(parse.tokens[child].rel.plain(), Rel::Nsubj | Rel::Csubj))
}

/// The direct object.
pub fn object(parse: &Parse, word: usize) -> Option<usize> {
    parse.children_by(word, Rel::Obj).next()
}

/// The agent of a passive, *ministers* in *rejected by ministers*.
pub fn agent(parse: &Parse, word: usize) -> Option<usize> {
    parse.children_by(word, Rel::OblAgent).next()
}

fn is_helper(rel: Rel) -> bool {
    matches!(rel, Rel::Aux | Rel::AuxPass | Rel::Cop)
}

fn is_argument(rel: Rel) -> bool {
    matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter | Rel::Obj)
}

fn modal(parse: &Parse, helper: usize) -> Option<Modal> {
    (parse.tokens[helper].xpos == Xpos::Md).then(|| Modal::from_word(parse.lemma(helper))).flatten()
}

fn form(parse: &Parse, word: usize, first: usize, modal: Option<Modal>) -> Form {
    let to = parse.children(word).any(|child| parse.tokens[child].xpos == Xpos::To && parse.tokens[child].rel == Rel::Mark);
    match parse.tokens[first].xpos {
        _ if modal.is_some() => Form::Finite,
        Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md => Form::Finite,
        Xpos::Vb if to => Form::Infinitive,
        // A bare verb with a subject and no auxiliary is a plain present whose tag went wrong (*ministers support*).
        Xpos::Vb if first == word && subject(parse, word).is_some_and(|subject| subject < word) && !governed(parse, word) => Form::Finite,
        Xpos::Vb if commands(parse, word) => Form::Finite,
        Xpos::Vb => Form::Infinitive,
        Xpos::Vbg | Xpos::Vbn => Form::Participle,
        _ => Form::None,
    }
}

/// The verb is bare because another one wants it so: *let them reject*, *insist that it reject*.
fn governed(parse: &Parse, word: usize) -> bool {
    matches!(parse.tokens[word].rel, Rel::Ccomp | Rel::Xcomp)
}

/// A bare verb that nothing governs but speech.
fn commands(parse: &Parse, word: usize) -> bool {
    matches!(parse.tokens[word].rel, Rel::Root | Rel::Parataxis)
        || (parse.tokens[word].rel == Rel::Conj
            && parse.head(word).is_some_and(|head| parse.tokens[head].rel == Rel::Root && parse.tokens[head].xpos == Xpos::Vb))
}

fn tense(parse: &Parse, word: usize, first: usize, modal: Option<Modal>, form: Form) -> Tense {
    match (modal, parse.tokens[first].xpos) {
        (Some(Modal::Will | Modal::Shall), _) => Tense::Future,
        (Some(_), _) => Tense::None,
        (None, _) if form == Form::Infinitive && going_to(parse, word) => Tense::Future,
        (None, Xpos::Vbd) => Tense::Past,
        (None, Xpos::Vbp | Xpos::Vbz) => Tense::Present,
        (None, Xpos::Vb) if form == Form::Finite && subject(parse, word).is_some() => Tense::Present,
        _ => Tense::None,
    }
}

/// The infinitive of *is going to reject*.
fn going_to(parse: &Parse, word: usize) -> bool {
    let head = parse.head(word).filter(|_| parse.tokens[word].rel == Rel::Xcomp);
    head.is_some_and(|head| parse.lemma(head) == "go" && parse.tokens[head].xpos == Xpos::Vbg)
}
