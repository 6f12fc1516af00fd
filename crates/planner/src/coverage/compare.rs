use super::Coverage;
use crate::people::People;
use crate::{Error, Profile, Result};
use serde::Serialize;

/// A scenario to look at beside others: what it covers and what it costs.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub name: &'a str,
    pub coverage: &'a Coverage,
    /// In fen (one hundredth of a yuan), where it is known.
    pub cost: Option<u64>,
}

/// Plans side by side; the first is what they are compared with (today).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    pub minutes: Vec<u32>,
    pub plans: Vec<Compared>,
}

/// What a plan changes. Lists have a number for each of the minutes; all changes of the first are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    pub name: String,
    pub people: Vec<u64>,
    pub elders: Vec<u64>,
    pub people_gained: Vec<i64>,
    pub elders_gained: Vec<i64>,
    pub mean_minutes: Option<f64>,
    /// People times minutes, over those who have a way in both: what all of them walk less, one way.
    pub minutes_saved: f64,
    /// People who had no way at all and have one now, less those who lose it.
    pub newly_reached: i64,
    /// Of each site of the plan.
    pub loads: Vec<u64>,
    pub cost: Option<u64>,
    /// Fen for each person gained within the most minutes; none when nobody is gained, or without cost.
    pub cost_per_person: Option<u64>,
}

/// Refuses plans that were not asked about the same homes and minutes.
pub fn compare(profile: &Profile, people: &People, plans: &[Plan<'_>]) -> Result<Comparison> {
    let Some(today) = plans.first().map(|plan| plan.coverage) else {
        return Err(Error::value("plans", "give at least the one to compare with"));
    };
    let minutes =
        |coverage: &Coverage| coverage.bands.iter().map(|b| b.minutes).collect::<Vec<_>>();
    for plan in plans {
        let of = plan.coverage;
        if minutes(of) != minutes(today)
            || of.near.len() != people.len()
            || of.people != today.people
        {
            let why = format!("{} was asked about other minutes or people; ask again", plan.name);
            return Err(Error::value("plans", why));
        }
    }
    let plans = plans.iter().map(|plan| one(profile, people, today, plan)).collect();
    Ok(Comparison { minutes: minutes(today), plans })
}

fn one(profile: &Profile, people: &People, today: &Coverage, plan: &Plan<'_>) -> Compared {
    let of = plan.coverage;
    let gained = |count: fn(&super::Band) -> u64| -> Vec<i64> {
        let pairs = of.bands.iter().zip(&today.bands);
        pairs.map(|(now, then)| signed(count(now)) - signed(count(then))).collect()
    };
    let (mut saved, mut newly_reached) = (0i128, 0);
    for (home, (now, then)) in of.near.iter().zip(&today.near).enumerate() {
        let here = people.people_of(home);
        match (now, then) {
            (Some(now), Some(then)) => {
                saved += (i128::from(then.cost) - i128::from(now.cost)) * i128::from(here);
            }
            (Some(_), None) => newly_reached += signed(here),
            (None, Some(_)) => newly_reached -= signed(here),
            (None, None) => {}
        }
    }
    let people_gained = gained(|band| band.people);
    let most = people_gained.last().and_then(|n| u64::try_from(*n).ok()).filter(|n| *n > 0);
    let halfway_up = |cost: u64, n: u64| {
        u64::try_from((u128::from(cost) + u128::from(n) / 2) / u128::from(n)).ok()
    };
    Compared {
        name: plan.name.to_owned(),
        people: of.bands.iter().map(|band| band.people).collect(),
        elders: of.bands.iter().map(|band| band.elders).collect(),
        elders_gained: gained(|band| band.elders),
        people_gained,
        mean_minutes: of.equity.mean_minutes,
        minutes_saved: saved as f64 / f64::from(profile.speed),
        newly_reached,
        loads: of.sites.iter().map(|site| site.load).collect(),
        cost: plan.cost,
        cost_per_person: plan.cost.zip(most).and_then(|(cost, n)| halfway_up(cost, n)),
    }
}

/// People are far fewer than 2^63.
fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
