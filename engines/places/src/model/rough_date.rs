use lianxin_kernel::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A date as well as it is known: `2021`, `2017-06` or `2020-10-22`. Texts sort as the dates do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoughDate(String);

impl RoughDate {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day it can mean.
    pub fn earliest(&self) -> Option<Date> {
        let tail = match self.0.len() {
            4 => "-01-01",
            7 => "-01",
            _ => "",
        };
        format!("{}{tail}", self.0).parse().ok()
    }
}

impl FromStr for RoughDate {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rough = Self(text.to_owned());
        let long = matches!(text.len(), 4 | 7 | 10);
        match long && rough.earliest().is_some() {
            true => Ok(rough),
            false => Err("not_a_date: write 2021, 2017-06 or 2020-10-22"),
        }
    }
}

impl From<Date> for RoughDate {
    fn from(date: Date) -> Self {
        Self(date.to_string())
    }
}

impl fmt::Display for RoughDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RoughDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for RoughDate {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for RoughDate {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

impl utoipa::PartialSchema for RoughDate {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9]{4}(-[0-9]{2}){0,2}$"))
            .into()
    }
}

impl utoipa::ToSchema for RoughDate {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_keeps_the_precision_it_was_given() {
        for (text, first) in
            [("2021", "2021-01-01"), ("2017-06", "2017-06-01"), ("2020-10-22", "2020-10-22")]
        {
            let rough: RoughDate = text.parse().unwrap();
            assert_eq!(rough.as_str(), text);
            assert_eq!(rough.earliest().unwrap().to_string(), first);
        }
        for bad in ["", "21", "2021-13", "2020-02-30", "2020-1", "2020/01", "去年", "2020-10-22T"]
        {
            assert!(bad.parse::<RoughDate>().is_err(), "{bad}");
        }
    }
}
