use lianxin_db::{Column, Row, Value};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount in fen (hundredths of a yuan). Never a float.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
struct Shown {
    /// In fen.
    amount: i64,
    #[schema(pattern = "^CNY$")]
    currency: String,
}

impl Money {
    pub const ZERO: Self = Self(0);

    pub const fn fen(amount: i64) -> Self {
        Self(amount)
    }

    pub const fn in_fen(self) -> i64 {
        self.0
    }

    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    pub fn times(self, n: i64) -> Option<Self> {
        self.0.checked_mul(n).map(Self)
    }

    /// Equal shares that together are the whole: the first ones carry the rest.
    pub fn shares(self, parts: u32) -> Vec<Self> {
        let Some(each) = self.0.checked_div_euclid(i64::from(parts)) else {
            return vec![];
        };
        let rest = self.0 - each * i64::from(parts);
        let share = |n| Self(each + i64::from(i64::from(n) < rest));
        (0..parts).map(share).collect()
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let shown = Shown { amount: self.0, currency: "CNY".into() };
        shown.serialize(s)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let Shown { amount, currency } = Shown::deserialize(d)?;
        match currency.as_str() {
            "CNY" => Ok(Self(amount)),
            _ => Err(serde::de::Error::custom("unknown: this installation counts in CNY")),
        }
    }
}

impl utoipa::PartialSchema for Money {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        Shown::schema()
    }
}

impl ToSchema for Money {}

impl From<Money> for Value {
    fn from(m: Money) -> Self {
        m.0.into()
    }
}

impl Column for Money {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        row.get(name).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn shares_lose_no_fen(amount in -1_000_000_000i64..1_000_000_000, parts in 1u32..500) {
            let shares = Money::fen(amount).shares(parts);
            prop_assert_eq!(shares.len(), parts as usize);
            prop_assert_eq!(shares.iter().map(|m| m.in_fen()).sum::<i64>(), amount);
            let (least, most) = (shares.iter().min().unwrap(), shares.iter().max().unwrap());
            prop_assert!(most.in_fen() - least.in_fen() <= 1);
        }
    }

    #[test]
    fn the_edge_of_the_range_is_no_amount() {
        assert_eq!(Money::fen(i64::MAX).plus(Money::fen(1)), None);
        assert!(Money::fen(5).shares(0).is_empty());
    }
}
