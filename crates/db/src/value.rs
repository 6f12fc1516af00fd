use crate::Id;
use rusqlite::types::{FromSql as FromSqlite, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use std::error::Error;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

/// A moment in UTC, microseconds since 1970: a 64-bit integer on both engines, so both sort alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

/// A JSON document: opaque text that SQL never looks into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(pub String);

/// Every kind of thing a statement may carry. Civil dates are ISO text at this level.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Bytes(Vec<u8>),
    Id(Id),
    Time(Timestamp),
    Json(Json),
}

macro_rules! from {
    ($($type:ty => $kind:ident),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(v: $type) -> Self {
                Self::$kind(v)
            }
        }
    )*};
}
from! {
    bool => Bool, i64 => Int, f64 => Float, String => Text, Vec<u8> => Bytes,
    Id => Id, Timestamp => Time, Json => Json,
}

macro_rules! widened {
    ($($type:ty => $kind:ident $how:expr),* $(,)?) => {$(
        impl From<$type> for Value {
            fn from(v: $type) -> Self {
                Self::$kind($how(v))
            }
        }
    )*};
}
widened! {
    u16 => Int i64::from, i32 => Int i64::from, u32 => Int i64::from,
    &str => Text str::to_owned, &String => Text String::clone, &[u8] => Bytes <[u8]>::to_vec,
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Bool(v) => ValueRef::Integer(i64::from(*v)),
            Self::Int(v) | Self::Time(Timestamp(v)) => ValueRef::Integer(*v),
            Self::Float(v) => ValueRef::Real(*v),
            Self::Text(v) | Self::Json(Json(v)) => ValueRef::Text(v.as_bytes()),
            Self::Bytes(v) => ValueRef::Blob(v),
            Self::Id(v) => ValueRef::Blob(v.as_bytes()),
        }))
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        // The inner checked call refuses a value whose kind is not that of the column.
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql_checked(ty, out),
            Self::Int(v) | Self::Time(Timestamp(v)) => v.to_sql_checked(ty, out),
            Self::Float(v) => v.to_sql_checked(ty, out),
            Self::Text(v) | Self::Json(Json(v)) => v.to_sql_checked(ty, out),
            Self::Bytes(v) => v.to_sql_checked(ty, out),
            Self::Id(_) if *ty != Type::UUID => Err(format!("an id for a {ty}").into()),
            Self::Id(v) => {
                out.extend_from_slice(v.as_bytes());
                Ok(IsNull::No)
            }
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl FromSqlite for Id {
    fn column_result(v: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = v.as_blob()?.try_into();
        bytes.map(Self::from_bytes).map_err(FromSqlError::other)
    }
}

impl<'a> FromSql<'a> for Id {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::from_bytes(raw.try_into()?))
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::UUID
    }
}

macro_rules! like {
    ($($type:ident as $inner:ty),*) => {$(
        impl FromSqlite for $type {
            fn column_result(v: ValueRef<'_>) -> FromSqlResult<Self> {
                <$inner>::column_result(v).map($type)
            }
        }

        impl<'a> FromSql<'a> for $type {
            fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
                <$inner as FromSql>::from_sql(ty, raw).map($type)
            }

            fn accepts(ty: &Type) -> bool {
                <$inner as FromSql>::accepts(ty)
            }
        }
    )*};
}
like!(Timestamp as i64, Json as String);
