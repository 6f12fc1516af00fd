//! One command drawn at random, of all that can make a room or a thing busy or free.
use super::dice::Dice;
use super::season;
use super::town::{Town, some_time};
use lianxin_activities::{
    AddProgram, CancelSession, ChangeSession, ProgramDraft, Series, SessionChange, SessionId,
};
use lianxin_bookings::*;
use lianxin_calendar::commands::{
    ArrangeRoom, Block, Blocking, CloseRoom, EndClosing, NewClosing, PutSetting, Unblock,
};
use lianxin_calendar::{ClosingId, OccupancyId, RoomSetting, SeriesRule, Span};
use lianxin_kernel::{Date, Error, Line, Result, Span as Length, TimeOfDay, Timestamp};
use lianxin_places::RoomId;
use lianxin_testkit::Test;
use serde_json::json;

/// What there is to change, and what the rules are held against.
pub struct Known {
    pub part_of: Vec<Option<usize>>,
    pub bookings: Vec<BookingId>,
    pub series: Vec<BookingSeriesId>,
    pub sessions: Vec<SessionId>,
    pub loans: Vec<LoanId>,
    pub blockings: Vec<OccupancyId>,
    /// The room or all, its span, when it was made.
    pub closings: Vec<(ClosingId, Option<usize>, Span, Timestamp)>,
    pub rounds: usize,
    /// How often each kind of command was done, and refused.
    pub counts: std::collections::BTreeMap<&'static str, (u32, u32)>,
}

const KINDS: [(&str, usize); 22] = [
    ("book", 30),
    ("book_with_thing", 8),
    ("book_at_desk", 10),
    ("wait", 6),
    ("move", 16),
    ("cancel", 12),
    ("end", 6),
    ("check_in", 8),
    ("series", 5),
    ("move_series", 3),
    ("retry_series", 3),
    ("cancel_series", 2),
    ("borrow", 4),
    ("give_up_loan", 2),
    ("activity", 8),
    ("move_activity", 5),
    ("cancel_activity", 4),
    ("block", 4),
    ("unblock", 3),
    ("split", 4),
    ("set_up", 3),
    ("close", 1),
];

fn kind(dice: &mut Dice) -> &'static str {
    let all: usize = KINDS.iter().map(|k| k.1).sum();
    let mut left = dice.below(all);
    let drawn = KINDS.iter().find(|(_, weight)| match left < *weight {
        true => true,
        false => {
            left -= weight;
            false
        }
    });
    drawn.unwrap().0
}

/// Does one thing, or lets time pass. A refusal is as good as a success: what must hold is looked at afterwards.
pub async fn step(t: &Test, town: &Town, known: &mut Known, dice: &mut Dice) {
    if dice.one_in(40) {
        t.clock.forward(Length::minutes(15 * dice.between(1, 24)));
        t.work_jobs().await;
        return;
    }
    let (name, done) = match dice.one_in(300) {
        true => ("season", Box::pin(season::round(t, town, known, dice)).await),
        false => {
            let name = kind(dice);
            (name, Box::pin(one(t, town, known, dice, name)).await)
        }
    };
    let count = known.counts.entry(name).or_default();
    match done {
        Ok(true) => count.0 += 1,
        Ok(false) => {}
        Err(Error::Conflict(_) | Error::Invalid(_)) => count.1 += 1,
        Err(e) => panic!("{name}: {e}"),
    }
}

fn line<const N: usize>(text: &str) -> Line<N> {
    Line::new(text).unwrap()
}

fn new_booking(span: Span) -> NewBooking {
    NewBooking {
        from: span.from,
        to: span.to,
        people: 8,
        title: line("合唱排练"),
        organization: None,
        wait: false,
        items: vec![],
    }
}

/// Whether there was something to do, and whether it could be.
async fn one(
    t: &Test,
    town: &Town,
    known: &mut Known,
    dice: &mut Dice,
    name: &str,
) -> Result<bool> {
    let at = dice.below(town.rooms.len());
    let room = town.rooms[at];
    let span = some_time(t, dice);
    let manager = &town.manager;
    match name {
        "book" | "book_with_thing" | "wait" => {
            let items = match name {
                "book_with_thing" => vec![town.projector],
                _ => vec![],
            };
            let new = NewBooking { items, wait: name == "wait", ..new_booking(span) };
            let made = Box::pin(town.anyone(dice).0.run(BookRoom { room, new })).await?;
            known.bookings.push(made.id);
        }
        "book_at_desk" => {
            let new = new_booking(span);
            let person = town.anyone(dice).1;
            let new = NewDeskBooking { person, new, outside_hours: dice.one_in(4) };
            known.bookings.push(Box::pin(manager.run(BookRoomFor { room, new })).await?.id);
        }
        "move" => {
            let Some(booking) = dice.one_of(&known.bookings) else { return Ok(false) };
            let version = Box::pin(manager.ask(ShowBooking { booking })).await?.version;
            let room = dice.one_in(2).then_some(room);
            let outside_hours = dice.one_in(6);
            let to = BookingMove { room, from: span.from, to: span.to, version, outside_hours };
            Box::pin(manager.run(MoveBooking { booking, to })).await?;
        }
        "cancel" => {
            let Some(booking) = dice.one_of(&known.bookings) else { return Ok(false) };
            Box::pin(manager.run(CancelBooking { booking, why: Some(line("不用了")) })).await?;
        }
        "check_in" | "end" => {
            let Some(booking) = dice.one_of(&known.bookings) else { return Ok(false) };
            let seen = Box::pin(manager.ask(ShowBooking { booking })).await?;
            let ahead = seen.span.from - t.app.now();
            if ahead > Length::hours(0) && ahead < Length::hours(12) {
                t.clock.forward(ahead);
            }
            Box::pin(manager.run(CheckInBooking { booking })).await?;
            if name == "end" {
                t.clock.forward(Length::minutes(5));
                Box::pin(manager.run(EndBooking { booking })).await?;
            }
        }
        "series" => {
            let new = NewDeskBookingSeries {
                person: town.anyone(dice).1,
                new: new_series(t, span, dice),
                outside_hours: false,
            };
            let series = Box::pin(manager.run(BookSeriesFor { room, new })).await?;
            known.series.push(series.summary.id);
            known.bookings.extend(series.dates.iter().filter_map(|d| d.booking));
        }
        "move_series" => {
            let Some(series) = dice.one_of(&known.series) else { return Ok(false) };
            let seen = Box::pin(manager.ask(ShowSeries { series })).await?;
            let to = BookingSeriesMove {
                from: dice.between(0, 3),
                days: 0,
                from_minute: dice.between(32, 80) * 15,
                minutes: dice.between(1, 8) * 15,
                version: seen.version,
            };
            Box::pin(manager.run(MoveSeries { series, to })).await?;
        }
        "retry_series" => {
            let Some(series) = dice.one_of(&known.series) else { return Ok(false) };
            let tried = Box::pin(manager.run(RetrySeries { series, nth: None })).await?;
            known.bookings.extend(tried.dates.iter().filter_map(|d| d.booking));
            known.bookings.sort_unstable();
            known.bookings.dedup();
        }
        "cancel_series" => {
            let Some(series) = dice.one_of(&known.series) else { return Ok(false) };
            let (from, why) = (Some(dice.between(0, 3)), Some(line("不用了")));
            Box::pin(manager.run(CancelSeries { series, from, why })).await?;
        }
        "borrow" => {
            let person = town.anyone(dice).1;
            let to = span.from + Length::days(dice.between(1, 5));
            let new = NewDeskLoan { person, new: NewLoan { from: span.from, to } };
            known
                .loans
                .push(Box::pin(manager.run(BorrowItemFor { item: town.projector, new })).await?.id);
        }
        "give_up_loan" => {
            let Some(loan) = dice.one_of(&known.loans) else { return Ok(false) };
            Box::pin(manager.run(CancelLoan { loan, why: Some(line("不用了")) })).await?;
        }
        "activity" => {
            let draft = activity(t, town, room, span);
            let program = Box::pin(manager.run(AddProgram { draft })).await?;
            known.sessions.extend(program.dates.iter().filter_map(|d| d.session));
        }
        "move_activity" => {
            let Some(session) = dice.one_of(&known.sessions) else { return Ok(false) };
            let (date, from, to) = civil(t, span);
            let room = Some(room);
            let change = SessionChange {
                date: Some(date),
                from: Some(from),
                to: Some(to),
                room,
                ..SessionChange::default()
            };
            Box::pin(manager.run(ChangeSession { session, change })).await?;
        }
        "cancel_activity" => {
            let Some(session) = dice.one_of(&known.sessions) else { return Ok(false) };
            Box::pin(manager.run(CancelSession { session, reason: line("老师病了") })).await?;
        }
        "block" => {
            let blocking = Blocking { from: span.from, to: span.to, why: line("消毒") };
            known.blockings.push(Box::pin(manager.run(Block { room, blocking })).await?.id);
        }
        "unblock" => {
            if known.blockings.is_empty() {
                return Ok(false);
            }
            let nth = dice.below(known.blockings.len());
            let blocking = known.blockings.swap_remove(nth);
            // One that is over has become history and can not be found any more.
            match Box::pin(manager.run(Unblock { blocking })).await {
                Err(Error::NotFound(_)) => return Ok(false),
                done => done?,
            }
        }
        "split" => {
            let part_of = (!dice.one_in(3)).then(|| dice.below(town.rooms.len()));
            let whole = part_of.map(|n| town.rooms[n]);
            Box::pin(manager.run(ArrangeRoom { room, part_of: whole })).await?;
            known.part_of[at] = part_of;
        }
        "set_up" => {
            let (before_min, after_min) = (dice.between(0, 2) * 15, dice.between(0, 2) * 15);
            let setting = RoomSetting { before_min, after_min, ..RoomSetting::USUAL };
            Box::pin(manager.run(PutSetting { room, setting })).await?;
        }
        _ => close(t, town, known, dice, (at, span)).await?,
    }
    Ok(true)
}

/// Half of the time a closing ends before its time.
async fn close(
    t: &Test,
    town: &Town,
    known: &mut Known,
    dice: &mut Dice,
    (at, span): (usize, Span),
) -> Result<()> {
    if let Some((closing, ..)) = dice.one_of(&known.closings).filter(|_| dice.one_in(2)) {
        known.closings.retain(|c| c.0 != closing);
        return town.manager.run(EndClosing { closing }).await.map(|_| ());
    }
    let room = (!dice.one_in(8)).then_some(at);
    let closing = NewClosing {
        center: town.center,
        room: room.map(|n| town.rooms[n]),
        from: span.from,
        to: span.to,
        why: line("漏水"),
    };
    let closed = town.manager.run(CloseRoom { closing }).await?;
    known.closings.push((closed.closing.unwrap(), room, span, t.app.now()));
    t.work_jobs().await;
    Ok(())
}

fn civil(t: &Test, span: Span) -> (Date, TimeOfDay, TimeOfDay) {
    let zone = t.app.zone();
    (zone.date(span.from), zone.time(span.from), zone.time(span.to))
}

fn new_series(t: &Test, span: Span, dice: &mut Dice) -> NewBookingSeries {
    let (first, from, _) = civil(t, span);
    NewBookingSeries {
        rule: SeriesRule {
            rule: format!("FREQ=WEEKLY;COUNT={}", dice.between(2, 6)),
            first,
            from_minute: from.minutes(),
            minutes: (span.to - span.from).in_minutes(),
            except: vec![],
            skip_holidays: false,
        },
        people: 8,
        title: line("合唱排练"),
        organization: None,
    }
}

fn activity(t: &Test, town: &Town, room: RoomId, span: Span) -> ProgramDraft {
    let (date, from, to) = civil(t, span);
    let fields = json!({
        "title": { "zh-CN": "合唱团" }, "kind": "arts_group", "mode": "on_site", "party_max": 6,
        "seats_on_site": 20, "sign_up_needed": true, "waiting_list": true, "room": room,
    });
    ProgramDraft {
        center: town.center,
        fields: serde_json::from_value(fields).unwrap(),
        series: Series::Once { date, from, to },
        publish: true,
    }
}
