use crate::{Date, Money, Names, TimeOfDay, Timestamp};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What was decided and why. Stored as it is and shown to the person it concerns, in their
/// language: the texts live at the edge, under `reason.<code>`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Decision {
    pub outcome: Outcome,
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Yes,
    Waiting,
    No,
}

/// One reason: a code of a closed list and the values its text names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    #[serde(default)]
    pub values: BTreeMap<String, ReasonValue>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ReasonValue {
    Number(i64),
    Text(String),
    /// What data are called, for each reader in their language.
    Names(Names),
}

/// A reason the program can give: its code and the names of its values, gathered by the linker so
/// that one test can hold the translations against them.
pub struct ReasonText {
    pub code: &'static str,
    pub values: &'static [&'static str],
}

#[linkme::distributed_slice]
pub static REASONS: [ReasonText];

impl Decision {
    pub fn yes(reasons: Vec<Reason>) -> Self {
        Self { outcome: Outcome::Yes, reasons }
    }

    pub fn waiting(reasons: Vec<Reason>) -> Self {
        Self { outcome: Outcome::Waiting, reasons }
    }

    pub fn no(reasons: Vec<Reason>) -> Self {
        Self { outcome: Outcome::No, reasons }
    }
}

impl Reason {
    pub fn new(code: &'static str) -> Self {
        Self { code: code.into(), values: BTreeMap::new() }
    }

    pub fn with(mut self, name: &str, value: impl Into<ReasonValue>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

/// Makes a [`Reason`]: `reason!("seats.full", party = 2, free = 0)`. Its code and the names of its
/// values join [`REASONS`].
#[macro_export]
macro_rules! reason {
    ($code:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[$crate::linkme::distributed_slice($crate::REASONS)]
        #[linkme(crate = $crate::linkme)]
        static REASON: $crate::ReasonText =
            $crate::ReasonText { code: $code, values: &[$(stringify!($name)),*] };
        $crate::Reason::new($code)$(.with(stringify!($name), $value))*
    }};
}

impl From<&str> for ReasonValue {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}

impl From<String> for ReasonValue {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}

impl From<Names> for ReasonValue {
    fn from(v: Names) -> Self {
        Self::Names(v)
    }
}

impl From<i64> for ReasonValue {
    fn from(v: i64) -> Self {
        Self::Number(v)
    }
}

macro_rules! as_text {
    ($($type:ty),*) => {$(
        impl From<$type> for ReasonValue {
            fn from(v: $type) -> Self {
                Self::Text(v.to_string())
            }
        }
    )*};
}
as_text!(Timestamp, Date, TimeOfDay);

impl From<Money> for ReasonValue {
    fn from(v: Money) -> Self {
        Self::Number(v.in_fen())
    }
}
