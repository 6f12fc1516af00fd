use crate::{Reason, ReasonValue};
use lianxin_db::{DbError, RetryHint};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can stop a command or a query. One closed list for all modules; what is
/// particular to one stands in the reasons.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    #[error("sign in first")]
    SignIn,
    #[error("you may not do this here")]
    Forbidden,
    /// They may, once they prove a second factor in this sign-in.
    #[error("prove your second factor first")]
    SecondFactor,
    /// Who asked for something does not decide it.
    #[error("you asked for this yourself; somebody else decides it")]
    OwnRequest,
    #[error("no such {0}")]
    NotFound(&'static str),
    /// The state of things stands against it.
    #[error("not possible now: {}", codes(.0))]
    Conflict(Vec<Reason>),
    #[error("check the input: {}", fields(.0))]
    Invalid(Vec<FieldError>),
    /// Tried too often; after so many seconds it may be tried again.
    #[error("tried too often; try again in {after} s")]
    TooMany { after: u32 },
    #[error("too much at once: {0}")]
    TooLarge(String),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("{0}")]
    Internal(String),
}

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FieldError {
    /// The path of the field: `title.zh-CN`, `companions.0.name`.
    pub field: String,
    pub code: FieldCode,
    pub values: BTreeMap<String, ReasonValue>,
}

crate::words! {
    /// Why a field was refused; its text is `field.<code>`.
    pub enum FieldCode {
        Required = "required",
        TooLong = "too_long",
        TooShort = "too_short",
        TooMany = "too_many",
        NotADate = "not_a_date",
        InPast = "in_past",
        BeforeStart = "before_start",
        OutOfRange = "out_of_range",
        Unknown = "unknown",
        NotAPhone = "not_a_phone",
        WrongType = "wrong_type",
        ControlCharacters = "control_characters",
        Taken = "taken",
        Wrong = "wrong",
        /// Of a password: among the first that anyone tries.
        EasyToGuess = "easy_to_guess",
        /// Given beside another field that says the same thing in another way.
        OnlyOne = "only_one",
    }
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: FieldCode) -> Self {
        Self { field: field.into(), code, values: BTreeMap::new() }
    }

    pub fn with(mut self, name: &str, value: impl Into<ReasonValue>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }
}

impl Error {
    pub fn field(field: impl Into<String>, code: FieldCode) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    pub fn reason(reason: Reason) -> Self {
        Self::Conflict(vec![reason])
    }

    pub fn internal(why: impl ToString) -> Self {
        Self::Internal(why.to_string())
    }

    /// Nothing was begun, because too many wait or the database can't be reached: try again.
    pub fn is_busy(&self) -> bool {
        use DbError as D;
        matches!(self, Self::Db(D::Busy | D::Retry | D::TimedOut | D::Unreachable(_) | D::Closed))
    }

    /// There is no room left to save in; nothing was changed.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Db(DbError::Full(_)))
    }

    /// The disk takes nothing anymore; reading goes on.
    pub fn is_read_only(&self) -> bool {
        matches!(self, Self::Db(DbError::Poisoned | DbError::Disk(_)))
    }

    /// The change may have been saved or not. Sending it again under the same key settles it.
    pub fn is_unknown_outcome(&self) -> bool {
        matches!(self, Self::Db(DbError::Unknown(_)))
    }

    /// Whether a conflict names this reason.
    pub fn has_reason(&self, code: &str) -> bool {
        matches!(self, Self::Conflict(reasons) if reasons.iter().any(|r| r.code == code))
    }
}

/// Turns a missing row into "no such …".
pub trait Found<T> {
    fn found(self, what: &'static str) -> Result<T>;
}

impl<T> Found<T> for Option<T> {
    fn found(self, what: &'static str) -> Result<T> {
        self.ok_or(Error::NotFound(what))
    }
}

impl RetryHint for Error {
    fn lost_a_race(&self) -> bool {
        matches!(self, Self::Db(e) if e.lost_a_race())
    }
}

fn codes(reasons: &[Reason]) -> String {
    let codes: Vec<&str> = reasons.iter().map(|r| r.code.as_ref()).collect();
    codes.join(", ")
}

fn fields(fields: &[FieldError]) -> String {
    let each = fields.iter().map(|f| format!("{} {}", f.field, f.code));
    each.collect::<Vec<_>>().join(", ")
}
