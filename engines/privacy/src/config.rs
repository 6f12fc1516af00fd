use lianxin_kernel::Span;
use serde::{Deserialize, Serialize};

/// What an installation decides, under `[privacy]` in the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Working days in which a request about one's data is answered.
    pub answer_days: u16,
    /// How long someone who said no is not asked again.
    pub ask_again_days: u16,
    /// Between a granted erasure and its doing: the answer can be read, and taken back.
    pub erase_after_hours: u16,
    /// How long before the review of an assessment its author is reminded.
    pub remind_days: u16,
    /// How long audit lines are kept; never less than [`Config::AUDIT_LEAST`] days.
    pub audit_days: u16,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            answer_days: 15,
            ask_again_days: 180,
            erase_after_hours: 24,
            remind_days: 14,
            audit_days: 1_096,
        }
    }
}

impl Config {
    /// Six months: the least the Cybersecurity Law (Art. 21) allows for logs.
    pub const AUDIT_LEAST: u16 = 183;

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
}
