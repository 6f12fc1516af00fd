use crate::model::Changed;
use lianxin_kernel::{Error, Language, ReasonValue, Result};
use serde::{Deserialize, Serialize};

lianxin_kernel::words! {
    /// What became of one thing of a file.
    pub enum Outcome {
        Took = "took",
        /// It was so already.
        Same = "same",
        /// It is wrong, and nothing of it was written.
        Refused = "refused",
        /// The file says something that places have no field for; it was left in the file.
        Unknown = "unknown",
    }
}

/// What became of one region, center, room or figure, or of one field of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportLine {
    /// The key of the region or center; the year of a list of holidays; `file`.
    pub place: String,
    /// Which part of it; `None` for the whole.
    pub field: Option<String>,
    pub outcome: Outcome,
    pub why: Option<String>,
}

/// What an import did, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub lines: Vec<ReportLine>,
}

impl Report {
    pub fn count(&self, outcome: Outcome) -> usize {
        self.lines.iter().filter(|line| line.outcome == outcome).count()
    }

    /// The lines on one region or center.
    pub fn on<'a>(&'a self, place: &'a str) -> impl Iterator<Item = &'a ReportLine> {
        self.lines.iter().filter(move |line| line.place == place)
    }

    pub(super) fn add(&mut self, place: &str, field: Option<&str>, outcome: Outcome, why: &str) {
        let why = (!why.is_empty()).then(|| why.to_owned());
        let (place, field) = (place.to_owned(), field.map(str::to_owned));
        self.lines.push(ReportLine { place, field, outcome, why });
    }

    pub(super) fn changed(&mut self, place: &str, field: Option<&str>, changed: Changed) {
        let outcome = match changed {
            Changed::Same => Outcome::Same,
            Changed::Created | Changed::Updated => Outcome::Took,
        };
        self.add(place, field, outcome, "");
    }

    /// A line for each thing that stands against it. What is not the file's fault ends the import.
    pub(super) fn refused(&mut self, place: &str, part: Option<&str>, error: Error) -> Result<()> {
        let fields = match error {
            Error::Db(_) | Error::Internal(_) | Error::SignIn => return Err(error),
            Error::Invalid(fields) => fields,
            other => {
                self.add(place, part, Outcome::Refused, &other.to_string());
                return Ok(());
            }
        };
        for field in fields {
            let values = field.values.iter().map(|(name, value)| match value {
                ReasonValue::Number(n) => format!(" {name} {n}"),
                ReasonValue::Text(text) => format!(" {name} {text}"),
                ReasonValue::Names(names) => format!(" {name} {}", names.get(Language::ZhCn)),
            });
            let why = format!("{}{}", field.code, values.collect::<String>());
            let name = match part {
                Some(part) => format!("{part}.{}", field.field),
                None => field.field,
            };
            self.add(place, Some(&name), Outcome::Refused, &why);
        }
        Ok(())
    }
}
