//! Chance that is the same for the same seed, whatever else was drawn before.

/// One stream of numbers (SplitMix64) for one purpose.
pub struct Dice(u64);

impl Dice {
    /// `what` and the two places tell streams of one seed apart.
    pub fn of(seed: u64, what: u64, a: usize, b: usize) -> Self {
        let mut dice = Self(seed ^ what.wrapping_mul(0xd6e8_feb8_6659_fd93));
        for part in [a, b] {
            dice.0 = dice.number() ^ u64::try_from(part).unwrap_or(u64::MAX);
        }
        dice
    }

    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to 1, without 1.
    pub fn share(&mut self) -> f64 {
        // 53 bits fill the fraction of an f64.
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.share()
    }

    /// Up to so far on either side of nothing, seldom far.
    pub fn stray(&mut self, far: f64) -> f64 {
        (self.share() + self.share() - 1.0) * far
    }

    /// Evenly one of `0..below`; 0 when `below` is 0.
    pub fn below(&mut self, below: usize) -> usize {
        ((self.share() * below as f64) as usize).min(below.saturating_sub(1))
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_the_same_again_and_differ_from_each_other() {
        let draw = |seed, what, a, b| {
            let mut dice = Dice::of(seed, what, a, b);
            (0..6).map(|_| dice.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, 2, 3, 4), draw(1, 2, 3, 4));
        for other in [draw(2, 2, 3, 4), draw(1, 3, 3, 4), draw(1, 2, 4, 4), draw(1, 2, 3, 5)] {
            assert_ne!(draw(1, 2, 3, 4), other);
        }
        let mut dice = Dice::of(7, 7, 7, 7);
        let mean = (0..10_000).map(|_| dice.share()).sum::<f64>() / 10_000.0;
        assert!((0.49..0.51).contains(&mean), "{mean}");
        assert_eq!(dice.below(0), 0);
    }
}
