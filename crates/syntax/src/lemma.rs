//! Word and tag → dictionary form, by scripts learned from the treebanks: cut so many bytes from the end, add so many letters.
//!
//! A form seen in training has its own script. Any other tries the scripts of its known endings with the same Penn tag, the longest
//! ending first, and takes the first that gives a lemma known to exist (*provoked* is *provoke*, not *provok*), else the very first.

use crate::tags::Xpos;
use crate::weights::{Map, hash, key};

/// Endings are looked at up to this many bytes.
pub(crate) const LONGEST_ENDING: usize = 6;

/// Key of a whole form.
pub(crate) fn form_key(form: &str, xpos: Xpos) -> u64 {
    key(500, hash(form.bytes()), xpos as u32, 0, 0)
}

/// Key of an ending.
pub(crate) fn ending_key(ending: &str, xpos: Xpos) -> u64 {
    key(501, hash(ending.bytes()), xpos as u32, ending.len() as u32, 0)
}

/// Key of an ending's second choice.
pub(crate) fn second_key(ending: &str, xpos: Xpos) -> u64 {
    key(502, hash(ending.bytes()), xpos as u32, ending.len() as u32, 0)
}

/// Key of a lemma that some form with a tag of the same family had; `None` for tags whose words do not inflect.
pub(crate) fn lemma_key(lemma: &str, xpos: Xpos) -> Option<u64> {
    let family = match xpos {
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => 1,
        Xpos::Nn | Xpos::Nns => 2,
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => 3,
        Xpos::Rb | Xpos::Rbr | Xpos::Rbs => 4,
        _ => return None,
    };
    Some(key(503, hash(lemma.bytes()), family, 0, 0))
}

/// The table of scripts: numbers from 1, looked up by form, else by ending.
#[derive(Clone, Copy)]
pub(crate) struct Lemmas<'m> {
    pub(crate) scripts: Map<'m>,
    /// One entry of eight bytes a script: bytes to cut, length of the addition, the addition (six bytes at most).
    pub(crate) table: &'m [u8],
}

impl Lemmas<'_> {
    /// Appends the lemma of a lower-case form to `out`.
    pub(crate) fn lemma(&self, form: &str, xpos: Xpos, out: &mut String) {
        let script = self.scripts.get(form_key(form, xpos));
        let script = if script > 0 { script } else { self.by_ending(form, xpos, out) };
        self.apply(script, form, out);
    }

    /// Appends what a script makes of a form; a script that does not fit leaves the form as it is.
    fn apply(&self, script: u16, form: &str, out: &mut String) {
        let entry = usize::from(script).checked_sub(1).and_then(|at| self.table.get(at * 8..at * 8 + 8));
        let Some(&[cut, length, ref addition @ ..]) = entry else { return out.push_str(form) };
        let addition = addition.get(..usize::from(length)).and_then(|bytes| std::str::from_utf8(bytes).ok());
        let stem = form.len().checked_sub(usize::from(cut)).and_then(|keep| form.get(..keep));
        match (stem, addition) {
            (Some(stem), Some(addition)) => out.extend([stem, addition]),
            _ => out.push_str(form),
        }
    }

    /// The script of an ending; `out` serves for trying and is left as it was.
    fn by_ending(&self, form: &str, xpos: Xpos, out: &mut String) -> u16 {
        let endings = || (0..=LONGEST_ENDING.min(form.len())).rev().filter_map(|length| form.get(form.len() - length..));
        let mut usual = endings().map(|ending| self.scripts.get(ending_key(ending, xpos))).filter(|&script| script > 0);
        let first = usual.next().unwrap_or(0);
        if !inflects(xpos) || self.makes_a_word(first, form, xpos, out) {
            return first;
        }
        let seconds = endings().map(|ending| self.scripts.get(second_key(ending, xpos))).filter(|&script| script > 0);
        usual.chain(seconds).find(|&script| self.makes_a_word(script, form, xpos, out)).unwrap_or(first)
    }

    /// Whether the script gives a known lemma.
    fn makes_a_word(&self, script: u16, form: &str, xpos: Xpos, out: &mut String) -> bool {
        let before = out.len();
        self.apply(script, form, out);
        let known = lemma_key(&out[before..], xpos).is_some_and(|key| self.scripts.get(key) > 0);
        out.truncate(before);
        known
    }
}

/// Words with these tags are mostly not their own lemmas.
fn inflects(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbz | Xpos::Nns | Xpos::Jjr | Xpos::Jjs | Xpos::Rbr | Xpos::Rbs)
}

/// The script that turns a form into a lemma, as a table entry; `None` when the addition is too long.
pub(crate) fn script(form: &str, lemma: &str) -> Option<[u8; 8]> {
    let common = form.bytes().zip(lemma.bytes()).take_while(|(a, b)| a == b).count();
    let common = (0..=common).rev().find(|&at| form.is_char_boundary(at) && lemma.is_char_boundary(at))?;
    let (cut, addition) = (form.len() - common, lemma.get(common..)?.as_bytes());
    let mut entry = [0; 8];
    entry[0] = u8::try_from(cut).ok()?;
    entry[1] = addition.len() as u8;
    entry.get_mut(2..2 + addition.len())?.copy_from_slice(addition);
    Some(entry)
}
