//! Learned weights as they lie in the model file: hash tables read in place, never unpacked.
//!
//! A feature is a 64-bit key to which a [`Map`] gives 16 bits: two small weights, or a number. Keys are not stored whole: 32 bits of
//! each are compared, so one unseen key in some hundred millions is taken for another.

/// Mixes a template's number and up to four small values into a feature key, both ends of which are well mixed.
#[inline(always)]
pub(crate) fn key(template: u32, a: u32, b: u32, c: u32, d: u32) -> u64 {
    let sum = u64::from(template + 1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(u64::from(a).wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
        .wrapping_add(u64::from(b).wrapping_mul(0x1656_67B1_9E37_79F9))
        .wrapping_add(u64::from(c).wrapping_mul(0xD6E8_FEB8_6659_FD93))
        .wrapping_add(u64::from(d).wrapping_mul(0xA076_1D64_78BD_642F));
    finish(sum)
}

/// Spreads the entropy of a sum over all 64 bits.
#[inline(always)]
pub(crate) fn finish(sum: u64) -> u64 {
    let half = (sum ^ (sum >> 32)).wrapping_mul(0xE703_7ED1_A0B4_28DB);
    half ^ (half >> 29)
}

/// Hash of bytes (FNV-1a), for words and their pieces.
#[inline]
pub(crate) fn hash(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811C_9DC5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A table of 6-byte slots: 32 bits of the key, 16 bits of value; the value 0 marks an empty slot and an absent key.
#[derive(Clone, Copy)]
pub(crate) struct Map<'m> {
    slots: &'m [[u8; 6]],
}

impl<'m> Map<'m> {
    pub(crate) fn new(bytes: &'m [u8]) -> Self {
        Self { slots: bytes.as_chunks().0 }
    }

    /// The value of a key, 0 where it is absent.
    #[inline(always)]
    pub(crate) fn get(self, key: u64) -> u16 {
        let mut at = place(key, self.slots.len());
        while let Some(&[check @ .., first, second]) = self.slots.get(at) {
            let value = u16::from_le_bytes([first, second]);
            if value == 0 || u32::from_le_bytes(check) == key as u32 {
                return value;
            }
            at += 1;
        }
        0
    }

    /// Adds the two small weights of every key.
    #[inline(always)]
    pub(crate) fn sum(self, keys: &[u64]) -> [i32; 2] {
        keys.iter().fold([0, 0], |[first, second], &key| {
            let [a, b] = self.get(key).to_le_bytes();
            [first + i32::from(a as i8), second + i32::from(b as i8)]
        })
    }
}

/// Slots after the addressed ones, so that a search need not wrap.
const TAIL: usize = 64;

/// The slot where the search for a key starts.
#[inline(always)]
fn place(key: u64, slots: usize) -> usize {
    ((u128::from(key) * slots.saturating_sub(TAIL) as u128) >> 64) as usize
}

/// Writes the bytes of a [`Map`]. Of two keys that could be taken for each other the one given first stays.
pub(crate) fn write_map(entries: &[(u64, u16)]) -> Vec<u8> {
    let mut table = vec![[0u8; 6]; room(entries.len())];
    for &(key, value) in entries.iter().filter(|entry| entry.1 != 0) {
        let [a, b, c, d] = (key as u32).to_le_bytes();
        let [first, second] = value.to_le_bytes();
        let free = |slot: &[u8; 6]| slot[4..] == [0, 0];
        fill(&mut table, key, [a, b, c, d, first, second], free, |slot| slot[..4] == [a, b, c, d]);
    }
    table.concat()
}

/// Table size for a number of entries: three quarters full.
fn room(entries: usize) -> usize {
    entries * 4 / 3 + 1 + TAIL
}

/// Puts a slot at the first free place for its key, unless a slot that reads the same is met first or the table ends.
fn fill<const N: usize>(table: &mut [[u8; N]], key: u64, slot: [u8; N], free: impl Fn(&[u8; N]) -> bool, same: impl Fn(&[u8; N]) -> bool) {
    let start = place(key, table.len());
    for place in table.iter_mut().skip(start) {
        if free(place) {
            *place = slot;
            return;
        }
        if same(place) {
            return;
        }
    }
}
