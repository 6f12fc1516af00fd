use lianxin_kernel::{Span, TimeOfDay};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What an installation decides, under `[privacy]` in the settings. How long the data of a purpose is
/// kept is not here: it stands in the register, with the text people read about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Working days in which a request about one's data is answered.
    pub answer_days: u16,
    /// How long someone who said no is not asked again.
    pub ask_again_days: u16,
    /// Between a granted erasure and its doing: the answer can be read, and taken back.
    pub erase_after_hours: u16,
    /// Below this age a guardian says yes or no. The law's 14 (PIPL Art. 31), or stricter.
    pub guardian_until_age: u16,
    /// How long before the review of an assessment its author is reminded.
    pub remind_days: u16,
    /// How long audit lines are kept; never less than [`Config::AUDIT_LEAST`] days.
    pub audit_days: u16,
    /// When the night's work begins: what was kept long enough is made anonymous.
    pub night_at: TimeOfDay,
    /// How many parts, each of at most 500 rows, of one kind of data a night's work does.
    pub parts_a_night: u16,
    /// How many people are told of a breach in one transaction; the rest right after.
    pub told_at_once: u16,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            answer_days: 15,
            ask_again_days: 180,
            erase_after_hours: 24,
            guardian_until_age: 14,
            remind_days: 14,
            audit_days: 1_096,
            night_at: TimeOfDay::new(4, 10).unwrap_or(TimeOfDay::MIDNIGHT),
            parts_a_night: 200,
            told_at_once: 500,
        }
    }
}

impl Config {
    /// Six months: the least the Cybersecurity Law (Art. 21) allows for logs.
    pub const AUDIT_LEAST: u16 = 183;

    /// What stands against starting with this, a line each.
    pub fn faults(&self) -> Vec<String> {
        let limits: [(&str, u16, RangeInclusive<u16>); 8] = [
            ("answer_days", self.answer_days, 1..=30),
            ("ask_again_days", self.ask_again_days, 1..=3_650),
            ("erase_after_hours", self.erase_after_hours, 0..=720),
            ("guardian_until_age", self.guardian_until_age, 14..=18),
            ("remind_days", self.remind_days, 1..=180),
            ("audit_days", self.audit_days, Self::AUDIT_LEAST..=36_500),
            ("parts_a_night", self.parts_a_night, 1..=10_000),
            ("told_at_once", self.told_at_once, 1..=2_000),
        ];
        let wrong = limits.iter().filter(|(_, value, range)| !range.contains(value));
        let line = |(key, value, range): &(&str, u16, RangeInclusive<u16>)| {
            format!("privacy.{key}: {value} is not from {} to {}", range.start(), range.end())
        };
        wrong.map(line).collect()
    }

    pub(crate) fn pause(&self) -> Span {
        Span::days(self.ask_again_days.into())
    }

    pub(crate) fn erase_after(&self) -> Span {
        Span::hours(self.erase_after_hours.into())
    }

    /// How long audit lines are kept, whatever is set.
    pub fn audit_kept(&self) -> Span {
        Span::days(self.audit_days.max(Self::AUDIT_LEAST).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_is_kept_half_a_year_whatever_is_set() {
        let short = Config { audit_days: 1, ..Config::default() };
        assert_eq!(short.audit_kept(), Span::days(183));
        assert_eq!(Config::default().audit_kept(), Span::days(1_096));
    }

    #[test]
    fn what_is_out_of_its_limits_is_named_with_them() {
        assert_eq!(Config::default().faults(), Vec::<String>::new());
        assert_eq!(Config::default().night_at.to_string(), "04:10");
        let wrong = Config { audit_days: 182, guardian_until_age: 13, ..Config::default() };
        let said = [
            "privacy.guardian_until_age: 13 is not from 14 to 18",
            "privacy.audit_days: 182 is not from 183 to 36500",
        ];
        assert_eq!(wrong.faults(), said);
    }
}
