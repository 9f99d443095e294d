//! A stream of random numbers that is the same for a seed on every machine and with every version of any library (splitmix64).

/// The stream; any seed will do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noise(pub(crate) u64);

impl Noise {
    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Even between -1 and 1.
    pub(crate) fn even(&mut self) -> f32 {
        2.0 * self.share() - 1.0
    }

    /// Even between 0 and 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// Puts `items` into random order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.bits() % (i as u64 + 1)) as usize);
        }
    }

    /// Fills `mask` with zeros (a share of `rate`) and `1 / (1 - rate)`; leaves it empty for a rate of zero.
    pub(crate) fn mask(&mut self, rate: f32, len: usize, mask: &mut Vec<f32>) {
        mask.clear();
        if rate > 0.0 {
            let edge = (rate * 65536.0) as u64;
            let keep = 1.0 / (1.0 - rate);
            mask.resize(len, 0.0);
            for four in mask.chunks_mut(4) {
                let bits = self.bits();
                for (i, m) in four.iter_mut().enumerate() {
                    *m = if (bits >> (16 * i)) & 0xFFFF < edge { 0.0 } else { keep };
                }
            }
        }
    }
}
