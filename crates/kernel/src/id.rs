use data_encoding::{Encoding, Specification};
use lianxin_db::Id;
use std::sync::LazyLock;

/// Crockford's alphabet in lower case: no i, l, o, u to misread, and text order is time order.
static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    spec.check_trailing_bits = true;
    spec.encoding().ok()
});

/// An id of one kind: `ses_01k…`, a prefix and 26 characters. Kinds do not mix.
pub trait Kind: Copy + Send + Sync + Into<Id> + From<Id> + 'static {
    const PREFIX: &'static str;

    fn id(self) -> Id {
        self.into()
    }

    /// The district this thing lives in; part of its key.
    fn district(self) -> i64 {
        i64::from(self.id().district())
    }
}

/// Any id, when the kind does not matter (audit lines, places that own things).
pub type AnyId = Id;

/// The kind an id text names by its prefix.
pub struct KindOf;

impl KindOf {
    pub fn show(prefix: &str, id: Id) -> String {
        let body = BASE32.as_ref().map(|b| b.encode(id.as_bytes()));
        format!("{prefix}_{}", body.unwrap_or_default())
    }

    pub fn parse(prefix: &str, text: &str) -> Option<Id> {
        let body = text.strip_prefix(prefix)?.strip_prefix('_')?;
        if body.len() != 26 {
            return None;
        }
        let bytes = BASE32.as_ref()?.decode(body.as_bytes()).ok()?;
        bytes.try_into().ok().map(Id::from_bytes)
    }
}

/// Declares a kind of id: `id!(SessionId, "ses")`.
///
/// Shown and read in JSON as `ses_` and 26 characters; stored as 16 bytes.
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $crate::AnyId);

        impl $crate::Kind for $name {
            const PREFIX: &'static str = $prefix;
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&$crate::KindOf::show($prefix, self.0))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self, f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> $crate::Result<Self> {
                let id = $crate::KindOf::parse($prefix, text);
                id.map(Self).ok_or($crate::Error::NotFound(stringify!($name)))
            }
        }

        impl From<$name> for $crate::AnyId {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<$crate::AnyId> for $name {
            fn from(id: $crate::AnyId) -> Self {
                Self(id)
            }
        }

        impl From<$name> for ::lianxin_db::Value {
            fn from(id: $name) -> Self {
                id.0.into()
            }
        }

        impl ::lianxin_db::Column for $name {
            fn read(row: &::lianxin_db::Row<'_>, name: &str) -> ::lianxin_db::Result<Self> {
                row.get(name).map(Self)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str>>::deserialize(d)?;
                let id = $crate::KindOf::parse($prefix, &text);
                id.map(Self).ok_or_else(|| {
                    ::serde::de::Error::custom(concat!("unknown: not an id like ", $prefix, "_…"))
                })
            }
        }

        impl ::utoipa::PartialSchema for $name {
            fn schema() -> ::utoipa::openapi::RefOr<::utoipa::openapi::schema::Schema> {
                ::utoipa::openapi::ObjectBuilder::new()
                    .schema_type(::utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-hjkmnp-tv-z]{26}$")))
                    .into()
            }
        }

        impl ::utoipa::ToSchema for $name {}
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    crate::id!(TeaId, "tea");
    crate::id!(CupId, "cup");

    #[test]
    fn a_kind_reads_only_its_own_prefix() {
        let tea = TeaId(Id::compose(1_700_000_000_000, 310, 7));
        let text = tea.to_string();
        assert_eq!(text.len(), "tea_".len() + 26);
        assert_eq!(text.parse::<TeaId>().unwrap(), tea);
        assert!(text.parse::<CupId>().is_err());
        assert!(serde_json::from_str::<CupId>(&format!("\"{text}\"")).is_err());
    }

    proptest! {
        #[test]
        fn text_keeps_the_id_and_its_order(a in any::<[u8; 16]>(), b in any::<[u8; 16]>()) {
            let (a, b) = (TeaId(Id::from_bytes(a)), TeaId(Id::from_bytes(b)));
            prop_assert_eq!(a.to_string().parse::<TeaId>().unwrap(), a);
            prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = text.parse::<TeaId>();
        }
    }
}
