use crate::MODULES;
use crate::town::{Town, fields};
use lianxin_db::{Look, Tx};
use lianxin_kernel::{Calendar, Date, DayKind, Error, Line, TimeOfDay};
use lianxin_places::commands::*;
use lianxin_places::queries::{ShowCenter, ShowHours};
use lianxin_places::*;
use lianxin_testkit::{Test, both};
use std::collections::HashMap;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

fn closed(from: &str, to: &str) -> NewException {
    let note = Line::new("设备检修").unwrap();
    NewException { from: day(from), to: day(to), closed: true, opens: None, closes: None, note }
}

fn every_day() -> Period {
    Period::weekly(day("2026-01-01"), &[1, 2, 3, 4, 5, 6, 7], time("08:30"), time("20:00"))
}

struct Ask(CenterId);

impl Look for Ask {
    type Out = (Vec<DayHours>, Calendar);
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out, Error> {
        let days = open_spans(tx, self.0, day("2026-03-02"), day("2026-03-08")).await?;
        Ok((days, calendar(tx).await?))
    }
}

async fn ask(t: &Test, center: CenterId) -> (Vec<DayHours>, Calendar) {
    t.app.db().look(&Ask(center)).await.unwrap()
}

struct Many(Vec<CenterId>);

impl Look for Many {
    type Out =
        (HashMap<CenterId, Vec<DayHours>>, HashMap<CenterId, Vec<DayHours>>, Vec<CenterSpot>);
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out, Error> {
        let (from, to) = (day("2026-03-02"), day("2026-03-08"));
        let mut each = HashMap::new();
        for id in &self.0 {
            let days = open_spans(tx, *id, from, to).await?;
            if !days.is_empty() {
                each.insert(*id, days);
            }
        }
        let many = open_spans_of(tx, &self.0, from, to).await?;
        let district = lianxin_kernel::Kind::id(self.0[0]).district();
        Ok((many, each, center_spots(tx, district, Some(&self.0)).await?))
    }
}

both! { MODULES;
    async fn an_exception_closes_and_opens_again(t: Test) {
        let act = t.system();
        let center = Town::build(&act).await.center;
        let put = |periods: Vec<Period>| act.run(PutHours { center, periods });
        assert_eq!(put(vec![every_day()]).await.unwrap(), Changed::Created);
        assert_eq!(put(vec![every_day()]).await.unwrap(), Changed::Same);
        let state = async || act.ask(ShowCenter { id: center }).await.unwrap().card.now;
        assert_eq!(state().await.state, Openness::Open);
        let exception = closed("2026-03-02", "2026-03-03");
        let added = act.run(AddHoursException { center, exception }).await.unwrap();
        let shut = state().await;
        assert_eq!(shut.state, Openness::Closed);
        assert_eq!(shut.reason.unwrap().values["note"], "设备检修".into());
        assert_eq!(shut.opens_at.unwrap().to_string(), "2026-03-04T00:30:00Z");
        let (days, _) = ask(t, center).await;
        assert_eq!(days.iter().map(|d| d.spans.len()).collect::<Vec<_>>(), [0, 0, 1, 1, 1, 1, 1]);
        let half = NewException {
            closed: false,
            opens: Some(time("08:00")),
            closes: Some(time("10:00")),
            ..closed("2026-03-02", "2026-03-02")
        };
        let later = act.run(AddHoursException { center, exception: half }).await.unwrap();
        assert_eq!(state().await.until.unwrap().to_string(), "2026-03-02T02:00:00Z");
        act.run(RemoveHoursException { center, exception: later.id }).await.unwrap();
        let hours = act.ask(ShowHours { center }).await.unwrap();
        assert_eq!((hours.periods, hours.exceptions.len()), (vec![every_day()], 1));
        let remove = || act.run(RemoveHoursException { center, exception: added.id });
        remove().await.unwrap();
        assert_eq!(state().await.state, Openness::Open);
        assert!(matches!(remove().await, Err(Error::NotFound("hours exception"))));
        assert_eq!(put(vec![]).await.unwrap(), Changed::Updated);
        assert_eq!(state().await.state, Openness::Unknown);
    }

    async fn the_hours_of_many_are_those_of_each(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let center = town.center;
        let mut other = crate::town::facts(town.street, "另");
        other.status = Status::Renovating;
        let other = crate::town::center(&act, "other", other).await;
        let silent = crate::town::center(&act, "silent", crate::town::facts(town.street, "静")).await;
        for id in [center, other] {
            act.run(PutHours { center: id, periods: vec![every_day()] }).await.unwrap();
        }
        let exception = closed("2026-03-03", "2026-03-04");
        act.run(AddHoursException { center, exception }).await.unwrap();
        let all = vec![center, other, silent, t.some_id().into()];
        let (many, each, spots) = t.app.db().look(&Many(all)).await.unwrap();
        assert_eq!(many, each);
        assert_eq!(many.len(), 3);
        let spans = |id| many[&id].iter().map(|d| d.spans.len()).collect::<Vec<_>>();
        assert_eq!(spans(center), [1, 0, 0, 1, 1, 1, 1]);
        assert_eq!(spans(other), [0; 7]);
        assert!(many[&silent].iter().all(|d| !d.is_known()));
        assert_eq!(spots.iter().map(|s| s.id).collect::<Vec<_>>(), {
            let mut ids = vec![center, other, silent];
            ids.sort();
            ids
        });
    }

    async fn bad_hours_change_nothing(t: Test) {
        let act = t.system();
        let center = Town::build(&act).await.center;
        let turned = Period { valid_to: Some(day("2025-01-01")), ..every_day() };
        let put = PutHours { center, periods: vec![turned] };
        assert_eq!(fields(act.run(put).await), ["periods.0.valid_to before_start"]);
        let open = |opens, closes| NewException { closed: false, opens, closes, ..closed("2026-03-02", "2026-03-02") };
        for (exception, expected) in [
            (closed("2026-03-03", "2026-03-02"), "to before_start"),
            (closed("2026-02-01", "2026-03-01"), "to in_past"),
            (closed("2026-03-02", "2027-03-04"), "to out_of_range"),
            (NewException { opens: Some(time("09:00")), ..closed("2026-03-02", "2026-03-02") }, "opens wrong"),
            (open(Some(time("09:00")), None), "closes required"),
            (open(Some(time("09:00")), Some(time("09:00"))), "closes before_start"),
        ] {
            assert_eq!(fields(act.run(AddHoursException { center, exception }).await), [expected]);
        }
        assert_eq!(act.ask(ShowHours { center }).await.unwrap(), Hours::default());
        let unknown = t.some_id().into();
        let lost = act.run(AddHoursException { center: unknown, exception: closed("2026-03-02", "2026-03-02") }).await;
        assert!(matches!(lost, Err(Error::NotFound("center"))), "{lost:?}");
    }

    async fn an_exception_belongs_to_its_center(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let other = crate::town::center(&act, "other", crate::town::facts(town.street, "另")).await;
        let exception = closed("2026-03-02", "2026-03-02");
        let added = act.run(AddHoursException { center: town.center, exception }).await.unwrap();
        let wrong = act.run(RemoveHoursException { center: other, exception: added.id }).await;
        assert!(matches!(wrong, Err(Error::NotFound(_))), "{wrong:?}");
        assert_eq!(act.ask(ShowHours { center: town.center }).await.unwrap().exceptions.len(), 1);
    }

    async fn holidays_feed_the_calendar(t: Test) {
        let act = t.system();
        let center = Town::build(&act).await.center;
        let listed = |date: &str, off| HolidayDay { date: day(date), name: Line::new("春节").unwrap(), off };
        let days = vec![listed("2026-03-08", false), listed("2026-03-03", true)];
        let put = |days: Vec<HolidayDay>| {
            act.run(PutHolidays { year: 2026, source: Line::new("https://example.org/2026").unwrap(), days })
        };
        assert_eq!(put(days.clone()).await.unwrap(), Changed::Created);
        assert_eq!(put(days.clone()).await.unwrap(), Changed::Same);
        let (_, calendar) = ask(t, center).await;
        assert_eq!(calendar.day(day("2026-03-03")), DayKind::Holiday("春节".into()));
        assert!(calendar.is_working_day(day("2026-03-08")) && calendar.knows(day("2026-12-31")));
        assert!(!calendar.knows(day("2027-01-01")));
        let period = Period { holidays: HolidayHours::CLOSED, ..every_day() };
        act.run(PutHours { center, periods: vec![period] }).await.unwrap();
        let (week, _) = ask(t, center).await;
        assert_eq!(week[1].reason.as_ref().unwrap().code, "hours.holiday");
        assert!(week[1].spans.is_empty() && !week[6].spans.is_empty());
        assert_eq!(put(vec![]).await.unwrap(), Changed::Updated);
        let twice = vec![listed("2026-03-03", true), listed("2026-03-03", false), listed("2028-01-01", true)];
        assert_eq!(fields(put(twice).await), ["days.1.date taken", "days.2.date out_of_range"]);
    }
}

struct Kept(CenterId);

impl Look for Kept {
    type Out = KeptUp;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<KeptUp, Error> {
        Ok(kept_up(tx, &[self.0]).await?.remove(&self.0).unwrap_or_default())
    }
}

both! { MODULES;
    async fn what_was_kept_up_is_dated_by_its_changes(t: Test) {
        let act = t.system();
        let town = Town::build(&act).await;
        let center = town.center;
        let ask = || async { t.app.db().look(&Kept(center)).await.unwrap() };
        let made = t.app.now();
        assert_eq!(ask().await, KeptUp { facts: Some(made), rooms: None, hours: None });
        t.clock.forward(lianxin_kernel::Span::days(1));
        act.run(PutHours { center, periods: vec![every_day()] }).await.unwrap();
        let said = t.app.now();
        t.clock.forward(lianxin_kernel::Span::days(1));
        act.run(PutHours { center, periods: vec![every_day()] }).await.unwrap();
        let room = PutRoom::new(center, RoomFacts::named(lianxin_kernel::Names::zh_cn("茶室")));
        act.run(room.clone()).await.unwrap();
        let put = t.app.now();
        assert_eq!(ask().await, KeptUp { facts: Some(made), rooms: Some(put), hours: Some(said) }, "the same again is no change");
        t.clock.forward(lianxin_kernel::Span::days(1));
        act.run(room).await.unwrap();
        let exception = closed("2026-04-01", "2026-04-02");
        act.run(AddHoursException { center, exception }).await.unwrap();
        assert_eq!(ask().await, KeptUp { facts: Some(made), rooms: Some(put), hours: Some(t.app.now()) });
    }
}
