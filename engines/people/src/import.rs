//! Taking over people from a list: CSV with the columns name, phone, birth_date, language and
//! home_center (the center's key). All but the name may be empty.
use crate::commands::ImportPeople;
use crate::model::Phone;
use crate::place::centers_by_key;
use lianxin_kernel::{Act, Date, Error, FieldCode, FieldError, Language, Line, Result, Secret};
use serde::{Deserialize, Serialize};

const COLUMNS: [&str; 5] = ["name", "phone", "birth_date", "language", "home_center"];
const MOST_LINES: usize = 100_000;
/// Lines that share a transaction, and a line of the audit.
const AT_ONCE: usize = 200;

/// One line of the list, each field readable.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonLine {
    pub name: Line<40>,
    pub phone: Option<Phone>,
    pub birth_date: Option<Date>,
    pub language: Language,
    /// The key of a center.
    pub home_center: Option<String>,
}

/// A line, or what is wrong with its fields.
pub type ReadLine = Result<PersonLine, Vec<FieldError>>;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineOutcome {
    /// Added, or brought up to date.
    Took,
    /// Already there.
    Same,
    /// The fields and what is wrong with them.
    Refused(Vec<(String, FieldCode)>),
}

/// What became of the list. The first line under the heading is line 2.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    pub took: usize,
    pub same: usize,
    pub refused: Vec<(usize, Vec<FieldError>)>,
}

/// The lines of a list with their numbers; for one that can't be read, why. Changes nothing.
pub fn people(text: &str) -> Result<Vec<(usize, ReadLine)>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let wrong = |_| Error::field("heading", FieldCode::Unknown);
    let heading = reader.headers().map_err(wrong)?.clone();
    let mut columns = vec![];
    for name in heading.iter().map(str::trim) {
        let known = COLUMNS.iter().position(|c| *c == name);
        columns.push(known.ok_or_else(|| {
            let field = FieldError::new("heading", FieldCode::Unknown);
            Error::Invalid(vec![field.with("column", name)])
        })?);
    }
    if !columns.contains(&0) {
        return Err(Error::field("name", FieldCode::Required));
    }
    let mut lines = vec![];
    for (at, record) in reader.records().enumerate() {
        if at >= MOST_LINES {
            let why = format!("a list has at most {MOST_LINES} lines; split it");
            return Err(Error::TooLarge(why));
        }
        let line = match record {
            Ok(record) if record.len() == columns.len() => {
                let mut cells = [""; COLUMNS.len()];
                for (column, cell) in columns.iter().zip(record.iter()) {
                    if let Some(place) = cells.get_mut(*column) {
                        *place = cell.trim();
                    }
                }
                read(cells)
            }
            _ => Err(vec![FieldError::new("line", FieldCode::WrongType)]),
        };
        lines.push((at + 2, line));
    }
    Ok(lines)
}

fn read(cells: [&str; COLUMNS.len()]) -> ReadLine {
    let [name, phone, born, language, center] = cells;
    let mut wrong = vec![];
    let mut refuse = |field, code| wrong.push(FieldError::new(field, code));
    let name = Line::new(name).map_err(|why| {
        let code = why.split(':').next().and_then(FieldCode::from_code);
        refuse("name", code.unwrap_or(FieldCode::WrongType));
    });
    let phone = optional(phone, Phone::parse).map_err(|()| refuse("phone", FieldCode::NotAPhone));
    let born = optional(born, |t| t.parse::<Date>().ok());
    let born = born.map_err(|()| refuse("birth_date", FieldCode::NotADate));
    let language = optional(language, Language::from_code);
    let language = language.map_err(|()| refuse("language", FieldCode::Unknown));
    match (name, phone, born, language) {
        (Ok(name), Ok(phone), Ok(birth_date), Ok(language)) => Ok(PersonLine {
            name,
            phone,
            birth_date,
            language: language.unwrap_or_default(),
            home_center: (!center.is_empty()).then(|| center.to_owned()),
        }),
        _ => Err(wrong),
    }
}

/// An empty cell is nothing given.
fn optional<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ()> {
    match text.is_empty() {
        true => Ok(None),
        false => read(text).map(Some).ok_or(()),
    }
}

/// Takes a list over. Done twice, the second time changes nothing; a line that is refused keeps none
/// of the others from coming in.
pub async fn run_people(act: &Act, text: &str) -> Result<Report> {
    let mut report = Report::default();
    let centers = centers_by_key(act).await?;
    let mut good = vec![];
    for (number, line) in people(text)? {
        let placed = line.and_then(|line| match &line.home_center {
            None => Ok((line, None)),
            Some(key) => match centers.get(key) {
                Some(id) => Ok((line, Some(*id))),
                None => Err(vec![FieldError::new("home_center", FieldCode::Unknown)]),
            },
        });
        match placed {
            Ok(line) => good.push((number, line)),
            Err(why) => report.refused.push((number, why)),
        }
    }
    for part in good.chunks(AT_ONCE) {
        let lines: Vec<_> = part.iter().map(|(_, line)| line.clone()).collect();
        let count = lines.len();
        let outcomes = act.run(ImportPeople { lines: Secret::new(lines), count }).await?;
        for ((number, _), outcome) in part.iter().zip(outcomes) {
            match outcome {
                LineOutcome::Took => report.took += 1,
                LineOutcome::Same => report.same += 1,
                LineOutcome::Refused(why) => {
                    let why = why.into_iter().map(|(field, code)| FieldError::new(field, code));
                    report.refused.push((*number, why.collect()));
                }
            }
        }
    }
    report.refused.sort_by_key(|(number, _)| *number);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_read_or_refused_one_by_one() {
        let text = "\u{FEFF}name,phone,birth_date,language,home_center\n\
            𠮷田茶,138 1234 2071,1952-03-09,zh-CN,lanyuan\n\
            小明,,,,\n\
            ,12345,1952-13-09,fr,x\n\
            too,few\n\
            \"王\u{7}丽\",,,,\n";
        let lines = people(text).unwrap();
        let numbers: Vec<_> = lines.iter().map(|(n, l)| (*n, l.is_ok())).collect();
        assert_eq!(numbers, [(2, true), (3, true), (4, false), (5, false), (6, false)]);
        let first = lines[0].1.as_ref().unwrap();
        assert_eq!(first.phone.as_ref().unwrap().as_str(), "13812342071");
        assert_eq!(first.home_center.as_deref(), Some("lanyuan"));
        let why: Vec<_> = lines[2].1.as_ref().unwrap_err().iter().map(|e| e.code.code()).collect();
        assert_eq!(why, ["required", "not_a_phone", "not_a_date", "unknown"]);
        let why = lines[4].1.as_ref().unwrap_err();
        assert_eq!(why[0].code, FieldCode::ControlCharacters);
    }

    #[test]
    fn a_list_with_another_heading_or_too_many_lines_is_refused() {
        assert!(people("name,shoe_size\na,42\n").is_err());
        assert!(people("phone\n13812342071\n").is_err());
        assert!(people("").is_err());
        let long = format!("name\n{}", "a\n".repeat(MOST_LINES + 1));
        assert!(matches!(people(&long), Err(Error::TooLarge(_))));
        assert_eq!(people("name\n").unwrap(), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
            let _ = people(&text);
            let _ = people(&format!("name,phone\n{text}"));
        }
    }
}
