//! What is asked for in a day, and when: the hour curve and the mix of a center.
use crate::demo::dice::Dice;
use std::time::Duration;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ask {
    /// What is on at a center.
    Sessions,
    Session,
    Center,
    FreeRooms,
    /// One's own sign-ups.
    Mine,
    SignUp,
    CheckIn,
    Book,
}

impl Ask {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sessions => "list of activities",
            Self::Session => "an activity",
            Self::Center => "a center",
            Self::FreeRooms => "free rooms",
            Self::Mine => "own sign-ups",
            Self::SignUp => "sign up",
            Self::CheckIn => "check in",
            Self::Book => "book a room",
        }
    }
}

/// How often each is asked for, for a hundred people who come.
const MIX: [(Ask, usize); 8] = [
    (Ask::Sessions, 220),
    (Ask::Session, 180),
    (Ask::Center, 60),
    (Ask::FreeRooms, 12),
    (Ask::Mine, 80),
    (Ask::SignUp, 24),
    (Ask::CheckIn, 60),
    (Ask::Book, 3),
];

/// Shares of a weekday from 08:00 to 21:00, by the hour.
const HOURS: [u64; 13] = [4, 11, 14, 13, 8, 4, 8, 10, 10, 7, 4, 5, 2];

pub struct Plan {
    pub seed: u64,
    pub centers: usize,
    /// People who come to each center.
    pub visits: usize,
    pub speed: u32,
}

impl Plan {
    /// How long the replay is.
    pub fn lasts(&self) -> Duration {
        Duration::from_secs(HOURS.len() as u64 * 3_600) / self.speed
    }
}

/// One request to be.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// After the beginning of the replay.
    pub at: Duration,
    pub ask: Ask,
    pub center: usize,
    /// Which of the people, sessions or rooms, by chance.
    pub chance: usize,
}

/// All of the day, by time.
pub fn events(plan: &Plan) -> Vec<Event> {
    let dice = Dice::of(plan.seed, "a day");
    let hours: Vec<(u64, u64)> = (0..).zip(HOURS).collect();
    let mut all = vec![];
    for center in 0..plan.centers {
        for (ask, share) in MIX {
            for _ in 0..share * plan.visits / 100 {
                let hour = dice.weighted(&hours).copied().unwrap_or(0);
                let within = Duration::from_secs_f64(dice.share() * 3_600.0);
                let at = (Duration::from_secs(hour * 3_600) + within) / plan.speed;
                all.push(Event { at, ask, center, chance: dice.below(1 << 30) });
            }
        }
    }
    all.sort_by_key(|event| event.at);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_morning_peak_and_its_mix() {
        let plan = Plan { seed: 1, centers: 3, visits: 200, speed: 3_600 };
        let all = events(&plan);
        let count = |ask| all.iter().filter(|e| e.ask == ask).count();
        assert_eq!((count(Ask::SignUp), count(Ask::CheckIn)), (144, 360));
        let within = |hour: u64| {
            let from = Duration::from_secs(hour);
            all.iter().filter(|e| (from..from + Duration::from_secs(1)).contains(&e.at)).count()
        };
        assert!(within(2) > 2 * within(5) && within(12) < within(11));
        assert!(all.windows(2).all(|two| two[0].at <= two[1].at));
        assert!(all.last().unwrap().at < plan.lasts());
    }
}
