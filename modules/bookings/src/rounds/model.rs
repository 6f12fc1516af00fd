//! Rounds, blocks and wishes: what they are, and what may be said of them. Pure.
use lianxin_calendar::RoomSetting;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Line, Result, Timestamp, id, words};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(RoundId, "rnd");
id!(BlockId, "blk");
id!(
    /// A club has a block for a season.
    AwardId,
    "awd"
);
id!(AppealId, "apl");

words! {
    pub enum RoundState {
        /// Seen by staff alone.
        Draft = "draft",
        /// Takes wishes.
        Open = "open",
        /// Takes no wishes anymore; not shared out, or to be shared out anew.
        Closed = "closed",
        /// Shared out; clubs see it and may appeal.
        Proposed = "proposed",
        /// On the calendar.
        Published = "published",
        Ended = "ended",
    }
}

words! {
    pub enum AppealState { Open = "open", Accepted = "accepted", Declined = "declined" }
}

impl RoundState {
    pub fn may_become(self, to: Self) -> bool {
        use RoundState::{Closed, Draft, Ended, Open, Proposed, Published};
        matches!(
            (self, to),
            (Draft | Closed, Open)
                | (Open | Proposed, Closed)
                | (Closed | Proposed, Proposed)
                | (Proposed, Published)
                | (Published, Ended)
        )
    }

    /// Blocks and days may be changed: nobody is about to name them, nobody has them.
    pub fn is_arranged(self) -> bool {
        matches!(self, Self::Draft | Self::Closed)
    }
}

/// What a round is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundFacts {
    #[schema(value_type = String)]
    pub name: Line<60>,
    pub first_day: Date,
    /// Seven days to a year after the first, both included.
    pub last_day: Date,
    /// Clubs may state wishes until then.
    pub wishes_until: Timestamp,
    /// Public holidays are left out.
    pub skip_holidays: bool,
}

impl RoundFacts {
    const LEAST_DAYS: i32 = 6;
    const MOST_DAYS: i32 = 366;

    pub fn check(&self, today: Date) -> Result<()> {
        if self.first_day <= today {
            return Err(Error::field("first_day", FieldCode::InPast));
        }
        let days = self.first_day.days_until(self.last_day);
        if !(Self::LEAST_DAYS..=Self::MOST_DAYS).contains(&days) {
            let (min, max) = (Self::LEAST_DAYS, Self::MOST_DAYS);
            let fault = FieldError::new("last_day", FieldCode::OutOfRange);
            let fault = fault.with("min", self.first_day.plus_days(min));
            return Err(Error::Invalid(vec![fault.with("max", self.first_day.plus_days(max))]));
        }
        Ok(())
    }
}

/// A room at a time of every week of the season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockFacts {
    pub room: RoomId,
    /// 1 is Monday.
    pub weekday: i64,
    /// Minutes since midnight, in quarter hours; setting up and cleaning are inside.
    pub from_minute: i64,
    pub to_minute: i64,
}

const DAY: i64 = 24 * 60;
const QUARTER: i64 = 15;
const SHORTEST: i64 = 30;

impl BlockFacts {
    /// What is wrong with it, as the `n`th of a list.
    pub fn fault(&self, n: usize) -> Option<FieldError> {
        let wrong = |field: &str, min: i64, max: i64| {
            let fault = FieldError::new(format!("blocks.{n}.{field}"), FieldCode::OutOfRange);
            Some(fault.with("min", min).with("max", max))
        };
        if !(1..=7).contains(&self.weekday) {
            return wrong("weekday", 1, 7);
        }
        if !(0..DAY).contains(&self.from_minute) || self.from_minute % QUARTER != 0 {
            return wrong("from_minute", 0, DAY - SHORTEST);
        }
        let least = self.from_minute + SHORTEST;
        if !(least..=DAY).contains(&self.to_minute) || self.to_minute % QUARTER != 0 {
            return wrong("to_minute", least, DAY);
        }
        None
    }

    /// When the club is in the room: the block without setting up and cleaning, so that neighbours do
    /// not stand in each other's way. As it is where that would leave nothing.
    pub fn used(&self, setting: &RoomSetting) -> (i64, i64) {
        let from = self.from_minute + setting.before_min;
        let to = self.to_minute - setting.after_min;
        if from < to { (from, to) } else { (self.from_minute, self.to_minute) }
    }

    /// The rule of its dates from a day until another, as RFC 5545 says it.
    pub fn rule(&self, last: Date) -> String {
        const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let nth = usize::try_from(self.weekday - 1).unwrap_or(0).min(6);
        let until = last.to_string().replace('-', "");
        format!("FREQ=WEEKLY;BYDAY={};UNTIL={until}", DAYS[nth])
    }
}

/// A block that suits, and how well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LikedBlock {
    pub block: BlockId,
    /// 1 is best, at most 100.
    pub rank: i64,
}

/// What a club wants of a season.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WishFacts {
    /// Blocks a week, 1 to 7.
    pub wanted: i64,
    /// How many come, 1 to 10,000.
    pub people: i64,
    /// At most so many on one day, 1 to 7.
    pub a_day: i64,
    /// 1 to 300. A block that is not named does not suit.
    pub likes: Vec<LikedBlock>,
}

impl WishFacts {
    /// 200 clubs with so many each are what one round can hold.
    pub const MOST_LIKES: usize = lianxin_season::MOST_LIKES / lianxin_season::MOST_CLUBS;

    pub fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        let mut within = |field: &str, value: i64, max: i64| {
            if !(1..=max).contains(&value) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", 1).with("max", max));
            }
        };
        within("wanted", self.wanted, 7);
        within("a_day", self.a_day, 7);
        within("people", self.people, 10_000);
        for (n, like) in self.likes.iter().enumerate().take(Self::MOST_LIKES) {
            within(&format!("likes.{n}.rank"), like.rank, i64::from(lianxin_season::MOST_RANK));
        }
        if self.likes.is_empty() {
            faults.push(FieldError::new("likes", FieldCode::Required));
        }
        if self.likes.len() > Self::MOST_LIKES {
            let fault = FieldError::new("likes", FieldCode::TooMany);
            faults.push(fault.with("max", Self::MOST_LIKES as i64));
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(weekday: i64, from_minute: i64, to_minute: i64) -> BlockFacts {
        BlockFacts { room: RoomId(lianxin_db::Id::NIL), weekday, from_minute, to_minute }
    }

    #[test]
    fn a_block_is_of_quarter_hours_of_one_day() {
        let field = |b: BlockFacts| b.fault(0).map(|f| f.field);
        assert_eq!(field(block(1, 0, 1440)), None);
        assert_eq!(field(block(8, 540, 600)).as_deref(), Some("blocks.0.weekday"));
        assert_eq!(field(block(1, 545, 600)).as_deref(), Some("blocks.0.from_minute"));
        assert_eq!(field(block(1, 600, 615)).as_deref(), Some("blocks.0.to_minute"));
        assert_eq!(field(block(1, 600, 1455)).as_deref(), Some("blocks.0.to_minute"));
    }

    #[test]
    fn a_rule_says_the_weekday_and_the_last_day() {
        let rule = block(7, 540, 600).rule("2026-06-30".parse().unwrap());
        assert_eq!(rule, "FREQ=WEEKLY;BYDAY=SU;UNTIL=20260630");
    }

    proptest! {
        /// What is used, with setting up and cleaning around it, is never outside of the block.
        #[test]
        fn neighbours_never_meet(from in 0i64..80, long in 2i64..16, before in 0i64..90, after in 0i64..90) {
            let block = block(1, from * 15, (from + long) * 15);
            let setting = RoomSetting { before_min: before, after_min: after, ..RoomSetting::USUAL };
            let (begin, end) = block.used(&setting);
            prop_assert!(begin < end && block.from_minute <= begin && end <= block.to_minute);
            if before + after < long * 15 {
                prop_assert_eq!((begin - before, end + after), (block.from_minute, block.to_minute));
            }
        }
    }

    #[test]
    fn only_known_ways_lead_on() {
        use RoundState::{Closed, Draft, Ended, Open, Proposed, Published};
        assert!(Draft.may_become(Open) && Closed.may_become(Open) && Proposed.may_become(Closed));
        for state in RoundState::ALL {
            assert!(!state.may_become(Draft) && !Ended.may_become(*state));
            assert_eq!(state.may_become(Published), *state == Proposed);
        }
    }
}
