//! The words of a rule, looked at before the crate that follows it sees them: it takes more than the
//! standard, such as `BYDAY=XMO`.

/// The parts that say on which days, with the greatest number each may name; a negative one counts
/// from the end where the second is true.
const NUMBERS: [(&str, i64, bool); 5] = [
    ("BYMONTH", 12, false),
    ("BYMONTHDAY", 31, true),
    ("BYYEARDAY", 366, true),
    ("BYWEEKNO", 53, true),
    ("BYSETPOS", 366, true),
];
const FREQUENCIES: [&str; 4] = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/// Every hundredth year is the rarest that a rule can say.
const MOST_INTERVAL: i64 = 100;

/// A rule taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct Words {
    /// All of it but its end.
    pub days: String,
    pub count: Option<i64>,
    pub until: Option<String>,
}

impl Words {
    /// `None` when it is no rule of days.
    pub fn read(rule: &str) -> Option<Self> {
        let rule = rule.to_ascii_uppercase();
        let mut names = vec![];
        let (mut days, mut count, mut until) = (vec![], None, None);
        for part in rule.split(';') {
            let (name, value) = part.split_once('=')?;
            if names.contains(&name) {
                return None;
            }
            names.push(name);
            match name {
                "COUNT" => count = Some(number(value, false).filter(|n| *n > 0)?),
                "UNTIL" => until = Some(value.to_owned()),
                _ if fits(name, value) => days.push(part),
                _ => return None,
            }
        }
        // Which Monday of a week or a day would that be?
        let short = days.contains(&"FREQ=DAILY") || days.contains(&"FREQ=WEEKLY");
        let counted = |part: &&str| part.starts_with("BYDAY=") && part.contains(is_digit);
        let fine = names.contains(&"FREQ") && !(short && days.iter().any(counted));
        fine.then(|| Self { days: days.join(";"), count, until })
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn fits(name: &str, value: &str) -> bool {
    match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "WKST" => WEEKDAYS.contains(&value),
        "INTERVAL" => number(value, false).is_some_and(|n| (1..=MOST_INTERVAL).contains(&n)),
        "BYDAY" => value.split(',').all(|day| {
            let Some((nth, weekday)) = day.split_at_checked(day.len().saturating_sub(2)) else {
                return false;
            };
            let nth = nth.is_empty() || within(nth, 53, true);
            nth && WEEKDAYS.contains(&weekday)
        }),
        _ => NUMBERS
            .iter()
            .find(|(n, ..)| *n == name)
            .is_some_and(|(_, most, back)| value.split(',').all(|n| within(n, *most, *back))),
    }
}

fn within(text: &str, most: i64, back: bool) -> bool {
    number(text, back).is_some_and(|n| n != 0 && n.abs() <= most)
}

fn number(text: &str, signed: bool) -> Option<i64> {
    let digits = if signed { text.trim_start_matches(['+', '-']) } else { text };
    let plain = (1..=4).contains(&digits.len()) && text.len() - digits.len() <= 1;
    plain.then_some(())?;
    digits.chars().all(is_digit).then_some(())?;
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_of_days_is_taken_apart() {
        let read = Words::read("freq=weekly;COUNT=12;BYDAY=TU,TH;UNTIL=20260630").unwrap();
        assert_eq!(read.days, "FREQ=WEEKLY;BYDAY=TU,TH");
        assert_eq!((read.count, read.until.as_deref()), (Some(12), Some("20260630")));
        for fine in ["FREQ=MONTHLY;BYDAY=-1FR,+2MO", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;WKST=SU"]
        {
            assert_eq!(Words::read(fine).unwrap().days, fine);
        }
    }

    #[test]
    fn what_is_no_rule_of_days_is_refused() {
        for no in [
            "",
            "WEEKLY",
            "FREQ=HOURLY",
            "FREQ=WEEKLY;BYHOUR=9",
            "BYDAY=MO",
            "FREQ=WEEKLY;FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=XMO",
            "FREQ=WEEKLY;BYDAY=2MO",
            "FREQ=MONTHLY;BYDAY=0MO",
            "FREQ=DAILY;",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;INTERVAL=101",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=-1",
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "FREQ=MONTHLY;BYMONTHDAY=--1",
            "FREQ=DAILY;BYMONTH=-1",
            "FREQ=WEEKLY;BYDAY=周",
            "RRULE:FREQ=DAILY",
            "FREQ=DAILY\nFREQ=DAILY",
            "FREQ=DAILY;COUNT=99999",
        ] {
            assert_eq!(Words::read(no), None, "{no}");
        }
    }
}
