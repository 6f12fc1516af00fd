use crate::commands::{main, subject_of, wait};
use crate::config::Config;
use crate::store;
use crate::store::limit::Failures;
use lianxin_kernel::{Result, Span, Timestamp, Write};

/// How many wrong tries in a row are borne, and how long whoever made them then waits: the first
/// time, and doubled each time after, at most so long.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub most: i64,
    pub first: Span,
    pub longest: Span,
}

/// After a day without a failure the first wait is short again.
const FORGOTTEN: Span = Span::days(1);

impl Rule {
    /// Codes on a phone: their owner may be old and mistype, so the first wait is short.
    pub fn phone(config: &Config) -> Self {
        let longest = Span::minutes(config.phone_wait_minutes.into());
        let first = Span::seconds(config.phone_wait_seconds.into());
        Self { most: config.code_tries.into(), first, longest }
    }

    pub fn login(config: &Config) -> Self {
        Self { most: config.staff_failures.into(), first: config.lock(), longest: config.lock() }
    }

    pub fn address(config: &Config) -> Self {
        Self { most: config.address_failures.into(), ..Self::login(config) }
    }

    pub fn network(config: &Config) -> Self {
        Self { most: config.network_failures.into(), ..Self::login(config) }
    }

    fn waits(&self, times: i64) -> Span {
        let doubled = self.first.in_seconds().saturating_mul(1 << times.clamp(0, 16));
        Span::seconds(doubled).min(self.longest)
    }

    fn after_failure(&self, before: Failures, now: Timestamp) -> Failures {
        let within = |span: Span| before.failed_at.is_some_and(|at| now < at + span);
        let failures = if within(self.longest) { before.failures + 1 } else { 1 };
        let waits = if within(FORGOTTEN) { before.waits } else { 0 };
        let failed_at = Some(now);
        match failures >= self.most {
            true => {
                let locked_until = Some(now + self.waits(waits));
                Failures { failures: 0, waits: waits + 1, failed_at, locked_until }
            }
            false => Failures { failures, waits, failed_at, locked_until: None },
        }
    }
}

/// Something that is guessed at: held until the end of the transaction, so that no two tries at once
/// count as one.
pub(crate) struct Guard {
    key: [u8; 32],
    rule: Rule,
    before: Failures,
}

impl Guard {
    /// An error that says how long when it has to wait.
    pub async fn hold(w: &mut Write<'_>, kind: &str, value: &str, rule: Rule) -> Result<Self> {
        let key = subject_of(w.app(), kind, value)?;
        let (now, district) = (w.now(), main(w.app()));
        let before = store::limit::hold(w.tx(), district, &key, now).await?;
        not_locked(before, now)?;
        Ok(Self { key, rule, before })
    }

    /// Tries that are left once this one has failed.
    pub fn left(&self, now: Timestamp) -> i64 {
        match self.rule.after_failure(self.before, now) {
            Failures { locked_until: Some(_), .. } => 0,
            Failures { failures, .. } => self.rule.most - failures,
        }
    }

    /// Counts a wrong try; says whether it was the last one before a wait.
    pub async fn failed(&self, w: &mut Write<'_>) -> Result<bool> {
        let after = self.rule.after_failure(self.before, w.now());
        let district = main(w.app());
        store::limit::set(w.tx(), district, &self.key, after).await?;
        Ok(after.locked_until.is_some())
    }

    /// What was wrong before is forgotten.
    pub async fn passed(&self, w: &mut Write<'_>) -> Result<()> {
        let district = main(w.app());
        store::limit::set(w.tx(), district, &self.key, Failures::default()).await
    }
}

pub(crate) fn not_locked(failures: Failures, now: Timestamp) -> Result<()> {
    match failures.locked_until {
        Some(until) if now < until => Err(wait(until, now)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wait_is_twice_the_one_before_up_to_the_longest() {
        let rule = Rule::phone(&Config::default());
        let mut now = Timestamp(1_800_000_000_000_000);
        let mut failures = Failures::default();
        let mut waits = vec![];
        for _ in 0..6 {
            for n in 1..=5 {
                failures = rule.after_failure(failures, now);
                assert_eq!(failures.locked_until.is_some(), n == 5, "{failures:?}");
            }
            let until = failures.locked_until.unwrap();
            waits.push((until - now).in_seconds());
            assert!(not_locked(failures, until).is_ok());
            assert!(not_locked(failures, now).is_err());
            now = until;
        }
        assert_eq!(waits, [60, 120, 240, 480, 900, 900]);
        now = now + Span::days(1);
        for _ in 0..5 {
            failures = rule.after_failure(failures, now);
        }
        assert_eq!((failures.locked_until.unwrap() - now).in_seconds(), 60);
    }
}
