use crate::house::*;
use lianxin_calendar::commands::{CloseRoom, EndClosing, NewClosing};
use lianxin_calendar::queries::{ListClosings, PreviewClosing};
use lianxin_calendar::*;
use lianxin_kernel::{Role, Span as Length};
use lianxin_testkit::both;

fn repair(house: &House, room: Option<usize>, Span { from, to }: Span) -> NewClosing {
    let room = room.map(|n| house.rooms[n]);
    NewClosing { center: house.center, room, from, to, why: line("修屋顶") }
}

both! { setup: setup();
    async fn a_closing_shows_whom_it_affects_and_then_takes_it_away(t: Test) {
        let house = House::build(t).await;
        let manager = house.staff(t, Role::CenterManager);
        house.occupy(t, 0, on(1, "09:00", "10:00")).await.unwrap();
        let corner = house.occupy(t, 3, on(1, "10:00", "11:00")).await.unwrap();
        house.occupy(t, 2, on(1, "10:00", "11:00")).await.unwrap();
        house.occupy(t, 1, on(2, "10:00", "11:00")).await.unwrap();
        heard(t).await;
        let closing = repair(&house, Some(1), on(1, "08:00", "22:00"));
        let shown = manager.ask(PreviewClosing { closing: closing.clone() }).await.unwrap();
        assert_eq!((shown.closing, shown.affected.len()), (None, 2));
        assert_eq!(house.view(t).await.held.len(), 4, "a look changes nothing");
        let done = manager.run(CloseRoom { closing }).await.unwrap();
        assert_eq!(done.affected, shown.affected);
        let view = house.view(t).await;
        assert_eq!((view.held.len(), view.faults), (2, vec![]));
        let told = heard(t).await;
        assert!(told.iter().all(|e| e.change == Change::ClosedOver && e.why.as_deref() == Some("修屋顶")));
        assert_eq!(told[1].occupancy, corner.id);
        for room in [0, 1, 3] {
            let refusal = refused(house.occupy(t, room, on(1, "12:00", "13:00")).await);
            assert_eq!(refusal, ["calendar.closed"], "{room}");
        }
        house.occupy(t, 2, on(1, "12:00", "13:00")).await.unwrap();
    }

    async fn a_closed_center_closes_every_room_and_opens_again(t: Test) {
        let house = House::build(t).await;
        let manager = house.staff(t, Role::CenterManager);
        house.occupy(t, 4, on(0, "09:00", "10:00")).await.unwrap();
        house.occupy(t, 5, on(0, "21:00", "22:00")).await.unwrap();
        t.clock.forward(Length::minutes(20));
        // From before now is from now.
        let closing = repair(&house, None, on(-1, "08:00", "20:00"));
        assert_eq!(refused(manager.run(CloseRoom { closing }).await), ["to in_past"]);
        let from = on(-1, "08:00", "20:00").from;
        let closing = NewClosing { from, ..repair(&house, None, on(0, "10:00", "20:00")) };
        let done = manager.run(CloseRoom { closing }).await.unwrap();
        assert_eq!(done.affected.len(), 1);
        let refusal = refused(house.occupy(t, 4, on(0, "12:00", "13:00")).await);
        assert_eq!(refusal, ["calendar.closed"]);
        let list = manager.ask(ListClosings { center: house.center }).await.unwrap();
        assert_eq!((list.items.len(), list.items[0].room), (1, None));
        let end = EndClosing { closing: done.closing.unwrap() };
        assert_eq!(refused(house.staff(t, Role::Clerk).run(end.clone()).await), ["you may not do this here"]);
        let ended = manager.run(end.clone()).await.unwrap();
        assert_eq!(ended.ended_at, Some(on(0, "09:15", "10:00").from));
        assert_eq!(refused(manager.run(end).await), ["calendar.closing_over"]);
        house.occupy(t, 4, on(0, "09:15", "13:00")).await.unwrap();
        assert!(manager.ask(ListClosings { center: house.center }).await.unwrap().items.is_empty());
        assert_eq!(house.view(t).await.faults, Vec::<String>::new());
    }

    async fn wrong_closings_name_their_field(t: Test) {
        let house = House::build(t).await;
        let manager = house.staff(t, Role::CenterManager);
        let day = on(1, "08:00", "22:00");
        let right = repair(&house, Some(0), day);
        let turned = NewClosing { from: day.to, to: day.from, ..right.clone() };
        let long = NewClosing { to: day.from + Length::days(367), ..right.clone() };
        let elsewhere = NewClosing { room: Some(t.some_id().into()), ..right.clone() };
        for (closing, expected) in [
            (turned, "to before_start"),
            (long, "to out_of_range"),
            (elsewhere, "room unknown"),
        ] {
            let shown = manager.ask(PreviewClosing { closing: closing.clone() }).await;
            assert_eq!(refused(shown), [expected]);
            assert_eq!(refused(manager.run(CloseRoom { closing }).await), [expected]);
        }
        let clerk = house.staff(t, Role::Clerk);
        assert_eq!(refused(clerk.run(CloseRoom { closing: right.clone() }).await), ["you may not do this here"]);
        assert_eq!(refused(clerk.ask(PreviewClosing { closing: right }).await), ["you may not do this here"]);
    }
}
