use crate::{FromRow, Id, Result, Row, Value};
use rusqlite::types::ValueRef;
use tokio_postgres::types::Type;

/// A value as SQLite keeps it: a truth value is a number, an id is bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What a column wants to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Bool,
    Id,
}

impl Kind {
    /// By the name of a type of PostgreSQL; those of SQLite are all plain.
    pub(super) fn of(native: &str) -> Self {
        match native {
            "boolean" => Self::Bool,
            "uuid" => Self::Id,
            _ => Self::Plain,
        }
    }
}

impl Cell {
    /// As a column of this kind takes it; one that does not fit is given as it is, and the engine says so.
    pub(super) fn value(self, kind: Kind) -> Value {
        match (self, kind) {
            (Self::Null, _) => Value::Null,
            (Self::Int(n), Kind::Bool) => Value::Bool(n != 0),
            (Self::Int(n), _) => Value::Int(n),
            (Self::Real(x), _) => Value::Float(x),
            (Self::Text(text), _) => Value::Text(text),
            (Self::Bytes(bytes), Kind::Id) => match <[u8; 16]>::try_from(bytes.as_slice()) {
                Ok(id) => Value::Id(Id::from_bytes(id)),
                Err(_) => Value::Bytes(bytes),
            },
            (Self::Bytes(bytes), _) => Value::Bytes(bytes),
        }
    }
}

/// A whole row, whatever its columns are.
pub(super) struct Whole(pub Vec<Cell>);

impl FromRow for Whole {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(match row {
            Row::Sqlite(row) => {
                let count = row.as_ref().column_count();
                (0..count).map(|n| Ok(of_sqlite(row.get_ref(n)?))).collect::<Result<_>>()?
            }
            Row::Postgres(row) => {
                let names = row.columns().iter().map(|c| (c.name(), c.type_()));
                names.map(|(name, kind)| of_postgres(row, name, kind)).collect::<Result<_>>()?
            }
        }))
    }
}

fn of_sqlite(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(n) => Cell::Int(n),
        ValueRef::Real(x) => Cell::Real(x),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
    }
}

fn of_postgres(row: &tokio_postgres::Row, name: &str, kind: &Type) -> Result<Cell> {
    let row = Row::Postgres(row);
    if row.is_null(name)? {
        return Ok(Cell::Null);
    }
    Ok(match *kind {
        Type::BOOL => Cell::Int(i64::from(row.get::<bool>(name)?)),
        Type::FLOAT8 => Cell::Real(row.get(name)?),
        Type::UUID => Cell::Bytes(row.get::<Id>(name)?.as_bytes().to_vec()),
        Type::BYTEA => Cell::Bytes(row.get(name)?),
        Type::TEXT | Type::VARCHAR => Cell::Text(row.get(name)?),
        _ => Cell::Int(row.get(name)?),
    })
}
