//! Many at once.
use crate::MODULES;
use crate::house::*;
use lianxin_bookings::*;
use lianxin_testkit::{both, race};

both! { MODULES;
    race async fn sixty_four_who_want_the_same_floor_get_a_maximal_set(t: Test) {
        let house = House::build(t).await;
        let mut people = vec![];
        for n in 0..64 {
            people.push(resident(t, &format!("居民{n}")).await.0);
        }
        let rooms = [house.hall, house.left, house.right, house.small];
        let wish = |n: usize| (rooms[n % 4], at(1, 9 + (n as i64 / 4) % 4, 90));
        let won = race(64, |n| {
            let act = people[n].clone();
            let (room, span) = wish(n);
            async move { book(&act, room, span).await.ok().map(|b| (n, b)) }
        })
        .await;
        let won: Vec<usize> = won.into_iter().flatten().map(|(n, _)| n).collect();
        let floor = |room| match room {
            r if r == house.hall => vec![house.left, house.right],
            r => vec![r],
        };
        let clash = |a: usize, b: usize| {
            let ((r1, s1), (r2, s2)) = (wish(a), wish(b));
            s1.meets(s2) && floor(r1).iter().any(|r| floor(r2).contains(r))
        };
        for (i, a) in won.iter().enumerate() {
            assert!(won[..i].iter().all(|b| !clash(*a, *b)), "{a} has what another has");
        }
        for n in (0..64).filter(|n| !won.contains(n)) {
            assert!(won.iter().any(|a| clash(n, *a)), "{n} was refused for nothing");
        }
    }

    race async fn nobody_gets_past_a_limit_by_being_quick(t: Test) {
        let house = House::build(t).await;
        house.rules(t, house.small, Policy { open_most: Some(2), ..generous() }).await;
        let (wang, _) = resident(t, "王秀英").await;
        let made = race(12, |n| {
            let act = wang.clone();
            let room = house.small;
            async move { book(&act, room, at(1, 8 + n as i64, 60)).await.is_ok() }
        })
        .await;
        assert_eq!(made.into_iter().filter(|ok| *ok).count(), 2);
    }
}
