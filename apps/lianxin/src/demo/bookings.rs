//! Who uses the rooms of the main center besides its activities: rules, bookings past and to come, what waits
//! for a decision.
use super::dice::Dice;
use super::network::{Network, Room};
use super::people::{ELDER, RESIDENT, Resident};
use super::series;
use super::stage::Stage;
use lianxin_bookings::{
    BookRoom, Booker, BookingId, LoanRules, NewBooking, Policy, PutCenterPolicy, PutRoomPolicy,
};
use lianxin_calendar::commands::PutSetting;
use lianxin_calendar::{RoomSetting, Span};
use lianxin_kernel::{Error, Line, Result, Span as Length};
use lianxin_places::{CenterId, RoomId, RoomKind};

const TITLES: &[&str] = &[
    "合唱排练",
    "书法练习",
    "邻里茶话会",
    "读书会",
    "棋友聚会",
    "广场舞排练",
    "家长沙龙",
    "手工小组",
    "摄影交流",
    "太极拳练习",
];

fn rules(release_min: Option<i64>) -> Policy {
    Policy {
        days_ahead: 60,
        open_most: Some(3),
        release_min,
        loans: LoanRules { most: 3, days: 14 },
        series_ask_weeks: 4,
        ..Policy::usual()
    }
}

/// At the beginning of the play: nobody loses a room while the weeks are played.
pub async fn open(stage: &Stage, network: &Network) -> Result<()> {
    let Some(main) = network.main() else { return Ok(()) };
    for room in main.rooms.iter().filter(|r| r.kind == RoomKind::Office) {
        let setting = RoomSetting { bookable: false, ..RoomSetting::USUAL };
        stage.act().run(PutSetting { room: room.id, setting }).await?;
    }
    put(stage, main.id, None).await
}

/// While the play is at its beginning: the weeks that will be over.
pub async fn weeks(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<()> {
    for day in 1 - stage.plan.past_days..0 {
        a_day(stage, network, residents, day).await?;
    }
    let small = network.main().and_then(|main| main.rooms.iter().find(|r| is_small(r)));
    match (small, residents.get(ELDER)) {
        (Some(room), Some(who)) => series::long_ago(stage, who, room.id).await,
        _ => Ok(()),
    }
}

fn is_small(room: &Room) -> bool {
    (6..=20).contains(&room.capacity) && room.kind != RoomKind::Office
}

async fn put(stage: &Stage, center: CenterId, release_min: Option<i64>) -> Result<()> {
    let valid_from = stage.zone().date(stage.app.now());
    let rules = rules(release_min);
    stage.act().run(PutCenterPolicy { center, valid_from, rules }).await
}

/// One booking a day and room or so, by different people; what an activity has already stays free of it.
async fn a_day(stage: &Stage, network: &Network, residents: &[Resident], day: i32) -> Result<()> {
    let dice = Dice::of(stage.plan.seed, &format!("bookings {day}"));
    let Some(main) = network.main() else { return Ok(()) };
    let rooms: Vec<RoomId> =
        main.rooms.iter().filter(|r| r.kind != RoomKind::Office).map(|r| r.id).collect();
    for _ in 0..3 {
        let found = (dice.pick(&rooms), dice.pick(residents), dice.pick(TITLES));
        let (Some(room), Some(who), Some(title)) = found else { break };
        book(stage, who, *room, (day, dice.between(9, 18), 90), title).await?;
    }
    Ok(())
}

/// What stands in the calendar now, and what waits for staff.
pub async fn coming(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<()> {
    let Some(main) = network.main() else { return Ok(()) };
    put(stage, main.id, Some(20)).await?;
    let Some(hall) = main.rooms.iter().find(|r| r.kind == RoomKind::MultiHall) else {
        return Ok(());
    };
    let approval = Policy { approval: Booker::ALL.to_vec(), ..rules(Some(20)) };
    let valid_from = stage.today;
    stage.act().run(PutRoomPolicy { room: hall.id, valid_from, rules: approval }).await?;
    for day in 0..stage.plan.coming_days.min(14) {
        a_day(stage, network, residents, day).await?;
    }
    let (Some(one), Some(two)) = (residents.get(RESIDENT), residents.get(ELDER)) else {
        return Ok(());
    };
    if let Some(room) = main.rooms.iter().find(|r| is_small(r)) {
        for hour in [9, 11, 14, 16] {
            if book(stage, one, room.id, (1, hour, 60), "合唱分声部排练").await? {
                break;
            }
        }
        series::weekly(stage, one, two, room.id).await?;
    }
    // Both want the hall at the same time: somebody has to decide.
    for hour in [9, 14, 18] {
        let first = book(stage, one, hall.id, (3, hour, 120), "社区合唱团彩排").await?;
        let second = book(stage, two, hall.id, (3, hour, 90), "楼组长会议").await?;
        if first && second {
            break;
        }
    }
    stage.work().await
}

/// Whether it could be had.
pub async fn book(
    stage: &Stage,
    who: &Resident,
    room: RoomId,
    (day, hour, minutes): (i32, i64, i64),
    title: &str,
) -> Result<bool> {
    Ok(try_book(stage, who, room, (day, hour, minutes), title).await?.is_some())
}

pub async fn try_book(
    stage: &Stage,
    who: &Resident,
    room: RoomId,
    (day, hour, minutes): (i32, i64, i64),
    title: &str,
) -> Result<Option<BookingId>> {
    let from = stage.moment(day, hour * 60);
    let span = Span { from, to: from + Length::minutes(minutes) };
    let title = Line::new(title).map_err(Error::internal)?;
    let Span { from, to } = span;
    let new =
        NewBooking { from, to, people: 6, title, organization: None, wait: false, items: vec![] };
    match stage.app.act(Some(who.actor())).run(BookRoom { room, new }).await {
        Ok(made) => Ok(Some(made.id)),
        Err(Error::Conflict(_)) => Ok(None),
        Err(other) => Err(other),
    }
}
