use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Blocks given of blocks wanted, compared as the exact fraction.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Share {
    pub given: u8,
    /// At least 1.
    pub wanted: u8,
}

impl Share {
    pub const fn new(given: u8, wanted: u8) -> Self {
        Self { given, wanted }
    }
}

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (u16::from(self.given), u16::from(other.given));
        (a * u16::from(other.wanted)).cmp(&(b * u16::from(self.wanted)))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// One half is two quarters.
impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Share {}
