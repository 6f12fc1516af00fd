use std::ops::{BitAnd, BitOr, Not};

/// A set of 192 quarter hours in a row: a day with what lies around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits([u64; 3]);

impl Bits {
    pub const LEN: usize = 192;
    pub const NONE: Self = Self([0; 3]);

    pub fn from_words(words: [u64; 3]) -> Self {
        Self(words)
    }

    /// From one on, without another; what lies outside is cut off.
    pub fn range(from: i64, to: i64) -> Self {
        below(to) & !below(from)
    }

    pub fn has(self, n: i64) -> bool {
        let place = usize::try_from(n).ok().filter(|n| *n < Self::LEN);
        place.is_some_and(|n| self.0[n / 64] & (1 << (n % 64)) != 0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == [0; 3]
    }

    /// Each member moved up by so many.
    pub fn up(self, n: usize) -> Self {
        let (words, bits) = (n / 64, n % 64);
        let at = |k: Option<usize>| k.map_or(0, |k| self.0[k]);
        Self([0, 1, 2].map(|k: usize| {
            let high = at(k.checked_sub(words)) << bits;
            match bits {
                0 => high,
                _ => high | (at(k.checked_sub(words + 1)) >> (64 - bits)),
            }
        }))
    }

    /// Each member moved down by so many.
    pub fn down(self, n: usize) -> Self {
        let (words, bits) = (n / 64, n % 64);
        let at = |k: usize| self.0.get(k).copied().unwrap_or(0);
        Self([0, 1, 2].map(|k| match bits {
            0 => at(k + words),
            _ => (at(k + words) >> bits) | (at(k + words + 1) << (64 - bits)),
        }))
    }

    /// The members with which a run of at least so many begins.
    pub fn starts(self, long: usize) -> Self {
        // `runs` are those with which a run of `known` begins.
        let (mut runs, mut known) = (self, 1);
        while known < long {
            let more = known.min(long - known);
            runs = runs & runs.down(more);
            known += more;
        }
        runs
    }

    pub fn first(self) -> Option<i64> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(word as i64 * 64 + i64::from(self.0[word].trailing_zeros()))
    }

    /// Where the run that goes on from `n` ends: the first that is not in the set.
    pub fn end_of_run(self, n: i64) -> i64 {
        (!self & !below(n)).first().unwrap_or(Self::LEN as i64)
    }

    pub fn members(self) -> impl Iterator<Item = i64> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let first = rest.first()?;
            rest = rest & !Self::range(first, first + 1);
            Some(first)
        })
    }
}

fn below(n: i64) -> Bits {
    let word = |k: i64| match n - k * 64 {
        ..=0 => 0,
        left @ 1..=63 => (1 << left) - 1,
        _ => u64::MAX,
    };
    Bits([word(0), word(1), word(2)])
}

impl BitAnd for Bits {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1], self.0[2] & other.0[2]])
    }
}

impl BitOr for Bits {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1], self.0[2] | other.0[2]])
    }
}

impl Not for Bits {
    type Output = Self;

    fn not(self) -> Self {
        Self(self.0.map(|word| !word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set(members: &BTreeSet<i64>) -> Bits {
        members.iter().fold(Bits::NONE, |all, n| all | Bits::range(*n, n + 1))
    }

    proptest! {
        #[test]
        fn they_are_a_set(
            members in prop::collection::btree_set(0i64..192, 0..192), n in 0usize..192,
            long in 1usize..192, from in -5i64..200, to in -5i64..200,
        ) {
            let bits = set(&members);
            prop_assert_eq!(bits.members().collect::<BTreeSet<_>>(), members.clone());
            prop_assert!((-3..200).all(|k| bits.has(k) == members.contains(&k)));
            let moved = |by: i64| -> BTreeSet<i64> {
                members.iter().map(|k| k + by).filter(|k| (0..192).contains(k)).collect()
            };
            prop_assert_eq!(bits.up(n), set(&moved(n as i64)));
            prop_assert_eq!(bits.down(n), set(&moved(-(n as i64))));
            let runs = |k: &i64| (*k..k + long as i64).all(|m| members.contains(&m));
            prop_assert_eq!(bits.starts(long), set(&(0..192).filter(runs).collect()));
            let range: BTreeSet<i64> = (from.max(0)..to.clamp(0, 192)).collect();
            prop_assert_eq!(Bits::range(from, to), set(&range));
            let end = (from.max(0)..192).find(|k| !members.contains(k)).unwrap_or(192);
            prop_assert_eq!(bits.end_of_run(from), end);
            prop_assert_eq!(bits.first(), members.first().copied());
            prop_assert_eq!((!bits).is_empty(), members.len() == 192);
        }
    }
}
