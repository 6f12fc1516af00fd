use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

/// What stands against an answer. The text names the thing, the value and the way out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}: {why}", path.display())]
    File { path: PathBuf, why: String },
    /// The data is not what its format says.
    #[error("{what}, {at}: {why}")]
    Data { what: &'static str, at: String, why: String },
    /// A value that cannot be used; `field` is its name in files and interfaces.
    #[error("{field}: {why}")]
    Value { field: &'static str, why: String },
    /// The question has no answer; the text says which part stands against it and what would help.
    #[error("{0}")]
    Impossible(String),
    #[error("stopped on request")]
    Cancelled,
}

impl Error {
    pub fn data(what: &'static str, at: impl ToString, why: impl ToString) -> Self {
        Self::Data { what, at: at.to_string(), why: why.to_string() }
    }

    pub fn value(field: &'static str, why: impl ToString) -> Self {
        Self::Value { field, why: why.to_string() }
    }
}
