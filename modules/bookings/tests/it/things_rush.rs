//! Many who want the same thing at different times.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_calendar::commands::{AddItem, NewItem};
use lianxin_calendar::{ItemKind, Span};
use lianxin_kernel::Names;
use lianxin_testkit::{both, race};

both! { MODULES;
    /// Half of them borrow it for days, half want it with a room for hours; all of it overlaps.
    race async fn sixty_four_want_the_projector_over_overlapping_days_and_times(t: Test) {
        let house = House::build(t).await;
        let rules = Policy { approval: vec![], ..generous() };
        for room in [house.left, house.right, house.small] {
            house.rules(t, room, rules.clone()).await;
        }
        let item = NewItem {
            center: house.center,
            kind: ItemKind::Projector,
            name: Names::zh_cn("投影仪"),
            portable: true,
            room: None,
        };
        let item = house.manager.run(AddItem { item }).await.unwrap().id;
        let mut people = vec![];
        for n in 0..64 {
            people.push(resident(t, &format!("居民{n}")).await.0);
        }
        let wish = |n: usize| -> Span {
            let n = n as i64;
            match n % 2 {
                0 => at(1 + n % 9, 9 + n % 5, (1 + n % 4) * 24 * 60),
                _ => at(1 + n % 11, 8 + n % 10, 60 + 15 * (n % 5)),
            }
        };
        let rooms = [house.left, house.right, house.small];
        let won = race(64, |n| {
            let (act, span, room) = (people[n].clone(), wish(n), rooms[n / 2 % 3]);
            async move {
                let had = match n % 2 {
                    0 => {
                        let new = NewLoan { from: span.from, to: span.to };
                        act.run(BorrowItem { item, new }).await.is_ok()
                    }
                    _ => {
                        let new = NewBooking { items: vec![item], ..new(span) };
                        act.run(BookRoom { room, new }).await.is_ok()
                    }
                };
                had.then_some(n)
            }
        })
        .await;
        let won: Vec<usize> = won.into_iter().flatten().collect();
        assert!(won.len() > 1, "times that do not meet can be had beside each other");
        for (i, a) in won.iter().enumerate() {
            assert!(won[..i].iter().all(|b| !wish(*a).meets(wish(*b))), "{a} has what another has");
        }
        for n in (0..64).filter(|n| !won.contains(n)) {
            assert!(won.iter().any(|a| wish(n).meets(wish(*a))), "{n} was refused for nothing");
        }
        // Who got it can fetch it, and what everyone reads says the same.
        let lending = people[0].ask(ShowLending { center: house.center }).await.unwrap();
        let mut held: Vec<Span> = won.iter().map(|n| wish(*n)).collect();
        let mut busy = lending.items[0].busy.clone();
        held.sort();
        busy.sort();
        assert_eq!(busy, held);
    }
}
