//! Somebody has a room every week, but for one date that somebody else was quicker for; somebody else had
//! one for so long that it is asked whether it is still needed.
use super::bookings::book;
use super::people::Resident;
use super::stage::Stage;
use lianxin_bookings::{BookSeries, BookSeriesFor, NewBookingSeries, NewDeskBookingSeries};
use lianxin_calendar::SeriesRule;
use lianxin_kernel::{Error, Line, Result};
use lianxin_places::RoomId;

/// In how many days it begins: beyond what is booked by chance.
const FIRST_DAY: i32 = 16;
const HOUR: i64 = 16;

pub async fn weekly(stage: &Stage, who: &Resident, other: &Resident, room: RoomId) -> Result<()> {
    book(stage, other, room, (FIRST_DAY + 7, HOUR, 90), "楼组长碰头会").await?;
    let rule = SeriesRule {
        rule: "FREQ=WEEKLY;COUNT=3".to_owned(),
        first: stage.today.plus_days(FIRST_DAY),
        from_minute: HOUR * 60,
        minutes: 90,
        except: vec![],
        skip_holidays: true,
    };
    let title = Line::new("合唱队每周排练").map_err(Error::internal)?;
    let new = NewBookingSeries { rule, people: 6, title, organization: None };
    match stage.app.act(Some(who.actor())).run(BookSeries { room, new }).await {
        Ok(_) | Err(Error::Conflict(_)) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Before today by so many days: its weeks are over, so it is asked whether it is still needed.
const LONG_AGO: i32 = 30;

pub async fn long_ago(stage: &Stage, who: &Resident, room: RoomId) -> Result<()> {
    if stage.plan.past_days <= LONG_AGO {
        return Ok(());
    }
    let rule = SeriesRule {
        rule: "FREQ=WEEKLY;COUNT=10".to_owned(),
        first: stage.day(-LONG_AGO),
        from_minute: 12 * 60 + 30,
        minutes: 60,
        except: vec![],
        skip_holidays: true,
    };
    let title = Line::new("午间太极").map_err(Error::internal)?;
    let new = NewBookingSeries { rule, people: 6, title, organization: None };
    let new = NewDeskBookingSeries { person: who.id, new, outside_hours: false };
    match stage.act().run(BookSeriesFor { room, new }).await {
        Ok(_) | Err(Error::Conflict(_)) => Ok(()),
        Err(other) => Err(other),
    }
}
