//! Chance that is the same for the same seed and label, whatever else was drawn before.
use lianxin_kernel::{Random, SeededRandom};

pub struct Dice(SeededRandom);

impl Dice {
    /// Dice for one purpose: drawing more for one thing changes nothing about the others.
    pub fn of(seed: u64, label: &str) -> Self {
        // FNV-1a, 64 bits.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let start = 0xcbf2_9ce4_8422_2325;
        Self(SeededRandom::new(
            seed.to_le_bytes().into_iter().chain(label.bytes()).fold(start, mix),
        ))
    }

    /// Evenly one of `0..below`; 0 when `below` is 0.
    pub fn below(&self, below: usize) -> usize {
        let drawn = self.0.below(u64::try_from(below).unwrap_or(u64::MAX));
        usize::try_from(drawn).unwrap_or(0)
    }

    /// Evenly one of `from..=to`.
    pub fn between(&self, from: i64, to: i64) -> i64 {
        let wide = u64::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.0.below(wide)).unwrap_or(0)
    }

    /// From 0 to 1.
    pub fn share(&self) -> f64 {
        // 53 bits fill the fraction of an f64.
        (self.0.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&self, share: f64) -> bool {
        self.share() < share
    }

    /// Roughly normal: around `mean`, most within two `spread`.
    pub fn around(&self, mean: f64, spread: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.share()).sum();
        mean + (sum - 6.0) * spread
    }

    pub fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of them, by weight.
    pub fn weighted<'a, T>(&self, from: &'a [(T, u64)]) -> Option<&'a T> {
        let mut left = self.0.below(from.iter().map(|(_, w)| w).sum());
        for (one, weight) in from {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return Some(one),
            }
        }
        None
    }

    pub fn shuffle<T>(&self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_label_draws_the_same() {
        let draw = |seed, label| {
            let dice = Dice::of(seed, label);
            (0..8).map(|_| dice.between(-5, 5)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, "a"), draw(1, "a"));
        assert_ne!(draw(1, "a"), draw(1, "b"));
        assert_ne!(draw(1, "a"), draw(2, "a"));
        assert!(draw(3, "c").iter().all(|n| (-5..=5).contains(n)));
    }

    #[test]
    fn weights_decide() {
        let dice = Dice::of(1, "weights");
        let heavy = (0..1000).filter(|_| dice.weighted(&[("a", 9), ("b", 1)]) == Some(&"a"));
        assert!((850..950).contains(&heavy.count()));
        assert_eq!(dice.weighted::<u8>(&[]), None);
    }
}
