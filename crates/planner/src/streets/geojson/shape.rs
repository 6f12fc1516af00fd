//! GeoJSON as it is written, read without keeping what is not looked at.
use crate::streets::Way;
use crate::streets::tags::{Key, Tags};
use serde::de::{self, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de::IntoDeserializer};
use std::fmt;

#[derive(Deserialize)]
pub(super) struct Collection {
    #[serde(rename = "type", default)]
    pub kind: String,
    #[serde(default)]
    pub features: Vec<Feature>,
    /// The name of the system of coordinates, which old files carry.
    #[serde(rename = "crs", default, deserialize_with = "system")]
    pub system: Option<String>,
    /// What Overpass writes has these.
    #[serde(default, deserialize_with = "there")]
    pub elements: bool,
}

#[derive(Deserialize)]
pub(super) struct Feature {
    #[serde(default)]
    pub geometry: Option<Geometry>,
    #[serde(default, deserialize_with = "properties")]
    pub properties: Properties,
}

#[derive(Deserialize)]
pub(super) struct Geometry {
    #[serde(rename = "type", default)]
    pub kind: String,
    #[serde(default)]
    pub coordinates: Coordinates,
}

#[derive(Default)]
pub(super) struct Properties {
    pub tags: Tags,
    pub kind: Option<Way>,
}

/// Coordinates, as deep as they are nested.
#[derive(Default)]
pub(super) enum Coordinates {
    #[default]
    Nothing,
    Number(f64),
    Position(f64, f64),
    List(Vec<(f64, f64)>),
    Lists(Vec<Vec<(f64, f64)>>),
    /// What areas have.
    Deeper,
}

fn there<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(from).map(|_| true)
}

fn system<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct System {
        #[serde(default)]
        properties: Named,
    }
    #[derive(Deserialize, Default)]
    struct Named {
        #[serde(default)]
        name: Option<String>,
    }
    Ok(Option::<System>::deserialize(from)?.and_then(|system| system.properties.name))
}

fn properties<'de, D: Deserializer<'de>>(from: D) -> Result<Properties, D::Error> {
    Ok(Option::<Properties>::deserialize(from)?.unwrap_or_default())
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut properties = Properties::default();
        while let Some(name) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            match Key::named(name.as_bytes()) {
                Some(key) => {
                    if let Text(Some(text)) = map.next_value()? {
                        properties.tags.set(key, text.as_bytes());
                    }
                }
                None if name == "kind" => {
                    let Text(text) = map.next_value()?;
                    properties.kind = text.and_then(|text| named(&text));
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(properties)
    }
}

fn named(text: &str) -> Option<Way> {
    let from: de::value::StrDeserializer<'_, de::value::Error> = text.into_deserializer();
    Way::deserialize(from).ok()
}

/// A text, or the first of several (where ways were merged); other values say nothing.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Text(String),
            Texts(Vec<String>),
            Other(IgnoredAny),
        }
        Ok(Self(match Any::deserialize(from)? {
            Any::Text(text) => Some(text),
            Any::Texts(texts) => texts.into_iter().next(),
            Any::Other(_) => None,
        }))
    }
}

impl<'de> Deserialize<'de> for Coordinates {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CoordinatesVisitor)
    }
}

struct CoordinatesVisitor;

impl<'de> Visitor<'de> for CoordinatesVisitor {
    type Value = Coordinates;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("coordinates")
    }

    fn visit_f64<E>(self, number: f64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Coordinates, E> {
        Ok(Coordinates::Number(number as f64))
    }

    fn visit_unit<E>(self) -> Result<Coordinates, E> {
        Ok(Coordinates::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Coordinates, A::Error> {
        let mixed = || de::Error::custom("coordinates are nested unevenly");
        let Some(first) = seq.next_element::<Coordinates>()? else {
            return Ok(Coordinates::Nothing);
        };
        match first {
            Coordinates::Number(lon) => {
                let Some(Coordinates::Number(lat)) = seq.next_element()? else {
                    return Err(de::Error::custom("a position is not two numbers"));
                };
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Coordinates::Position(lon, lat))
            }
            Coordinates::Position(lon, lat) => {
                let mut list = vec![(lon, lat)];
                while let Some(next) = seq.next_element()? {
                    let Coordinates::Position(lon, lat) = next else { return Err(mixed()) };
                    list.push((lon, lat));
                }
                Ok(Coordinates::List(list))
            }
            Coordinates::List(list) => {
                let mut lists = vec![list];
                while let Some(next) = seq.next_element()? {
                    match next {
                        Coordinates::List(list) => lists.push(list),
                        Coordinates::Nothing => {}
                        _ => return Err(mixed()),
                    }
                }
                Ok(Coordinates::Lists(lists))
            }
            Coordinates::Nothing | Coordinates::Lists(_) | Coordinates::Deeper => {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Coordinates::Deeper)
            }
        }
    }
}
