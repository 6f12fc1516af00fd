//! Taking over people from a list at once, without a preview: CSV or XLSX with the columns name,
//! phone, birth_date, age_band, language and home_center (the center's key). All but the name may be
//! empty; of birth date and age band one is given.
use super::commands::ImportPeople;
pub use super::model::{Format, LineOutcome, PersonLine, ReadLine, Report};
use super::model::{lines, read_sheet};
use crate::place::centers_by_key;
use lianxin_kernel::{Act, FieldCode, FieldError, Result, Secret};

/// Lines that share a transaction, and a line of the audit.
const AT_ONCE: usize = 200;

/// The lines of a list with their numbers; for one that can't be read, why. Changes nothing.
pub fn people(format: Format, bytes: &[u8]) -> Result<Vec<(usize, ReadLine)>> {
    lines(read_sheet(format, bytes)?)
}

/// Takes a list over. Done twice, the second time changes nothing; a line that is refused keeps none
/// of the others from coming in.
pub async fn run_people(act: &Act, text: &str) -> Result<Report> {
    run_list(act, Format::Csv, text.as_bytes()).await
}

/// The same of either format.
pub async fn run_list(act: &Act, format: Format, bytes: &[u8]) -> Result<Report> {
    let mut report = Report::default();
    let centers = centers_by_key(act).await?;
    let mut good = vec![];
    for (number, line) in people(format, bytes)? {
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
    use crate::model::AgeBand;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Vec<(usize, ReadLine)>> {
        people(Format::Csv, text.as_bytes())
    }

    #[test]
    fn lines_are_read_or_refused_one_by_one() {
        let text = "\u{FEFF}name,phone,birth_date,language,home_center\n\
            𠮷田茶,138 1234 2071,1952-03-09,zh-CN,lanyuan\n\
            小明,,,,\n\
            ,12345,1952-13-09,fr,x\n\
            too,few\n\
            \"王\u{7}丽\",,,,\n";
        let lines = read(text).unwrap();
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
    fn a_line_gives_a_birth_date_or_an_age_band() {
        let text = "姓名,年龄段,出生日期\n王奶奶,60-69岁,\n李奶奶,80岁以上,\n小明,,2018-05-01\n\
            周伯,70_79,1950-01-01\n吴伯,老年,\n";
        let lines = read(text).unwrap();
        let bands: Vec<_> = lines[..3].iter().map(|(_, l)| l.as_ref().unwrap().age_band).collect();
        assert_eq!(bands, [Some(AgeBand::From60), Some(AgeBand::From80), None]);
        for (line, code) in [(3, FieldCode::OnlyOne), (4, FieldCode::Unknown)] {
            let why = lines[line].1.as_ref().unwrap_err();
            assert_eq!((why.len(), why[0].field.as_str(), why[0].code), (1, "age_band", code));
        }
    }

    #[test]
    fn a_list_with_another_heading_is_refused() {
        assert!(read("name,shoe_size\na,42\n").is_err());
        assert!(read("phone\n13812342071\n").is_err());
        assert!(read("").is_err());
        assert_eq!(read("name\n").unwrap(), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
            let _ = read(&text);
            let _ = read(&format!("name,phone\n{text}"));
        }
    }
}
