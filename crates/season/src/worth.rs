use crate::level::Level;
use crate::round::Round;
use serde::{Deserialize, Serialize};
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

const PARTS: usize = 3;
/// Where a part ends: what is summed in it never comes near the end of its type.
const PART: i128 = 1 << 72;
/// So many of them, times any number of a round, still fit.
const MOST: i128 = 1 << 96;

/// All levels of something in one exact number that orders as comparing them one by one does.
/// 18 shares, 200 clubs and the ranks need some 210 bits, so it has parts, most important first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Worth([i128; PARTS]);

impl Worth {
    pub const ZERO: Self = Self([0; PARTS]);

    pub const fn plain(amount: i128) -> Self {
        Self([0, 0, amount])
    }

    /// The least important part.
    pub const fn low(self) -> i128 {
        self.0[PARTS - 1]
    }

    /// For each level, what one of it is worth: more than all that the later levels can make up.
    pub fn of_levels(round: &Round, levels: &[Level]) -> Vec<Self> {
        let (mut part, mut one) = (PARTS - 1, 1);
        let mut worths = vec![Self::ZERO; levels.len()];
        for (worth, level) in worths.iter_mut().zip(levels).rev() {
            let (least, most) = level.range(round);
            let steps = i128::from(most - least) + 1;
            worth.0[part] = one;
            if one > PART / steps && part > 0 {
                (part, one) = (part - 1, 1);
            } else {
                one *= steps;
            }
        }
        worths
    }

    /// The worth of these values of the levels.
    pub fn sum(worths: &[Self], values: impl IntoIterator<Item = i64>) -> Self {
        let some = worths.iter().zip(values).filter(|(_, value)| *value != 0);
        some.fold(Self::ZERO, |sum, (&worth, value)| sum + worth * value)
    }

    /// Whether so much can be summed and multiplied here without leaving the type.
    pub fn are_small(all: impl IntoIterator<Item = Self>) -> bool {
        let mut left = [MOST; PARTS];
        all.into_iter().all(|worth| {
            left.iter_mut().zip(worth.0).all(|(left, part)| {
                *left = left.saturating_sub_unsigned(part.unsigned_abs());
                *left > 0
            })
        })
    }

    fn with(self, other: Self, of: impl Fn(i128, i128) -> i128) -> Self {
        let mut parts = self.0;
        parts.iter_mut().zip(other.0).for_each(|(a, b)| *a = of(*a, b));
        Self(parts)
    }
}

impl Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }
}

impl Sub for Worth {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }
}

impl Neg for Worth {
    type Output = Self;
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl Mul<i64> for Worth {
    type Output = Self;
    fn mul(self, times: i64) -> Self {
        Self(self.0.map(|part| part * i128::from(times)))
    }
}

impl AddAssign for Worth {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Worth {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
