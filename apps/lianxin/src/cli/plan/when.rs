//! Days and hours, as people write them.
use lianxin_planner::coverage::Opening;

const DAYS: [[&str; 4]; 7] = [
    ["mo", "mon", "monday", "周一"],
    ["tu", "tue", "tuesday", "周二"],
    ["we", "wed", "wednesday", "周三"],
    ["th", "thu", "thursday", "周四"],
    ["fr", "fri", "friday", "周五"],
    ["sa", "sat", "saturday", "周六"],
    ["su", "sun", "sunday", "周日"],
];

/// 1 Monday … 7 Sunday; also by that number.
fn day(text: &str) -> Option<u8> {
    let plain = text.trim().to_lowercase().replace(['週', '星'], "周").replace("周期", "周");
    let plain = if plain == "周天" { "周日".to_owned() } else { plain };
    let named = DAYS.iter().position(|names| names.contains(&plain.as_str())).map(|n| n + 1);
    let number = named.or_else(|| plain.parse().ok().filter(|n| (1..=7).contains(n)))?;
    u8::try_from(number).ok()
}

/// Minutes after midnight, up to 24:00.
fn clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once([':', '\u{ff1a}'])?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && (hour < 24 || (hour, minute) == (24, 0))).then_some(hour * 60 + minute)
}

/// "sat 19:00": the day and the minute of it.
pub fn moment(text: &str) -> Result<(u8, u16), String> {
    let parts = text.trim().split_once(' ').and_then(|(d, time)| Some((day(d)?, clock(time)?)));
    parts
        .filter(|(_, minute)| *minute < 1_440)
        .ok_or_else(|| "give a day and a time, such as \"sat 19:00\"".to_owned())
}

/// "Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00", "24/7", or "08:00-20:00" for every day.
pub fn hours(text: &str) -> Result<Opening, String> {
    if text.trim() == "24/7" {
        return Ok(Opening::always());
    }
    let mut opening = Opening::default();
    for rule in text.split([';', '\u{ff1b}']).map(str::trim).filter(|rule| !rule.is_empty()) {
        let wrong = || format!("hours \"{rule}\": give them as Mo-Fr 08:30-12:00,14:00-17:30");
        let (days, times) = match rule.split_once(' ') {
            Some((days, times)) => (days_of(days).ok_or_else(wrong)?, times),
            None => ((1..=7).collect(), rule),
        };
        for span in times.split([',', '\u{ff0c}', '、']) {
            let ends = span.split_once(['-', '–']);
            let ends = ends.and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
            let (from, to) = ends.ok_or_else(wrong)?;
            opening.hours.extend(days.iter().map(|day| (*day, from, to)));
        }
    }
    Ok(opening)
}

/// "Mo-Fr", "Sa,Su", "Fr-Mo" over the end of the week.
fn days_of(text: &str) -> Option<Vec<u8>> {
    let mut days = vec![];
    for part in text.split([',', '\u{ff0c}']) {
        match part.split_once(['-', '–']) {
            Some((from, to)) => {
                let (mut at, to) = (day(from)?, day(to)?);
                days.push(at);
                while at != to {
                    at = at % 7 + 1;
                    days.push(at);
                }
            }
            None => days.push(day(part)?),
        }
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_and_hours_are_read() {
        assert_eq!(moment("sat 19:00"), Ok((6, 1_140)));
        assert_eq!(moment("周日 08:30"), Ok((7, 510)));
        for wrong in ["sat", "19:00", "sat 25:00", "sat 24:00", "x 10:00", ""] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
        let opening = hours("Mo-Fr 08:30-12:00,14:00-17:30; Sa,Su 09:00-12:00").unwrap();
        assert!(opening.open_at(5, 16 * 60) && !opening.open_at(5, 13 * 60));
        assert!(opening.open_at(7, 9 * 60) && !opening.open_at(7, 12 * 60));
        let weekend = hours("Fr-Mo 20:00-02:00").unwrap();
        assert!(weekend.open_at(2, 60) && !weekend.open_at(3, 60) && weekend.open_at(5, 1_300));
        assert!(
            hours("08:00-20:00").unwrap().open_at(4, 600) && hours("24/7").unwrap().open_at(1, 0)
        );
        assert!(hours("Mo 8-12").is_err() && hours("Xx 08:00-09:00").is_err());
        assert_eq!(hours("").unwrap(), Opening::default());
    }
}
