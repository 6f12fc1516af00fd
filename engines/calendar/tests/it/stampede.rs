//! Many at once.
use crate::house::*;
use lianxin_calendar::*;
use lianxin_db::Isolation;
use lianxin_kernel::{Error, Result, Span as Length};
use lianxin_testkit::{Test, race};

/// Each story on SQLite, and on PostgreSQL at serializable with lanes and at read committed with and
/// without them: what is right depends on none of these.
macro_rules! everywhere {
    ($($story:ident)*) => {$(
        mod $story {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let t = Test::sqlite(quiet(true)).await;
                super::$story(&t).await;
                t.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn serializable() {
                postgres(Isolation::Serializable, true).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn read_committed() {
                postgres(Isolation::ReadCommitted, true).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn read_committed_without_lanes() {
                postgres(Isolation::ReadCommitted, false).await;
            }

            async fn postgres(isolation: Isolation, lanes: bool) {
                if let Some(t) = Test::postgres(quiet(lanes), isolation).await {
                    super::$story(&t).await;
                    t.end().await;
                }
            }
        }
    )*};
}

everywhere! {
    sixty_four_for_one_tree
    holding_and_arranging
}

/// Overlapping times all over the tree, some with setup.
fn wished(n: usize) -> (usize, Span) {
    let start = on(1, "08:00", "22:00").from + Length::minutes(15 * (n as i64 * 7 % 24));
    let to = start + Length::minutes(30 + 15 * (n as i64 % 5));
    ([0, 1, 2, 3, 3, 2][n * 5 % 6], Span::new(start, to).unwrap())
}

fn shares(a: usize, b: usize) -> bool {
    let around = |n: usize| match n {
        0 => vec![0],
        1 => vec![1, 0],
        2 => vec![2, 0],
        _ => vec![3, 1, 0],
    };
    around(a).contains(&b) || around(b).contains(&a)
}

/// The winners fit together, and no loser would fit among them.
async fn sixty_four_for_one_tree(t: &Test) {
    let house = House::build(t).await;
    house.set_up(t, 2, 15, 0).await;
    house.set_up(t, 3, 0, 30).await;
    let padded = |n: usize| {
        let (room, span) = wished(n);
        let (before, after) = match room {
            2 => (15, 0),
            3 => (0, 30),
            _ => (0, 0),
        };
        (room, span.padded(before, after))
    };
    let answers: Vec<Result<Vec<Occupancy>>> = race(64, |n| {
        let (act, (room, span)) = (t.system(), wished(n));
        let what = What::Occupy(vec![house.wish(room, span).into()]);
        async move { act.run(Do { center: house.center, what }).await }
    })
    .await;
    let collide = |a: usize, b: usize| {
        let ((one, x), (two, y)) = (padded(a), padded(b));
        shares(one, two) && x.meets(y)
    };
    let winners: Vec<usize> = (0..64).filter(|n| answers[*n].is_ok()).collect();
    assert!(winners.len() > 4, "{winners:?}");
    for (n, answer) in answers.iter().enumerate() {
        let in_the_way = winners.iter().any(|w| *w != n && collide(*w, n));
        match answer {
            Ok(_) => assert!(!in_the_way, "{n} won beside another"),
            Err(e @ Error::Conflict(_)) => assert!(in_the_way, "{n} lost to nobody: {e}"),
            Err(e) => panic!("{n}: {e}"),
        }
    }
    let view = house.view(t).await;
    assert_eq!((view.held.len(), view.faults), (winners.len(), vec![]));
}

/// Rooms are joined and parted while they are asked for, closed and given back.
async fn holding_and_arranging(t: &Test) {
    let house = House::build(t).await;
    let first = house.occupy(t, 4, on(2, "09:00", "10:00")).await.unwrap();
    race(48, |n| {
        let (act, (_, span)) = (t.system(), wished(n));
        let center = house.center;
        let hold = What::Occupy(vec![house.wish([4, 0, 5][n % 3], span).into()]);
        let slide = What::Move(first.id, None, on(2, "09:00", ["11:00", "12:00"][n % 2]));
        let arrange = |room: usize, part_of: Option<usize>| commands::ArrangeRoom {
            room: house.rooms[room],
            part_of: part_of.map(|n| house.rooms[n]),
        };
        let arranged =
            [arrange(4, Some(2)), arrange(5, Some(4)), arrange(4, None), arrange(5, Some(0))]
                [n / 4 % 4]
                .clone();
        async move {
            let done = match n % 4 {
                0 => act.run(arranged).await,
                1 => act.run(Do { center, what: slide }).await.map(drop),
                _ => act.run(Do { center, what: hold }).await.map(drop),
            };
            match done {
                Ok(()) | Err(Error::Conflict(_) | Error::Invalid(_)) => {}
                // Who arranges stands in no lane; who loses too many races is told to try again.
                Err(e) if e.is_busy() => {}
                Err(e) => panic!("{n}: {e}"),
            }
        }
    })
    .await;
    let view = house.view(t).await;
    assert!(view.held.len() > 2);
    assert_eq!(view.faults, Vec::<String>::new());
}
