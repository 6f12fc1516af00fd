//! Rooms are booked, and most who booked come.
use crate::demo::bookings::try_book;
use crate::demo::dice::Dice;
use crate::demo::network::Network;
use crate::demo::people::Resident;
use crate::demo::stage::{Stage, all};
use lianxin_bookings::{BookingId, CheckInBooking, Policy, PutCenterPolicy};
use lianxin_kernel::{Error, Result, Span, Timestamp};
use lianxin_places::RoomKind;

/// Of those who booked so many do not come.
const NO_SHOW: f64 = 0.12;
/// A center has so many bookings a day.
const A_DAY: usize = 3;
const TITLES: &[&str] = &["合唱排练", "书法练习", "读书会", "家长沙龙", "棋友聚会", "手工小组"];

/// Somebody will come to a booked room, or will not.
pub struct Booked {
    pub comes_at: Timestamp,
    booking: Option<BookingId>,
}

/// Books the rooms of all centers for the days of a part; by when they come.
pub async fn book(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<Vec<Booked>> {
    rules(stage, network).await?;
    let mut at_home: Vec<Vec<Resident>> = vec![vec![]; network.centers.len()];
    for resident in residents {
        if let Some(list) = at_home.get_mut(resident.home) {
            list.push(resident.clone());
        }
    }
    // The last day is today: what has begun can not be booked.
    let days = 1 - stage.plan.past_days..=stage.plan.coming_days;
    let works = network.centers.iter().zip(at_home).enumerate().map(|(n, (center, people))| {
        let rooms: Vec<_> = center
            .rooms
            .iter()
            .filter(|r| r.kind != RoomKind::Office && r.capacity >= 6)
            .map(|r| r.id)
            .collect();
        let (stage, days) = (stage.clone(), days.clone());
        async move {
            let mut booked = vec![];
            for day in days {
                let dice = Dice::of(stage.plan.seed, &format!("rooms {n} {}", stage.day(day)));
                for _ in 0..A_DAY {
                    let found = (dice.pick(&rooms), dice.pick(&people), dice.pick(TITLES));
                    let (Some(room), Some(who), Some(title)) = found else { break };
                    let hour = dice.between(9, 18);
                    let comes = !dice.chance(NO_SHOW);
                    let made = try_book(&stage, who, *room, (day, hour, 90), title).await?;
                    let comes_at = stage.moment(day, hour * 60) - Span::minutes(4);
                    let booking = made.filter(|_| comes);
                    if made.is_some() && comes_at <= stage.now {
                        booked.push(Booked { comes_at, booking });
                    }
                }
            }
            Ok(booked)
        }
    });
    let mut all = all(works).await?.concat_booked();
    all.sort_by_key(|b| b.comes_at);
    Ok(all)
}

trait Concat {
    fn concat_booked(self) -> Vec<Booked>;
}

impl Concat for Vec<Vec<Booked>> {
    fn concat_booked(self) -> Vec<Booked> {
        self.into_iter().flatten().collect()
    }
}

/// Whoever does not come within twenty minutes loses the room.
async fn rules(stage: &Stage, network: &Network) -> Result<()> {
    let valid_from = stage.zone().date(stage.app.now());
    let works = network.centers.iter().map(|center| {
        let (stage, center) = (stage.clone(), center.id);
        let rules =
            Policy { days_ahead: 60, open_most: None, release_min: Some(20), ..Policy::usual() };
        async move { stage.act().run(PutCenterPolicy { center, valid_from, rules }).await }
    });
    all(works).await.map(drop)
}

/// Those who come are checked in at the desk.
pub async fn come(stage: &Stage, came: Vec<Booked>) -> Result<()> {
    let works = came.into_iter().filter_map(|b| b.booking).map(|booking| {
        let act = stage.act();
        async move {
            match act.run(CheckInBooking { booking }).await {
                // Its room was closed, or it was given back before.
                Ok(_) | Err(Error::Conflict(_)) => Ok(()),
                Err(other) => Err(other),
            }
        }
    });
    all(works).await.map(drop)
}
