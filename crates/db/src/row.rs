use crate::error::with_source;
use crate::{DbError, Id, Json, Result, Timestamp};
use rusqlite::types::FromSql as FromSqlite;
use std::error::Error;
use tokio_postgres::types::{FromSql, Type};

/// One row of an answer, while it is being read.
pub enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// What a column can be read as on both engines: `i64`, `f64`, `bool`, `String`, `Vec<u8>`, [`crate::Id`],
/// [`crate::Timestamp`], [`crate::Json`], and an `Option` of each. Types above this crate (typed ids, civil dates,
/// closed lists of words) read one of the plain kinds and check it.
pub trait Column: Sized {
    /// Called for a column that is not null, unless `Self` knows what to do with one that is.
    fn read(row: &Row<'_>, name: &str) -> Result<Self>;
}

impl Row<'_> {
    /// The column `name`; a missing column or another kind is a [`DbError::Driver`].
    pub fn get<T: Column>(&self, name: &str) -> Result<T> {
        T::read(self, name)
    }

    /// Whether the column `name` is null.
    pub fn is_null(&self, name: &str) -> Result<bool> {
        match self {
            Self::Sqlite(row) => {
                let value = row.get_ref(name).map_err(|e| unreadable(name, e))?;
                Ok(value == rusqlite::types::ValueRef::Null)
            }
            Self::Postgres(row) => {
                let value: Option<Anything> = row.try_get(name).map_err(|e| unreadable(name, e))?;
                Ok(value.is_none())
            }
        }
    }

    fn plain<T: FromSqlite + for<'a> FromSql<'a>>(&self, name: &str) -> Result<T> {
        match self {
            Self::Sqlite(row) => row.get(name).map_err(|e| unreadable(name, e)),
            Self::Postgres(row) => on_postgres(row, name).map_err(|e| unreadable(name, e)),
        }
    }
}

fn unreadable(name: &str, why: impl std::fmt::Display) -> DbError {
    DbError::driver(format!("column {name}: {why}"))
}

/// A value of any type that is there.
struct Anything;

impl<'a> FromSql<'a> for Anything {
    fn from_sql(_: &Type, _: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, name: &str) -> Result<Self> {
                row.plain(name)
            }
        }
    )*};
}
plain!(bool, i64, f64, String, Vec<u8>, Id, Timestamp, Json);

impl<T: Column> Column for Option<T> {
    fn read(row: &Row<'_>, name: &str) -> Result<Self> {
        match row.is_null(name)? {
            true => Ok(None),
            false => T::read(row, name).map(Some),
        }
    }
}

/// How a type is read from a row.
pub trait FromRow: Sized {
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

/// PostgreSQL has `1` and `case when … then 1 end` narrower than SQLite; they are widened here, so that a
/// statement need not cast them.
fn on_postgres<T: for<'a> FromSql<'a>>(
    row: &tokio_postgres::Row,
    name: &str,
) -> Result<T, Box<dyn Error + Sync + Send>> {
    let column = row.columns().iter().find(|c| c.name() == name);
    let kind = column.map_or(&Type::UNKNOWN, |c| c.type_());
    let narrow = matches!(*kind, Type::INT2 | Type::INT4);
    if !narrow || !T::accepts(&Type::INT8) {
        return row.try_get(name).map_err(|e| with_source(&e).into());
    }
    let wide = match *kind {
        Type::INT2 => row.try_get::<_, Option<i16>>(name)?.map(i64::from),
        _ => row.try_get::<_, Option<i32>>(name)?.map(i64::from),
    };
    match wide {
        Some(n) => T::from_sql(&Type::INT8, &n.to_be_bytes()),
        None => T::from_sql_null(&Type::INT8),
    }
}
