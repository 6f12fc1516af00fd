use super::entry::Entry;
use super::object;
use super::report::{Outcome, Report};
use crate::commands::PutHolidays;
use crate::model::HolidayDay;
use lianxin_kernel::{Act, Error, FieldCode, Line, Result};
use serde_json::Value;

/// The holidays of one year's document, in the form of holiday-cn: `{year, papers, days: [{name,
/// date, isOffDay}]}`.
#[derive(Clone, Debug)]
pub struct HolidayFile {
    pub year: i16,
    papers: Vec<String>,
    days: Vec<Value>,
    unknown: Vec<String>,
}

/// Reads the text of a list of holidays. Its days are judged when it is run.
pub fn holidays(text: &str) -> Result<HolidayFile> {
    let mut fields = object(text)?;
    let mut part = |name: &str| fields.remove(name).unwrap_or_default();
    let wrong = |field: &'static str| move |_| Error::field(field, FieldCode::WrongType);
    let year = serde_json::from_value(part("year")).map_err(wrong("year"))?;
    let papers = serde_json::from_value(part("papers")).map_err(wrong("papers"))?;
    let days = serde_json::from_value(part("days")).map_err(wrong("days"))?;
    // `$schema` and `$id` name the form, not the facts.
    let unknown = fields.keys().filter(|name| !name.starts_with('$')).cloned().collect();
    Ok(HolidayFile { year, papers, days, unknown })
}

/// Writes the list of a year, as this actor: all of it, or with a wrong day none of it.
pub async fn run_holidays(act: &Act, file: &HolidayFile) -> Result<Report> {
    let mut report = Report::default();
    let year = file.year.to_string();
    for name in &file.unknown {
        report.add(&year, Some(name), Outcome::Unknown, "holidays have no such field");
    }
    let mut entry = Entry::of(&year, serde_json::Map::new());
    let source = Line::new(&file.papers.join(" "));
    if let Err(why) = &source {
        entry.refuse("papers", why);
    }
    let mut days = vec![];
    for (nth, item) in file.days.iter().enumerate() {
        let part = format!("days.{nth}");
        let Value::Object(fields) = item.clone() else {
            entry.refuse(&part, "wrong_type: an object is needed");
            continue;
        };
        let mut inner = Entry::of(&year, fields);
        let day = (inner.need("date"), inner.need("name"), inner.need("isOffDay"));
        if let (Some(date), Some(name), Some(off)) = day {
            days.push(HolidayDay { date, name, off });
        }
        entry.close(&part, inner, &mut report);
    }
    let (true, Ok(source)) = (entry.end(&mut report), source) else {
        return Ok(report);
    };
    match act.run(PutHolidays { year: file.year, source, days }).await {
        Err(error) => report.refused(&year, None, error)?,
        Ok(changed) => report.changed(&year, None, changed),
    }
    Ok(report)
}
