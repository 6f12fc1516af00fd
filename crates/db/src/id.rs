use std::fmt;
use uuid::Uuid;

/// A time-ordered identifier that knows its district (UUID version 8).
///
/// `tttttttt-tttt-8rrr-yrrr-ddddrrrrrrrr`: 48 bits of milliseconds, then 58 random bits around
/// the 16-bit district, which opens the last group so that people can read it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id([u8; 16]);

impl Id {
    /// All zero: no row has it.
    pub const NIL: Self = Self([0; 16]);

    /// `ms` since 1970 (the low 48 bits), the district, and 58 bits of `random` (the high 6 are dropped).
    pub const fn compose(ms: u64, district: u16, random: u64) -> Self {
        let (t, d, r) = (ms.to_be_bytes(), district.to_be_bytes(), random);
        // 12 bits beside the version, 14 beside the variant, 32 at the end.
        let high = (0x8000 | ((r >> 46) as u16 & 0x0FFF)).to_be_bytes();
        let mid = (0x8000 | ((r >> 32) as u16 & 0x3FFF)).to_be_bytes();
        let low = (r as u32).to_be_bytes();
        Self([
            t[2], t[3], t[4], t[5], t[6], t[7], high[0], high[1], mid[0], mid[1], d[0], d[1],
            low[0], low[1], low[2], low[3],
        ])
    }

    pub const fn district(&self) -> u16 {
        u16::from_be_bytes([self.0[10], self.0[11]])
    }

    /// When it was made: milliseconds since 1970.
    pub fn millis(&self) -> u64 {
        self.0[..6].iter().fold(0, |ms, b| ms << 8 | u64::from(*b))
    }

    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn knows_its_time_and_district_and_sorts_by_time() {
        let a = Id::compose(1_700_000_000_000, 0xBEEF, u64::MAX);
        let b = Id::compose(1_700_000_000_001, 7, 0);
        assert_eq!((a.district(), b.district()), (0xBEEF, 7));
        assert_eq!(a.millis(), 1_700_000_000_000);
        assert!(a < b);
        assert_eq!(a.to_string(), "018bcfe5-6800-8fff-bfff-beefffffffff");
        assert_eq!(b.to_string(), "018bcfe5-6801-8000-8000-000700000000");
        for id in [a, b] {
            assert_eq!(Uuid::from_bytes(id.0).get_version_num(), 8);
            assert_eq!(Uuid::from_bytes(id.0).get_variant(), uuid::Variant::RFC4122);
        }
    }

    #[test]
    fn each_of_58_random_bits_counts() {
        let ids: HashSet<_> = (0..58).map(|bit| Id::compose(1, 1, 1 << bit)).collect();
        assert_eq!(ids.len(), 58);
        assert_eq!(Id::compose(1, 1, 1 << 58), Id::compose(1, 1, 0));
        assert_eq!(Id::NIL.district(), 0);
    }
}
