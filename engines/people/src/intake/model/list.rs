use super::line::{COLUMNS, PersonLine, ReadLine, columns, line};
use super::sheet::Sheet;
use super::view::{ImportLine, Verdict};
use crate::model::fold;
use lianxin_kernel::{FieldCode, FieldError, Result, fingerprint};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How much of a cell is shown.
const SHOWN: usize = 40;

/// A line as a list has it: what was read, and what its cells were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub number: usize,
    pub cells: Vec<String>,
    /// Nothing where it could not be read, or a line before says the same.
    pub person: Option<PersonLine>,
    /// Known from the list alone at first, then from the register.
    pub verdict: Option<Verdict>,
    pub taken: Option<bool>,
}

/// Some lines of a list, kept together and sealed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Part {
    pub part: i64,
    pub entries: Vec<Entry>,
}

/// The fields of the columns, and the lines. What two lines of one list say of the same person is
/// settled here: the same once, another name for a phone never.
pub(crate) fn entries(sheet: Sheet) -> Result<(Vec<String>, Vec<Entry>)> {
    let columns = columns(&sheet.heading)?;
    let mut seen = Seen::default();
    let one = |(number, cells): (usize, Vec<String>)| {
        let read = line(&columns, &cells);
        let verdict = seen.verdict(number, &read);
        let person = read.ok().filter(|_| verdict.is_none());
        Entry { number, cells, person, verdict, taken: None }
    };
    let entries = sheet.rows.into_iter().map(one).collect();
    let name = |at: &usize| COLUMNS.get(*at).map_or(String::new(), |c| (*c).to_owned());
    Ok((columns.iter().map(name).collect(), entries))
}

/// The lines with their numbers, each by itself.
pub(crate) fn lines(sheet: Sheet) -> Result<Vec<(usize, ReadLine)>> {
    let columns = columns(&sheet.heading)?;
    Ok(sheet.rows.iter().map(|(number, cells)| (*number, line(&columns, cells))).collect())
}

/// Who a list named so far, and in which line.
#[derive(Default)]
struct Seen {
    phones: HashMap<String, (usize, String)>,
    others: HashMap<(String, String, String), usize>,
}

impl Seen {
    fn verdict(&mut self, number: usize, read: &ReadLine) -> Option<Verdict> {
        let person = match read {
            Ok(person) => person,
            Err(why) => return Some(Verdict::refused(why.clone())),
        };
        let name = fold(person.name.as_str());
        let same = |line| Some(Verdict::Same { person: None, line: Some(line) });
        let Some(phone) = &person.phone else {
            let band = person.age_band.map(|band| band.code().to_owned());
            let born = person.birth_date.map(|d| d.to_string()).or(band).unwrap_or_default();
            let key = (name, born, person.home_center.clone().unwrap_or_default());
            return match self.others.get(&key) {
                Some(line) => same(*line),
                None => {
                    self.others.insert(key, number);
                    None
                }
            };
        };
        match self.phones.get(phone.as_str()) {
            None => {
                self.phones.insert(phone.as_str().to_owned(), (number, name));
                None
            }
            Some((line, first)) if *first == name => same(*line),
            Some((line, _)) => {
                let taken = FieldError::new("phone", FieldCode::Taken);
                let line = i64::try_from(*line).unwrap_or_default();
                Some(Verdict::refused(vec![taken.with("line", line)]))
            }
        }
    }
}

/// What stands for the whole preview: whoever confirms names it, so nothing else comes in.
pub(crate) fn hash_of(parts: &[Vec<u8>]) -> Vec<u8> {
    let prints: Vec<u8> = parts.iter().flat_map(|part| fingerprint(part)).collect();
    fingerprint(&prints).to_vec()
}

impl Entry {
    pub fn shown(&self) -> ImportLine {
        let cell = |c: &String| c.chars().take(SHOWN).collect();
        ImportLine {
            line: self.number,
            cells: self.cells.iter().map(cell).collect(),
            verdict: self.verdict.clone().unwrap_or(Verdict::New {}),
            taken: self.taken,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::from_csv;
    use super::super::view::VerdictKind;
    use super::*;

    fn kinds(text: &str) -> Vec<Option<VerdictKind>> {
        let (_, entries) = entries(from_csv(text).unwrap()).unwrap();
        entries.iter().map(|e| e.verdict.as_ref().map(Verdict::kind)).collect()
    }

    #[test]
    fn a_list_that_says_something_twice_says_it_once() {
        let list = "姓名,手机号\n王丽,13812342071\n王麗,138 1234 2071\n李明,13812342071\n\
            小明,\n小明,\n错,123\n";
        use VerdictKind::{Refused, Same};
        let expected = [None, Some(Same), Some(Refused), None, Some(Same), Some(Refused)];
        assert_eq!(kinds(list), expected);
    }

    #[test]
    fn headings_of_other_lists_are_known_and_others_refused() {
        let (heading, _) = entries(from_csv("姓名,聯繫電話,出生日期\na,,\n").unwrap()).unwrap();
        assert_eq!(heading, ["name", "phone", "birth_date"]);
        for text in ["name,shoe_size\na,1\n", "phone\n1\n", "name,姓名\na,b\n"] {
            assert!(entries(from_csv(text).unwrap()).is_err(), "{text}");
        }
    }
}
