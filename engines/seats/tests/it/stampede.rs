//! Many at once.
use crate::door::{Do, RULES, View, What, open, run, setup, subject, view, wish};
use lianxin_db::Isolation;
use lianxin_kernel::Module;
use lianxin_seats::{Claim, Rules, State};
use lianxin_testkit::{Setup, Test, race};

static ALONE: &[&Module] = &[&lianxin_seats::MODULE];

/// Without the listening module: these are about places, not about telling.
fn quiet(lanes: bool) -> Setup {
    let mut setup = Setup::new(ALONE);
    setup.options.lanes = lanes;
    setup
}

/// Each story on SQLite, and on PostgreSQL at serializable with lanes and at read committed with and
/// without them: what is right depends on none of these.
macro_rules! everywhere {
    ($($story:ident)*) => {$(
        mod $story {
            use super::*;

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$story(&Test::sqlite(quiet(true)).await).await;
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
    two_hundred_for_forty
    parties_are_never_split
    fifty_leave_at_once
    everybody_does_everything
    nobody_passes_the_limit
}

fn in_state(view: &View, state: State) -> Vec<&Claim> {
    view.claims.iter().filter(|c| c.state == state).collect()
}

/// Positions of those who wait are 1 to n, in the order of arrival.
fn waits_in_order(view: &View) {
    let waiting = in_state(view, State::Waiting);
    let positions: Vec<_> = waiting.iter().map(|c| c.position.unwrap()).collect();
    let expected: Vec<_> = (1..=waiting.len() as i64).collect();
    assert_eq!(positions, expected);
}

async fn two_hundred_for_forty(t: &Test) {
    let pool = open(t, 1, Some(40), RULES).await;
    let made = race(200, |n| {
        let act = t.system();
        async move {
            let what = wish(pool, n as u64, 1);
            act.run(Do { subject: subject(1), what }).await.unwrap().unwrap()
        }
    })
    .await;
    let mut promised: Vec<_> = made.iter().filter_map(|c| c.position).collect();
    promised.sort_unstable();
    assert_eq!(promised, (1..=160).collect::<Vec<_>>());
    let view = view(t, 1).await;
    assert_eq!(in_state(&view, State::Seated).len(), 40);
    assert_eq!(in_state(&view, State::Waiting).len(), 160);
    waits_in_order(&view);
    let places: Vec<_> = view.claims.iter().map(|c| c.place_no).collect();
    assert_eq!(places, (1..=200).collect::<Vec<_>>());
    assert_eq!(view.faults, Vec::<String>::new());
}

async fn parties_are_never_split(t: &Test) {
    let pool = open(t, 1, Some(41), RULES).await;
    race(60, |n| {
        let act = t.system();
        async move {
            let what = wish(pool, n as u64, 2 + n as i64 % 3);
            act.run(Do { subject: subject(1), what }).await.unwrap();
        }
    })
    .await;
    let view = view(t, 1).await;
    let seated: i64 = in_state(&view, State::Seated).iter().map(|c| c.party_size).sum();
    assert_eq!(view.pools[0].places.taken, seated);
    let free = 41 - seated;
    assert!((0..2).contains(&free), "a party of two would still have fitted: {free} free");
    waits_in_order(&view);
    assert_eq!(view.faults, Vec::<String>::new());
}

async fn fifty_leave_at_once(t: &Test) {
    let pool = open(t, 1, Some(60), RULES).await;
    // 60 seats; behind them a party of four at the head, then 20 alone, 10 parties of three.
    let list = std::iter::once(4).chain([1; 20]).chain([3; 10]);
    for (who, party) in [1; 60].into_iter().chain(list).enumerate() {
        run(t, 1, wish(pool, who as u64, party)).await.unwrap();
    }
    let before = view(t, 1).await;
    let leaving: Vec<_> = before.claims.iter().take(50).map(|c| c.id).collect();
    race(50, |n| {
        let (act, what) = (t.system(), What::Leave(leaving[n]));
        async move { act.run(Do { subject: subject(1), what }).await.unwrap() }
    })
    .await;
    let view = view(t, 1).await;
    assert_eq!(in_state(&view, State::Left).len(), 50);
    // Places come free one at a time. Those alone take the first 20; then, whenever three are free, a
    // party of three does. Four are never free at once, so the party of four still heads the list.
    let states: Vec<_> = view.claims.iter().skip(60).map(|c| c.state).collect();
    assert_eq!(states[0], State::Waiting);
    assert!(states[1..].iter().all(|s| *s == State::Seated), "{states:?}");
    assert_eq!(view.claims[60].position, Some(1));
    let places = view.pools[0].places;
    assert_eq!((places.taken, places.free(), places.waiting), (60, Some(0), 4));
    assert_eq!(view.faults, Vec::<String>::new());
}

async fn everybody_does_everything(t: &Test) {
    let rules = Rules { offer_minutes: Some(10), ..RULES };
    let pool = open(t, 1, Some(12), rules).await;
    for who in 0..20 {
        run(t, 1, wish(pool, who, 1 + who as i64 % 3)).await.unwrap();
    }
    let ids: Vec<_> = view(t, 1).await.claims.iter().map(|c| c.id).collect();
    race(80, |n| {
        let act = t.system();
        let id = ids[n * 7 % ids.len()];
        let what = match n % 8 {
            0 | 5 => What::Leave(id),
            1 => What::Accept(id),
            2 => What::Decline(id),
            3 => What::Promote(id),
            4 => What::Remove(id),
            6 => What::Resize(pool, Some(10 + n as i64 % 5)),
            _ => wish(pool, 100 + n as u64, 2),
        };
        async move {
            match act.run(Do { subject: subject(1), what }).await {
                Ok(_) | Err(lianxin_kernel::Error::Conflict(_)) => {}
                Err(e) => panic!("{e}"),
            }
        }
    })
    .await;
    let view = view(t, 1).await;
    assert_eq!(view.faults, Vec::<String>::new());
    waits_in_order(&view);
    let free = view.pools[0].places.free().unwrap();
    assert!(in_state(&view, State::Waiting).iter().all(|c| c.party_size > free));
}

/// One person, ten subjects at once, at most three open claims.
async fn nobody_passes_the_limit(t: &Test) {
    let rules = Rules { quota: Some(3), ..RULES };
    let mut pools = vec![];
    for n in 0..10 {
        pools.push(open(t, n, Some(5), rules).await);
    }
    let made = race(40, |n| {
        let (act, subject, pool) = (t.system(), subject(n as u64 % 10), pools[n % 10]);
        async move { act.run(Do { subject, what: wish(pool, 1, 1) }).await }
    })
    .await;
    assert_eq!(made.iter().filter(|m| m.is_ok()).count(), 3);
    for refused in made.iter().filter_map(|m| m.as_ref().err()) {
        let known = refused.has_reason("seats.limit") || refused.has_reason("seats.already");
        assert!(known, "{refused}");
    }
    assert_eq!(view(t, 0).await.faults, Vec::<String>::new());
}

/// The setup with a listener opens and closes as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_hears_every_one_of_a_stampede() {
    let t = Test::sqlite(setup(true)).await;
    let pool = open(&t, 1, Some(4), RULES).await;
    race(30, |n| {
        let act = t.system();
        async move { act.run(Do { subject: subject(1), what: wish(pool, n as u64, 1) }).await }
    })
    .await;
    assert_eq!(crate::door::heard(&t).await.len(), 30);
    t.end().await;
}
