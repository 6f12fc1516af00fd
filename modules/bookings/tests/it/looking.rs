//! What residents see before they ask.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::{Kind, RoomSetting, commands::PutSetting};
use lianxin_testkit::both;

fn asked(span: lianxin_calendar::Span, people: i64) -> OfferAsked {
    let (from, to) = (span.from, span.to);
    OfferAsked { from, to, people, organization: None, booking: None, alternatives: true }
}

both! { MODULES;
    async fn whatever_is_offered_can_be_booked(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let offer = li.ask(ShowOffer { room: house.left, asked: asked(at(1, 10, 60), 12) }).await.unwrap();
        assert!(offer.may_wait);
        assert_eq!(offer.decision.reasons[0].code, "calendar.taken");
        let rooms: Vec<_> = offer.alternatives.iter().map(|a| a.room.id).collect();
        // The other half; neither the hall around it, nor the room for ten. Then other times.
        assert_eq!(rooms[0], house.right);
        assert!(!rooms.contains(&house.hall) && !rooms.contains(&house.small));
        assert_eq!(offer.alternatives[1].span, at(1, 11, 60));
        assert_eq!(offer.alternatives.len(), 4);
        for other in &offer.alternatives {
            let booked = book(&li, other.room.id, other.span).await.unwrap();
            li.run(CancelBooking { booking: booked.id, why: None }).await.unwrap();
        }
        let free = li.ask(ShowOffer { room: house.right, asked: asked(at(1, 10, 60), 12) }).await.unwrap();
        assert!(free.alternatives.is_empty() && !free.may_wait);
    }

    async fn who_moves_a_booking_is_not_in_their_own_way(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        let (li, _) = resident(t, "李建国").await;
        let booked = book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let half_later = asked(lianxin_calendar::Span { from: at(1, 10, 30).to, to: at(1, 11, 30).to }, 12);
        let moving = OfferAsked { booking: Some(booked.id), ..half_later.clone() };
        let show = |asked: &OfferAsked| ShowOffer { room: house.left, asked: asked.clone() };
        assert_eq!(wang.ask(show(&half_later)).await.unwrap().decision.reasons[0].code, "calendar.taken");
        let offer = wang.ask(show(&moving)).await.unwrap();
        assert_eq!(offer.decision.outcome, lianxin_kernel::Outcome::Yes);
        // The hall around it is free but for what moves.
        let whole = ShowOffer { room: house.hall, asked: moving.clone() };
        assert_eq!(wang.ask(whole).await.unwrap().decision.outcome, lianxin_kernel::Outcome::Yes);
        assert_eq!(refused(li.ask(show(&moving)).await), ["booking unknown"]);
        let short = OfferAsked { alternatives: false, ..half_later };
        assert!(li.ask(show(&short)).await.unwrap().alternatives.is_empty());
    }

    async fn a_day_shows_when_and_never_who(t: Test) {
        let house = House::build(t).await;
        house.setup(house.left, 15, 30).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.left, at(1, 10, 60)).await.unwrap();
        let (from, to) = ("2026-03-03".parse().unwrap(), "2026-03-04".parse().unwrap());
        let days = t.nobody().ask(ShowRoomDays { room: house.hall, from, to }).await.unwrap();
        assert_eq!(days.days.len(), 2);
        let busy = &days.days[0].busy;
        assert_eq!(busy.len(), 1);
        assert_eq!((busy[0].span, busy[0].kind), (at(1, 10, 60).padded(15, 30), Some(Kind::Booking)));
        assert_eq!(days.days[0].open.as_ref().unwrap().len(), 1);
        assert!(days.days[1].busy.is_empty());
        let text = serde_json::to_string(&days).unwrap();
        assert!(!text.contains("王秀英") && !text.contains("合唱"));
        let wrong = t.nobody().ask(ShowRoomDays { room: house.hall, from: to, to: from }).await;
        assert_eq!(refused(wrong), ["to before_start"]);
    }

    async fn only_bookable_rooms_are_listed(t: Test) {
        let house = House::build(t).await;
        let setting = RoomSetting { bookable: false, ..RoomSetting::USUAL };
        house.manager.run(PutSetting { room: house.small, setting }).await.unwrap();
        let list = t.nobody().ask(ListBookableRooms { center: house.center }).await.unwrap().items;
        let rooms: Vec<_> = list.iter().map(|r| r.room.id).collect();
        assert_eq!(rooms, [house.hall, house.left, house.right]);
        let (wang, _) = resident(t, "王秀英").await;
        assert_eq!(refused(book(&wang, house.small, at(1, 10, 60)).await), ["calendar.not_bookable"]);
    }

    async fn the_door_says_now_next_and_free(t: Test) {
        let house = House::build(t).await;
        let (wang, _) = resident(t, "王秀英").await;
        book(&wang, house.left, at(0, 10, 60)).await.unwrap();
        let door = || async {
            let show = ShowRoomDoor { room: house.hall, site: "https://example.org".into() };
            house.clerk.ask(show).await.unwrap()
        };
        let early = door().await;
        assert_eq!((early.now.is_none(), early.free_until), (true, Some(at(0, 10, 0).from)));
        assert!(early.svg.contains("<svg") && early.url.contains(&early.token));
        t.clock.forward(lianxin_kernel::Span::minutes(75));
        let during = door().await;
        assert!(during.now.is_some() && during.free_until.is_none());
        let text = serde_json::to_string(&during).unwrap();
        assert!(!text.contains("王秀英") && !text.contains("合唱"));
    }
}
