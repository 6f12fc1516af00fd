use super::report::{Outcome, Report};
use lianxin_kernel::Line;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub(super) type Fields = Map<String, Value>;

/// One object of a file while it is read: every field that is taken is gone from it, what is wrong
/// is noted, and what is left at the end is told as unknown.
pub(super) struct Entry {
    pub key: String,
    fields: Fields,
    wrong: Vec<(String, String)>,
}

/// The American spelling of a field's name, and of a code in lower case.
pub(super) fn american(name: &str) -> String {
    let pairs = [
        ("centre", "center"),
        ("programme", "program"),
        ("organisation", "organization"),
        ("neighbour", "neighbor"),
    ];
    pairs.iter().fold(name.to_owned(), |name, (from, to)| name.replace(from, to))
}

impl Entry {
    /// From one item of a list; `None`, and a line, when it is no object with a key.
    pub fn read(item: Value, list: &str, nth: usize, report: &mut Report) -> Option<Self> {
        let place = format!("{list}.{nth}");
        let Value::Object(fields) = item else {
            report.add(&place, None, Outcome::Refused, "wrong_type: an object is needed");
            return None;
        };
        let mut entry = Self::of("", fields);
        match entry.fields.remove("key") {
            Some(Value::String(key)) => Some(Self { key, ..entry }),
            _ => {
                report.add(&place, Some("key"), Outcome::Refused, "required");
                None
            }
        }
    }

    pub fn of(key: &str, fields: Fields) -> Self {
        let fields = fields.into_iter().map(|(name, value)| (american(&name), value)).collect();
        Self { key: key.to_owned(), fields, wrong: vec![] }
    }

    pub fn refuse(&mut self, field: &str, why: impl ToString) {
        self.wrong.push((field.to_owned(), why.to_string()));
    }

    /// The field as it stands; `null` is not given.
    pub fn raw(&mut self, field: &str) -> Option<Value> {
        self.fields.remove(field).filter(|value| !value.is_null())
    }

    /// The field as this type; what is not of it is noted as wrong.
    pub fn take<T: DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        let value = self.raw(field)?;
        match serde_json::from_value(value) {
            Ok(value) => Some(value),
            Err(e) => {
                self.refuse(field, e);
                None
            }
        }
    }

    /// The field as this type, noted as wrong when it is missing.
    pub fn need<T: DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        self.refuse_missing(field);
        self.take(field)
    }

    pub fn refuse_missing(&mut self, field: &str) {
        if !self.has(field) && self.wrong.iter().all(|(name, _)| name != field) {
            self.refuse(field, "required");
        }
    }

    pub fn has(&self, field: &str) -> bool {
        self.fields.get(field).is_some_and(|value| !value.is_null())
    }

    /// One text or a list of them.
    pub fn lines(&mut self, field: &str) -> Option<Vec<Line<80>>> {
        match self.raw(field)? {
            one @ Value::String(_) => self.fields.insert(field.to_owned(), Value::Array(vec![one])),
            many => self.fields.insert(field.to_owned(), many),
        };
        self.take(field)
    }

    /// A whole number, or a pair of the least and the most: `115000`, `[30000, 50000]`.
    pub fn range(&mut self, field: &str) -> Option<(i64, i64)> {
        let value = self.raw(field)?;
        let read = match &value {
            Value::Array(pair) => match pair.as_slice() {
                [least, most] => least.as_i64().zip(most.as_i64()),
                _ => None,
            },
            one => one.as_i64().map(|n| (n, n)),
        };
        if read.is_none() {
            self.refuse(field, "wrong_type: a whole number, or two in a list");
        }
        read
    }

    pub fn object(&mut self, field: &str) -> Option<Self> {
        let fields = self.take(field)?;
        Some(Self::of(&self.key, fields))
    }

    /// The key of the region it says it lies in.
    pub fn parent(&self) -> Option<String> {
        self.fields.get("parent").and_then(Value::as_str).map(str::to_owned)
    }

    /// The rows it says it comes from, in one text.
    pub fn source(&self) -> Option<String> {
        match self.fields.get("src")? {
            Value::String(one) => Some(one.clone()),
            many => {
                let rows = many.as_array()?.iter().filter_map(Value::as_str);
                Some(rows.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The names of the fields that are not taken yet.
    pub fn names(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    /// What was wrong in a part of this, under the name of the part; what is left there is unknown.
    pub fn close(&mut self, part: &str, inner: Self, report: &mut Report) {
        let wrong = inner.wrong.iter().map(|(f, why)| (format!("{part}.{f}"), why.clone()));
        self.wrong.extend(wrong);
        for name in inner.fields.keys() {
            unknown(report, &self.key, &format!("{part}.{name}"));
        }
    }

    /// Tells what is wrong and what is unknown; whether the rest can be written.
    pub fn end(self, report: &mut Report) -> bool {
        for (field, why) in &self.wrong {
            report.add(&self.key, Some(field), Outcome::Refused, why);
        }
        for name in self.fields.keys() {
            unknown(report, &self.key, name);
        }
        self.wrong.is_empty()
    }
}

fn unknown(report: &mut Report, place: &str, field: &str) {
    report.add(place, Some(field), Outcome::Unknown, "places have no such field");
}
