//! How the texts of the model stand in columns.
use crate::model::{Key, RoughDate};
use lianxin_db::{Column, DbError, Row, Value};

macro_rules! text_column {
    ($type:ident) => {
        impl From<&$type> for Value {
            fn from(value: &$type) -> Self {
                value.as_str().into()
            }
        }

        impl Column for $type {
            fn read(row: &Row<'_>, name: &str) -> lianxin_db::Result<Self> {
                let text: String = row.get(name)?;
                let wrong = |why| DbError::Driver(format!("column {name}: {text} is {why}").into());
                text.parse().map_err(wrong)
            }
        }
    };
}
text_column!(Key);
text_column!(RoughDate);
