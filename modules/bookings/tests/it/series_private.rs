//! Whose series it is, what is held of it, and many at once.
use crate::MODULES;
use crate::house::*;
use crate::series::*;
use lianxin_bookings::*;
use lianxin_kernel::{AnyId, Command, Grant, Kind, Permission, Read, Result, Role, Scope, Write};
use lianxin_testkit::{both, race};
use serde::Serialize;

/// What privacy does with everything held here: it goes to another person, or is erased.
#[derive(Serialize)]
struct Hold {
    #[serde(skip)]
    from: Option<AnyId>,
    #[serde(skip)]
    to: AnyId,
}

impl Command for Hold {
    const NAME: &'static str = "t.hold";
    const NEEDS: Permission = Permission::new("t.hold", &[]);
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        for holding in MODULE.holdings {
            match self.from {
                Some(from) => holding.repoint(w, from, self.to, None).await.map(|_| ())?,
                None => holding.erase(w, self.to).await.map(|_| ())?,
            }
        }
        Ok(())
    }
}

both! { MODULES;
    async fn others_do_not_learn_that_a_series_exists(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let series = wang.run(BookSeries { room: house.small, new: tuesdays(2) }).await.unwrap();
        let id = series.summary.id;
        let hidden = ["no such thing of yours"];
        assert_eq!(refused(li.ask(ShowSeries { series: id }).await), hidden);
        assert_eq!(refused(li.run(RetrySeries { series: id, nth: None }).await), hidden);
        assert_eq!(refused(li.run(CancelSeries { series: id, from: None, why: None }).await), hidden);
        assert!(house.clerk.ask(ShowSeries { series: id }).await.is_ok());
        let elsewhere = t.person_act(person(t, "外人").await, &[Grant::new(Role::Clerk, t.some_id())]);
        assert_eq!(refused(elsewhere.ask(ShowSeries { series: id }).await), hidden);
        let filter = DeskSeriesFilter { center: house.center, past: false, after: None, limit: None };
        assert!(li.ask(ListDeskSeries { filter }).await.is_err());
        let text = format!("{:?}", t.audit().await);
        assert!(text.contains("bookings.book_series") && !text.contains("合唱排练"));
    }

    async fn a_series_goes_with_its_person(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (wang, from) = resident(t, "王秀英").await;
        let series = wang.run(BookSeries { room: house.small, new: tuesdays(3) }).await.unwrap();
        let (li, to) = resident(t, "王秀英").await;
        t.system().run(Hold { from: Some(from.id()), to: to.id() }).await.unwrap();
        let mine = li.ask(ShowSeries { series: series.summary.id }).await.unwrap();
        assert_eq!((mine.summary.person, fates(&mine)), (to, vec!["booked".to_owned(); 3]));
        t.system().run(Hold { from: None, to: to.id() }).await.unwrap();
        let gone = li.ask(ShowSeries { series: series.summary.id }).await.unwrap();
        assert_eq!((gone.summary.title.as_str(), fates(&gone)), ("", vec!["cancelled".to_owned(); 3]));
        assert_eq!(gone.summary.refused, 0);
        assert!(gone.summary.ended_at.is_some());
        book(&wang, house.small, at(1, 10, 60)).await.unwrap();
    }

    race async fn each_date_of_two_series_has_one_winner(t: Test) {
        let house = House::build(t).await;
        for room in [house.hall, house.left] {
            house.rules(t, room, generous()).await;
        }
        let mut people = vec![];
        for n in 0..4 {
            people.push(resident(t, &format!("居民{n}")).await.0);
        }
        let won = race(4, |n| {
            let act = people[n].clone();
            let mut new = tuesdays(6);
            // Two begin two weeks later, so that each can win some dates.
            if n % 2 == 1 {
                new.rule.first = "2026-03-17".parse().unwrap();
            }
            let room = if n < 2 { house.hall } else { house.left };
            async move { act.run(BookSeries { room, new }).await }
        })
        .await;
        let mut had: Vec<_> = won.iter().flatten().flat_map(|s| &s.dates).filter(|d| d.state.is_some()).map(|d| d.span).collect();
        had.sort();
        let dates: Vec<_> = (0..8).map(|n| at(1 + 7 * n, 10, 60)).collect();
        assert_eq!(had, dates, "each date once, and none is lost");
        for series in won.iter().flatten() {
            assert!(series.dates.iter().all(|d| d.state.is_some() || codes(&d.reasons) == "taken"));
        }
    }

    race async fn two_who_try_again_make_one_booking(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, generous()).await;
        let (li, _) = resident(t, "李建国").await;
        let blocker = book(&li, house.small, at(8, 10, 60)).await.unwrap();
        let (wang, _) = resident(t, "王秀英").await;
        let series = wang.run(BookSeries { room: house.small, new: tuesdays(2) }).await.unwrap();
        li.run(CancelBooking { booking: blocker.id, why: None }).await.unwrap();
        let tried = race(4, |_| {
            let (act, series) = (wang.clone(), series.summary.id);
            async move { act.run(RetrySeries { series, nth: None }).await.unwrap() }
        })
        .await;
        let made: std::collections::BTreeSet<_> = tried.iter().map(|s| s.dates[1].booking.unwrap()).collect();
        assert_eq!(made.len(), 1);
        let mine = wang.ask(ListMyBookings { filter: MyBookingFilter::default() }).await.unwrap();
        assert_eq!(mine.items.len(), 2);
    }
}
