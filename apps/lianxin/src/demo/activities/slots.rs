//! Which center has which program when: shares of kinds as they are usual, no room twice.
use super::template::{Template, weekly};
use super::{Planned, Series};
use crate::demo::dice::Dice;
use crate::demo::network::{Center, Network, Room};
use crate::demo::stage::Stage;
use lianxin_activities::ActivityKind as Kind;
use lianxin_kernel::{Error, Result, TimeOfDay, Weekday};
use lianxin_places::{Level, RoomId};
use std::collections::HashSet;
use std::sync::Arc;

/// How many sessions of a hundred are of each kind.
const SHARES: [(Kind, f64); 12] = [
    (Kind::ArtsGroup, 24.0),
    (Kind::Sport, 10.0),
    (Kind::Craft, 9.0),
    (Kind::OpenPlay, 8.0),
    (Kind::Course, 11.0),
    (Kind::ParentChild, 11.0),
    (Kind::AfterSchool, 8.0),
    (Kind::Health, 6.0),
    (Kind::Party, 5.0),
    (Kind::Volunteer, 4.0),
    (Kind::Film, 2.0),
    (Kind::Talk, 2.0),
];

/// A stretch of the week in which a room is taken.
struct Taken {
    room: RoomId,
    weekday: u8,
    from: i64,
    to: i64,
}

/// Sessions a week of a center. `full`: as many as there are; a demo is easier to look at with fewer.
fn weight(center: &Center, main: bool, full: bool) -> usize {
    match center.level {
        Level::County | Level::Regional | Level::Street if full => 27,
        Level::Community if full => 9,
        _ if main => 14,
        Level::County | Level::Regional | Level::Street => 6,
        Level::Community | Level::Estate | Level::Post => 1,
    }
}

pub fn scale(level: Level) -> f64 {
    match level {
        Level::County | Level::Regional | Level::Street => 0.8,
        Level::Community => 0.5,
        Level::Estate | Level::Post => 0.35,
    }
}

/// Adds weekly programs to those that are planned already.
pub fn fill(stage: &Stage, network: &Network, planned: &mut Vec<Planned>) -> Result<()> {
    let dice = Dice::of(stage.plan.seed, "slots");
    let mut places = vec![];
    for (n, center) in network.centers.iter().enumerate().filter(|(_, c)| c.open) {
        // Every other station has something.
        if center.level != Level::Estate || n % 2 == 0 {
            places.extend(vec![n; weight(center, n == network.main, stage.plan.curve)]);
        }
    }
    dice.shuffle(&mut places);
    let total = places.len() as f64 * stage.plan.share;
    let mut week = Week { stage, network, taken: taken(planned), there: HashSet::new(), dice };
    let templates = weekly()?;
    for (kind, share) in SHARES {
        let mut left = (share / 100.0 * total).round() as i64;
        let of_kind: Vec<_> = templates.iter().filter(|t| t.kind == kind).collect();
        let mut turn = of_kind.iter().cycle();
        // Each template may fail to find a place; after so many failures there is none.
        let mut failures = 0;
        while left > 0 && failures < of_kind.len() {
            let Some(template) = turn.next() else { break };
            let found = (0..places.len()).find_map(|at| {
                let plan = week.place(template, *places.get(at)?)?;
                Some((at, plan))
            });
            match found {
                Some((at, plan)) => {
                    places.swap_remove(at);
                    left -= template.days;
                    failures = 0;
                    planned.push(plan);
                }
                None => failures += 1,
            }
        }
    }
    match planned.is_empty() {
        false => Ok(()),
        true => Err(Error::internal("no program found a room")),
    }
}

/// What the special programs take, as if it were every week.
fn taken(planned: &[Planned]) -> Vec<Taken> {
    let mut taken = vec![];
    for plan in planned {
        let Some(room) = plan.room else { continue };
        let (from, to) = (plan.series.from().minutes(), plan.series.to().minutes());
        let weekdays = match &plan.series {
            Series::Once { date, .. } => vec![date.weekday()],
            Series::Weekly { weekdays, .. } => weekdays.clone(),
        };
        let one = |day: Weekday| Taken { room, weekday: day.number(), from, to };
        taken.extend(weekdays.into_iter().map(one));
    }
    taken
}

struct Week<'a> {
    stage: &'a Stage,
    network: &'a Network,
    taken: Vec<Taken>,
    /// Which program a center has already.
    there: HashSet<(usize, String)>,
    dice: Dice,
}

impl Week<'_> {
    fn place(&mut self, template: &Arc<Template>, at: usize) -> Option<Planned> {
        let center = self.network.centers.get(at)?;
        if self.there.contains(&(at, template.key.clone())) {
            return None;
        }
        let weekdays = self.weekdays(template);
        let mut found = None;
        for from in template.times.iter().map(|t| t.minutes()) {
            let to = from + template.minutes;
            if template.rooms.is_empty() {
                found = Some((from, None));
                break;
            }
            let of_kind = |kind| center.rooms.iter().find(|r: &&Room| r.kind == kind);
            let mut rooms = template.rooms.iter().filter_map(|kind| of_kind(*kind));
            if let Some(room) = rooms.find(|r| self.is_free(r.id, &weekdays, from, to)) {
                found = Some((from, Some(room.clone())));
                break;
            }
        }
        let (from, room) = found?;
        let to = from + template.minutes;
        let scale = scale(center.level);
        let wanted = template.seats.map(|s| ((s as f64 * scale) as i64).max(6));
        let seats = match (&room, wanted) {
            (Some(room), Some(wanted)) => Some(wanted.min(room.capacity)),
            (_, wanted) => wanted,
        };
        let room = room.map(|r| r.id);
        if let Some(room) = room {
            let one = |day: &Weekday| Taken { room, weekday: day.number(), from, to };
            self.taken.extend(weekdays.iter().map(one));
        }
        self.there.insert((at, template.key.clone()));
        let series = Series::Weekly {
            weekdays,
            first: self.stage.day(-self.stage.plan.past_days),
            last: self.stage.day(self.stage.plan.coming_days),
            from: TimeOfDay::from_minutes(from)?,
            to: TimeOfDay::from_minutes(to)?,
            left_out: vec![],
        };
        let template = template.clone();
        Some(Planned { template, special: None, center: at, room, seats, series, scale })
    }

    fn weekdays(&self, template: &Template) -> Vec<Weekday> {
        let number = |n: i64| u8::try_from(n).ok().and_then(Weekday::new);
        let days = match (template.days, template.weekend) {
            (3, _) => vec![1, 3, 5],
            (2, _) => vec![2, 4],
            (_, true) => vec![self.dice.between(6, 7)],
            _ if self.dice.chance(0.15) => vec![self.dice.between(6, 7)],
            _ => vec![self.dice.between(1, 5)],
        };
        days.into_iter().filter_map(number).collect()
    }

    fn is_free(&self, room: RoomId, weekdays: &[Weekday], from: i64, to: i64) -> bool {
        let on = |t: &Taken| weekdays.iter().any(|d| d.number() == t.weekday);
        let clash = |t: &Taken| t.room == room && on(t) && t.from < to && from < t.to;
        !self.taken.iter().any(clash)
    }
}
