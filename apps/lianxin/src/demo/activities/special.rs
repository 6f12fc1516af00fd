//! The programs of the main center that someone who looks around is sent to.
use super::template::special;
use super::{Planned, Series};
use crate::demo::network::Network;
use crate::demo::stage::Stage;
use lianxin_kernel::{Date, Error, Result, TimeOfDay, Weekday};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Special {
    /// Open play all day, nobody signs up.
    OpenHouse,
    /// Is under way, or begins within half an hour.
    Now,
    /// Tomorrow, with free places.
    Free,
    /// Full, with a waiting list that moves up by itself.
    Full,
    /// For children, full.
    Children,
    /// Full; a freed place is offered.
    Offers,
    /// Full; those who got less go first.
    Fair,
    /// On site and online.
    Festival,
    FestivalPast,
    Cancelled,
    Draft,
}

const KEYS: [(&str, Special); 11] = [
    ("open-house", Special::OpenHouse),
    ("now", Special::Now),
    ("free", Special::Free),
    ("full", Special::Full),
    ("children", Special::Children),
    ("offers", Special::Offers),
    ("fair", Special::Fair),
    ("festival", Special::Festival),
    ("festival-past", Special::FestivalPast),
    ("cancelled", Special::Cancelled),
    ("draft", Special::Draft),
];

impl Special {
    /// In how many days it takes place.
    fn day(self, stage: &Stage) -> Date {
        let days = match self {
            Self::Free | Self::OpenHouse | Self::Now => 1,
            Self::Cancelled => 2,
            Self::Full => 3,
            Self::Children => 4,
            Self::Offers => 5,
            Self::Fair => 6,
            Self::Festival => 7,
            Self::FestivalPast => -stage.plan.past_days / 2,
            Self::Draft => 7,
        };
        stage.day(days)
    }
}

pub fn planned(stage: &Stage, network: &Network) -> Result<Vec<Planned>> {
    let center = network.main().ok_or_else(|| Error::internal("there is no main center"))?;
    let mut planned = vec![];
    for template in special()? {
        let Some((_, special)) = KEYS.iter().find(|(key, _)| *key == template.key) else {
            return Err(Error::internal(format!("no code plays {}", template.key)));
        };
        let rooms = center.rooms.iter().find(|r| template.rooms.contains(&r.kind));
        let from = template.times.first().copied().unwrap_or(TimeOfDay::MIDNIGHT);
        let end = from.minutes() + template.minutes;
        let to = TimeOfDay::from_minutes(end).unwrap_or(TimeOfDay::DAY_END);
        let series = match special {
            Special::OpenHouse => Series::Weekly {
                weekdays: (1..=7).filter_map(Weekday::new).collect(),
                first: stage.day(-stage.plan.past_days),
                last: stage.day(stage.plan.coming_days),
                from,
                to,
                left_out: vec![],
            },
            Special::Now => now(stage, template.minutes),
            other => Series::Once { date: other.day(stage), from, to },
        };
        planned.push(Planned {
            special: Some(*special),
            center: network.main,
            room: rooms.map(|r| r.id),
            seats: template.seats,
            series,
            scale: 1.0,
            template,
        });
    }
    Ok(planned)
}

/// Around now; shortly before midnight it is the first of tomorrow.
fn now(stage: &Stage, minutes: i64) -> Series {
    let minute = stage.zone().time(stage.now).minutes();
    let (date, from) = match minute {
        ..1_410 => (stage.today, (minute - 20).max(0) / 5 * 5),
        _ => (stage.day(1), 0),
    };
    let time = |n: i64| TimeOfDay::from_minutes(n.min(1_440)).unwrap_or(TimeOfDay::DAY_END);
    Series::Once { date, from: time(from), to: time(from + minutes) }
}
