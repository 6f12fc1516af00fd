use lianxin_kernel::{Date, Span as Length, TimeOfDay, Timestamp, Zone};

/// The `UNTIL` of a rule: the last day or the last moment at which a date can begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Until {
    Day(Date),
    Moment(Timestamp),
}

impl Until {
    /// Reads `20260630`, `20260630T170000` (in the zone) or `20260630T090000Z`.
    pub fn read(text: &str, zone: &Zone) -> Option<Self> {
        let (day, time) = match text.split_once('T') {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let day = date(day)?;
        let Some(time) = time else { return Some(Self::Day(day)) };
        let (time, utc) = match time.strip_suffix('Z') {
            Some(time) => (time, true),
            None => (time, false),
        };
        let [hour, minute, second] = two_by_two::<3>(time)?;
        let time = TimeOfDay::new(hour, minute).filter(|_| hour < 24 && second < 60)?;
        let at = match utc {
            true => Zone::named("UTC")?.at(day, time),
            false => zone.at(day, time),
        };
        Some(Self::Moment(at + Length::seconds(i64::from(second))))
    }

    pub fn covers(self, day: Date, begin: Timestamp) -> bool {
        match self {
            Self::Day(last) => day <= last,
            Self::Moment(last) => begin <= last,
        }
    }
}

fn date(text: &str) -> Option<Date> {
    let [century, year, month, day] = two_by_two::<4>(text)?;
    let two = |n: u16| i8::try_from(n).ok();
    Date::new(i16::try_from(century * 100 + year).ok()?, two(month)?, two(day)?)
}

fn two_by_two<const N: usize>(text: &str) -> Option<[u16; N]> {
    let digits = text.len() == 2 * N && text.bytes().all(|b| b.is_ascii_digit());
    let pairs = text.as_bytes().chunks(2).filter(|_| digits);
    let pairs = pairs.map(|p| p.iter().fold(0, |n, digit| n * 10 + u16::from(digit - b'0')));
    pairs.collect::<Vec<_>>().try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_an_end() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let read = |text: &str| Until::read(text, &zone);
        let moment = |text: &str| Some(Until::Moment(Timestamp::parse(text).unwrap()));
        assert_eq!(read("20260630"), Some(Until::Day("2026-06-30".parse().unwrap())));
        assert_eq!(read("20260630T170000"), moment("2026-06-30T09:00:00Z"));
        assert_eq!(read("20260630T090030Z"), moment("2026-06-30T09:00:30Z"));
        for no in [
            "",
            "2026063",
            "20260631",
            "20260630T",
            "20260630T2400",
            "20260630T240000",
            "20260630T096000Z",
            "２0260630",
        ] {
            assert_eq!(read(no), None, "{no}");
        }
    }
}
