/// Lets an enum with `code` and `from_code` stand in a column, as its word.
#[macro_export]
macro_rules! word_column {
    ($name:ident, $code:ident, $from:ident) => {
        impl From<$name> for ::lianxin_db::Value {
            fn from(word: $name) -> Self {
                word.$code().into()
            }
        }

        impl ::lianxin_db::Column for $name {
            fn read(row: &::lianxin_db::Row<'_>, name: &str) -> ::lianxin_db::Result<Self> {
                let text: String = row.get(name)?;
                Self::$from(&text).ok_or_else(|| {
                    let why = format!("column {name}: {text} is no {}", stringify!($name));
                    ::lianxin_db::DbError::Driver(why.into())
                })
            }
        }
    };
}

/// Declares a closed list of words: the same word in SQL, JSON and the interface's text keys.
///
/// ```
/// lianxin_kernel::words! {
///     /// How far a center is.
///     pub enum Status { Planned = "planned", Open = "open" }
/// }
/// assert_eq!(Status::from_code("open"), Some(Status::Open));
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$word_meta:meta])* $word:ident = $code:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            ::serde::Serialize, ::serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$word_meta])* #[serde(rename = $code)] $word),*
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$word),*];

            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$word => $code),*
                }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$word),)*
                    _ => None,
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }

        $crate::word_column!($name, code, from_code);

        // Written out, since the derive does not see through a macro to the words.
        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                ::utoipa::openapi::ObjectBuilder::new()
                    .schema_type(::utoipa::openapi::schema::Type::String)
                    .enum_values(Some([$($code),*]))
                    .into()
            }
        }

        impl ::utoipa::ToSchema for $name {}
    };
}
