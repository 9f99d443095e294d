//! Word and tag → dictionary form, by scripts learned from the treebanks: cut so many bytes from the end, add so many letters.
//!
//! A form seen in training has its own script; any other takes the script of its longest known ending with the same Penn tag.

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
    key(
        501,
        hash(ending.bytes()),
        xpos as u32,
        ending.len() as u32,
        0,
    )
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
        let script = if script > 0 {
            script
        } else {
            self.by_ending(form, xpos)
        };
        let entry = usize::from(script)
            .checked_sub(1)
            .and_then(|at| self.table.get(at * 8..at * 8 + 8));
        let Some(&[cut, length, ref addition @ ..]) = entry else {
            return out.push_str(form);
        };
        let addition = addition
            .get(..usize::from(length))
            .and_then(|bytes| std::str::from_utf8(bytes).ok());
        match (
            form.len()
                .checked_sub(usize::from(cut))
                .and_then(|keep| form.get(..keep)),
            addition,
        ) {
            (Some(stem), Some(addition)) => out.extend([stem, addition]),
            _ => out.push_str(form),
        }
    }

    fn by_ending(&self, form: &str, xpos: Xpos) -> u16 {
        (0..=LONGEST_ENDING.min(form.len()))
            .rev()
            .filter_map(|length| form.get(form.len() - length..))
            .map(|ending| self.scripts.get(ending_key(ending, xpos)))
            .find(|&script| script > 0)
            .unwrap_or(0)
    }
}

/// The script that turns a form into a lemma, as a table entry; `None` when the addition is too long.
pub(crate) fn script(form: &str, lemma: &str) -> Option<[u8; 8]> {
    let common = form
        .bytes()
        .zip(lemma.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let common = (0..=common)
        .rev()
        .find(|&at| form.is_char_boundary(at) && lemma.is_char_boundary(at))?;
    let (cut, addition) = (form.len() - common, lemma.get(common..)?.as_bytes());
    let mut entry = [0; 8];
    entry[0] = u8::try_from(cut).ok()?;
    entry[1] = addition.len() as u8;
    entry
        .get_mut(2..2 + addition.len())?
        .copy_from_slice(addition);
    Some(entry)
}
