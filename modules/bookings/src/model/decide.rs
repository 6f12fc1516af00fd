//! Whether somebody may book, by the rules alone: the calendar is asked besides.
use super::{Booker, Policy};
use crate::reasons;
use lianxin_calendar::Span;
use lianxin_kernel::{Date, Reason, Span as Length, Timestamp, Zone};
use lianxin_people::{Age, Certainty};

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub span: Span,
    pub people: i64,
    pub booker: Booker,
}

/// A booking of the same room by the same booker that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booked {
    pub span: Span,
    /// Nobody came to it.
    pub no_show: bool,
}

/// What the rules have to know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Of a person who books for themself; `None` when nothing is known.
    pub age: Option<Age>,
    /// How many fit into the room.
    pub capacity: Option<i64>,
    /// Their other bookings of this room.
    pub others: Vec<Booked>,
}

/// What the rules say. May book when nothing is against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Everything that stands against it, not only the first.
    pub against: Vec<Reason>,
    /// What one should know besides.
    pub notes: Vec<Reason>,
    /// Staff decide on it.
    pub approval: bool,
    pub fee_fen: i64,
}

pub fn decide(
    policy: &Policy,
    asked: &Asked,
    facts: &Facts,
    now: Timestamp,
    zone: &Zone,
) -> Verdict {
    let mut against = vec![];
    let mut notes = vec![];
    let Asked { span, people, booker } = *asked;
    let (today, day) = (zone.date(now), zone.date(span.from));
    let minutes = minutes(span);
    if !policy.bookers.contains(&booker) {
        against.push(reasons::not_for(booker));
    }
    let last = today.plus_days(i32::try_from(policy.days_ahead).unwrap_or(365));
    if day > last {
        against.push(reasons::too_far(policy.days_ahead, last));
    }
    if span.from < now + Length::minutes(policy.notice_min) && span.from >= now {
        against.push(reasons::too_soon(policy.notice_min));
    }
    if minutes < policy.least_min {
        against.push(reasons::too_short(policy.least_min));
    }
    if minutes > policy.most_min {
        against.push(reasons::too_long(policy.most_min));
    }
    if people < policy.people_least {
        against.push(reasons::too_few(policy.people_least));
    }
    if let Some(capacity) = facts.capacity.filter(|capacity| people > *capacity) {
        against.push(reasons::too_many(capacity));
    }
    against.extend(age(policy, booker, facts.age));
    against.extend(quotas(policy, span, &facts.others, now, zone));
    if let Some(rule) = policy.no_shows {
        let since = today.plus_days(-i32::try_from(rule.days).unwrap_or(365));
        let missed = facts.others.iter().filter(|b| b.no_show);
        let mut missed: Vec<Date> = missed.map(|b| zone.date(b.span.from)).collect();
        missed.retain(|date| *date > since);
        missed.sort_unstable_by(|a, b| b.cmp(a));
        let many = missed.len() as i64;
        // The oldest of those that stop one is the next to be forgiven.
        let oldest = usize::try_from(rule.stopped_from - 1).ok().and_then(|n| missed.get(n));
        if let Some(oldest) = oldest {
            let until = oldest.plus_days(i32::try_from(rule.days).unwrap_or(365));
            against.push(reasons::no_shows(many, until));
        } else if many >= rule.warned_from {
            notes.push(reasons::no_show_warning(many, rule.stopped_from));
        }
    }
    let approval = policy.approval.contains(&booker);
    if approval {
        notes.push(reasons::needs_approval());
    }
    let fee_fen = policy.fee_fen(booker, minutes);
    if fee_fen > 0 {
        notes.push(reasons::fee(fee_fen));
    }
    Verdict { against, notes, approval, fee_fen }
}

fn minutes(span: Span) -> i64 {
    (span.to - span.from).in_minutes()
}

fn age(policy: &Policy, booker: Booker, age: Option<Age>) -> Option<Reason> {
    let least = policy.age_least.filter(|_| booker == Booker::Resident)?;
    let certain = age.map(|age| age.at_least(u8::try_from(least).unwrap_or(u8::MAX)));
    match certain {
        Some(Certainty::Yes) => None,
        Some(Certainty::No) => Some(reasons::too_young(least)),
        Some(Certainty::Unsure) | None => Some(reasons::age_unsure(least)),
    }
}

/// How many are still to come, and the minutes of the week and the month of what is asked.
fn quotas(
    policy: &Policy,
    span: Span,
    others: &[Booked],
    now: Timestamp,
    zone: &Zone,
) -> Vec<Reason> {
    let mut against = vec![];
    let kept = || others.iter().filter(|b| !b.no_show);
    let open = kept().filter(|b| b.span.to > now).count() as i64;
    if let Some(most) = policy.open_most.filter(|most| open >= *most) {
        against.push(reasons::too_many_open(open, most));
    }
    let day = zone.date(span.from);
    let asked = minutes(span);
    let had = |same: &dyn Fn(Date) -> bool| -> i64 {
        kept().filter(|b| same(zone.date(b.span.from))).map(|b| minutes(b.span)).sum()
    };
    let had_in_week = had(&|date| monday(date) == monday(day));
    if let Some(most) = policy.week_min.filter(|most| had_in_week + asked > *most) {
        against.push(reasons::week_used(had_in_week, most));
    }
    let had_in_month = had(&|date| date.first_of_month() == day.first_of_month());
    if let Some(most) = policy.month_min.filter(|most| had_in_month + asked > *most) {
        against.push(reasons::month_used(had_in_month, most));
    }
    against
}

fn monday(date: Date) -> Date {
    date.plus_days(1 - i32::from(date.weekday().number()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NoShows, QuotaOf};
    use proptest::prelude::*;

    fn zone() -> Zone {
        Zone::named("Asia/Shanghai").unwrap()
    }

    /// Monday 2026-03-02 at 09:00 in Shanghai.
    fn now() -> Timestamp {
        Timestamp::parse("2026-03-02T01:00:00Z").unwrap()
    }

    fn at(days: i64, hour: i64, minutes: i64) -> Span {
        let from = now() + Length::days(days) + Length::hours(hour - 9);
        Span { from, to: from + Length::minutes(minutes) }
    }

    fn codes(policy: &Policy, asked: Asked, facts: &Facts) -> Vec<String> {
        let verdict = decide(policy, &asked, facts, now(), &zone());
        verdict.against.into_iter().map(|r| r.code.replace("bookings.", "")).collect()
    }

    fn resident(span: Span) -> Asked {
        Asked { span, people: 5, booker: Booker::Resident }
    }

    #[test]
    fn every_rule_says_what_stands_against_it() {
        let policy = Policy {
            bookers: vec![Booker::Resident, Booker::PartyBranch],
            days_ahead: 14,
            notice_min: 60,
            least_min: 30,
            most_min: 120,
            people_least: 3,
            age_least: Some(18),
            open_most: Some(2),
            week_min: Some(240),
            month_min: Some(300),
            ..Policy::usual()
        };
        let facts = Facts { capacity: Some(20), ..Facts::default() };
        let ask =
            |span| codes(&policy, Asked { booker: Booker::PartyBranch, ..resident(span) }, &facts);
        assert_eq!(ask(at(1, 10, 60)), [""; 0]);
        assert_eq!(ask(at(14, 10, 60)), [""; 0]);
        assert_eq!(ask(at(15, 10, 60)), ["too_far"]);
        assert_eq!(ask(at(0, 9, 60)), ["too_soon"]);
        assert_eq!(ask(at(0, 10, 60)), [""; 0]);
        assert_eq!(ask(at(1, 10, 15)), ["too_short"]);
        assert_eq!(ask(at(1, 10, 135)), ["too_long"]);
        assert_eq!(codes(&policy, resident(at(1, 10, 60)), &facts), ["age_unsure"]);
        let many = Asked { people: 21, booker: Booker::Enterprise, span: at(1, 10, 60) };
        assert_eq!(codes(&policy, many, &facts), ["not_for", "too_many"]);
        let few = Asked { people: 2, booker: Booker::PartyBranch, span: at(1, 10, 60) };
        assert_eq!(codes(&policy, few, &facts), ["too_few"]);
    }

    #[test]
    fn quotas_count_the_week_and_the_month_of_what_is_asked() {
        let policy = Policy {
            open_most: Some(3),
            week_min: Some(180),
            month_min: Some(240),
            quota_of: QuotaOf::Household,
            ..Policy::usual()
        };
        let others = vec![
            Booked { span: at(-1, 10, 120), no_show: false },
            Booked { span: at(2, 10, 120), no_show: false },
        ];
        let facts = Facts { others, ..Facts::default() };
        // Sunday before lies in the same month, not in the same week.
        assert_eq!(codes(&policy, resident(at(3, 10, 60)), &facts), ["month_used"]);
        assert_eq!(codes(&policy, resident(at(3, 10, 75)), &facts), ["week_used", "month_used"]);
        assert_eq!(codes(&policy, resident(at(7, 10, 60)), &facts), ["month_used"]);
        let open = Policy { open_most: Some(1), ..Policy::usual() };
        assert_eq!(codes(&open, resident(at(7, 10, 60)), &facts), ["too_many_open"]);
    }

    #[test]
    fn who_does_not_come_is_warned_then_stopped_then_forgiven() {
        let no_shows = Some(NoShows { days: 30, warned_from: 1, stopped_from: 2 });
        let policy = Policy { no_shows, ..Policy::usual() };
        let missed = |days: &[i64]| Facts {
            others: days.iter().map(|d| Booked { span: at(-d, 10, 60), no_show: true }).collect(),
            ..Facts::default()
        };
        let asked = resident(at(1, 10, 60));
        assert_eq!(codes(&policy, asked, &missed(&[5, 29])), ["no_shows"]);
        assert_eq!(codes(&policy, asked, &missed(&[5, 30])), [""; 0]);
        let warned = decide(&policy, &asked, &missed(&[5, 30]), now(), &zone());
        assert_eq!(warned.notes[0].code, "bookings.no_show_warning");
        let clean = decide(&policy, &asked, &missed(&[31]), now(), &zone());
        assert_eq!(clean.notes, []);
        // It is said until when: the day the older of the two no longer counts.
        let stopped = decide(&policy, &asked, &missed(&[5, 20]), now(), &zone());
        let until = stopped.against[0].values["until"].clone();
        assert_eq!(serde_json::to_value(until).unwrap(), "2026-03-12");
    }

    proptest! {
        /// A stricter rule never lets in what a milder one refuses.
        #[test]
        fn rules_only_take_away(
            days in 0i64..40, hour in 9i64..20, quarters in 1i64..20, people in 1i64..40,
            most in 15i64..400, open in 1i64..4, week in 15i64..600, others in
            prop::collection::vec((-20i64..20, 9i64..20, 1i64..12, any::<bool>()), 0..6),
        ) {
            let others = others.into_iter().map(|(d, h, q, no_show)| {
                Booked { span: at(d, h, q * 15), no_show }
            });
            let facts = Facts { others: others.collect(), capacity: Some(30), age: None };
            let asked = Asked { span: at(days, hour, quarters * 15), people, booker: Booker::Resident };
            let mild = Policy { open_most: None, no_shows: None, ..Policy::usual() };
            let strict = Policy {
                open_most: Some(open), week_min: Some(week), most_min: most.max(mild.least_min),
                ..Policy::usual()
            };
            let refused = codes(&mild, asked, &facts);
            let also = codes(&strict, asked, &facts);
            for code in refused.iter().filter(|c| c.as_str() != "too_long") {
                prop_assert!(also.contains(code), "{code} is missing in {also:?}");
            }
            prop_assert_eq!(also.contains(&"too_long".to_owned()), quarters * 15 > strict.most_min);
        }
    }
}
