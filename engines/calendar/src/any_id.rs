//! Ids whose kind this engine does not know (owners, things, people), in JSON: `any_` and 26 characters.
use lianxin_kernel::{AnyId, KindOf};
use serde::{Deserialize, Deserializer, Serializer, de};

pub(crate) const PREFIX: &str = "any";

pub fn serialize<S: Serializer>(id: &AnyId, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&KindOf::show(PREFIX, *id))
}

pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<AnyId, D::Error> {
    let text = String::deserialize(d)?;
    let id = KindOf::parse(PREFIX, &text);
    id.ok_or_else(|| de::Error::custom("unknown: not an id like any_…"))
}
