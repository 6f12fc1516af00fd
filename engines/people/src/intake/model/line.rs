use super::cells::{band, date, unguarded};
use crate::model::{AgeBand, Phone};
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Language, Line, Result};
use lianxin_places::fold;
use serde::{Deserialize, Serialize};

pub(super) const COLUMNS: [&str; 6] =
    ["name", "phone", "birth_date", "language", "home_center", "age_band"];

/// What the columns are called in lists that were not made for this program.
const OTHER_NAMES: [(&str, usize); 18] = [
    ("姓名", 0),
    ("名字", 0),
    ("手机", 1),
    ("手机号", 1),
    ("手机号码", 1),
    ("电话", 1),
    ("电话号码", 1),
    ("联系电话", 1),
    ("出生日期", 2),
    ("出生年月日", 2),
    ("生日", 2),
    ("语言", 3),
    ("中心", 4),
    ("所属中心", 4),
    ("邻里中心", 4),
    ("年龄段", 5),
    ("年龄组", 5),
    ("年龄范围", 5),
];

/// One line of the list, each field readable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonLine {
    pub name: Line<40>,
    pub phone: Option<Phone>,
    pub birth_date: Option<Date>,
    /// In place of the birth date.
    pub age_band: Option<AgeBand>,
    /// What the list leaves open stays as it is, for new people the language of most.
    pub language: Option<Language>,
    /// The key of a center.
    pub home_center: Option<String>,
}

/// A line, or what is wrong with its fields.
pub type ReadLine = Result<PersonLine, Vec<FieldError>>;

/// Which column of a list is which field; an unknown one is refused, so that nothing of it is lost
/// unseen.
pub(super) fn columns(heading: &[String]) -> Result<Vec<usize>> {
    let mut columns = vec![];
    for name in heading.iter().map(|n| n.trim()) {
        let folded = fold(name);
        let other = || OTHER_NAMES.iter().find(|(n, _)| *n == folded).map(|(_, at)| *at);
        let known = COLUMNS.iter().position(|c| fold(c) == folded).or_else(other);
        let known = known.filter(|at| !columns.contains(at));
        columns.push(known.ok_or_else(|| {
            let field = FieldError::new("heading", FieldCode::Unknown);
            Error::Invalid(vec![field.with("column", name)])
        })?);
    }
    match columns.contains(&0) {
        true => Ok(columns),
        false => Err(Error::field("name", FieldCode::Required)),
    }
}

/// Reads the cells of a line.
pub(super) fn line(columns: &[usize], row: &[String]) -> ReadLine {
    if row.len() != columns.len() {
        return Err(vec![FieldError::new("line", FieldCode::WrongType)]);
    }
    let mut cells = [""; COLUMNS.len()];
    for (column, cell) in columns.iter().zip(row) {
        if let Some(place) = cells.get_mut(*column) {
            *place = unguarded(cell.trim()).trim();
        }
    }
    read(cells)
}

fn read(cells: [&str; COLUMNS.len()]) -> ReadLine {
    let [name, phone, born, language, center, ages] = cells;
    let mut wrong = vec![];
    let mut refuse = |field, code| wrong.push(FieldError::new(field, code));
    let name = Line::new(name).map_err(|why| {
        let code = why.split(':').next().and_then(FieldCode::from_code);
        refuse("name", code.unwrap_or(FieldCode::WrongType));
    });
    let phone = optional(phone, Phone::parse).map_err(|()| refuse("phone", FieldCode::NotAPhone));
    let born = optional(born, date);
    let born = born.map_err(|()| refuse("birth_date", FieldCode::NotADate));
    let ages = match born {
        Ok(Some(_)) if !ages.is_empty() => Err(FieldCode::OnlyOne),
        _ => optional(ages, band).map_err(|()| FieldCode::Unknown),
    };
    let ages = ages.map_err(|code| refuse("age_band", code));
    let language = optional(language, Language::from_code);
    let language = language.map_err(|()| refuse("language", FieldCode::Unknown));
    match (name, phone, born, ages, language) {
        (Ok(name), Ok(phone), Ok(birth_date), Ok(age_band), Ok(language)) => Ok(PersonLine {
            name,
            phone,
            birth_date,
            age_band,
            language,
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
