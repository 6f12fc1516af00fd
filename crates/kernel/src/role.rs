use lianxin_db::{Column, DbError, Row, Value};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{LazyLock, Mutex, PoisonError};

/// What someone is at a place. The program brings some roles, and which permissions they have each
/// module says in its `permissions.rs`; an installation may change that and add roles of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(&'static str);

macro_rules! built_in {
    ($($(#[$meta:meta])* $name:ident = $code:literal),* $(,)?) => {
        #[expect(non_upper_case_globals, reason = "a role reads like the word of a closed list")]
        impl Role {
            $($(#[$meta])* pub const $name: Self = Self($code);)*

            /// The roles the program brings.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

built_in! {
    /// Nobody signed in.
    Anyone = "anyone",
    /// Every signed-in person, for what is their own.
    Resident = "resident",
    /// Front desk of a center.
    Clerk = "clerk",
    /// Has a center open after hours or on a holiday.
    DutyOfficer = "duty_officer",
    SocialWorker = "social_worker",
    /// Runs centers for an organization under contract, and holds only within it.
    Operator = "operator",
    CenterManager = "center_manager",
    DistrictManager = "district_manager",
    /// Reads the audit and nothing else (GB/T 22239-2019: administration and its inspection are
    /// different people).
    Auditor = "auditor",
    Administrator = "administrator",
}

/// How many roles one installation may have.
const MOST: usize = 1_000;

impl Role {
    /// Built-in roles that are granted at a place. The others come by themselves.
    pub const GRANTED: &'static [Self] = &[
        Self::Clerk,
        Self::DutyOfficer,
        Self::SocialWorker,
        Self::Operator,
        Self::CenterManager,
        Self::DistrictManager,
        Self::Auditor,
        Self::Administrator,
    ];

    pub fn code(self) -> &'static str {
        self.0
    }

    /// Whether this role looks at places from above: it gets figures, and never a name.
    pub fn above(self) -> bool {
        self == Self::DistrictManager
    }

    pub fn is_built_in(self) -> bool {
        Self::ALL.contains(&self)
    }

    /// A role by its key: small letters, digits and `_`, 2 to 40, a letter in front.
    pub fn from_code(code: &str) -> Option<Self> {
        if let Some(built_in) = Self::ALL.iter().find(|role| role.0 == code) {
            return Some(*built_in);
        }
        let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        let well_formed = (2..=40).contains(&code.len())
            && code.starts_with(|c: char| c.is_ascii_lowercase())
            && code.bytes().all(letters);
        match well_formed {
            true => kept(code).map(Self),
            false => None,
        }
    }
}

/// Keys of roles stay for the life of the process, each once, so that a role is as light as a word.
fn kept(code: &str) -> Option<&'static str> {
    static KEPT: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(same) = all.get(code) {
        return Some(same);
    }
    if all.len() >= MOST {
        return None;
    }
    let new: &'static str = Box::leak(code.to_owned().into_boxed_str());
    all.insert(new);
    Some(new)
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        let wrong = || serde::de::Error::custom("unknown: not the key of a role");
        Self::from_code(&text).ok_or_else(wrong)
    }
}

impl From<Role> for Value {
    fn from(role: Role) -> Self {
        role.0.into()
    }
}

impl Column for Role {
    fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
        let text: String = row.get(name)?;
        let why = || DbError::Driver(format!("column {name}: {text} is no role").into());
        Self::from_code(&text).ok_or_else(why)
    }
}

impl utoipa::PartialSchema for Role {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[a-z][a-z0-9_]{1,39}$"))
            .examples(["clerk"])
            .into()
    }
}

impl utoipa::ToSchema for Role {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_the_same_by_whatever_way_it_comes() {
        assert_eq!(Role::from_code("clerk"), Some(Role::Clerk));
        let own = Role::from_code("evening_desk").unwrap();
        assert_eq!(Role::from_code(&format!("evening_{}", "desk")), Some(own));
        assert!(!own.is_built_in() && !own.above());
        assert_eq!(serde_json::to_string(&own).unwrap(), "\"evening_desk\"");
        assert_eq!(serde_json::from_str::<Role>("\"clerk\"").unwrap(), Role::Clerk);
        for no in ["", "a", "Clerk", "1a", "a-b", "a b", &"a".repeat(41)] {
            assert_eq!(Role::from_code(no), None, "{no}");
        }
    }
}
