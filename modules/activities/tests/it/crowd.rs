//! Many people at once: never a place twice, never a gap in the waiting list.
use crate::MODULES;
use crate::town::*;
use lianxin_activities::*;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{Error, Result};
use lianxin_people::PersonId;
use lianxin_seats::{ClaimId, State};
use lianxin_testkit::{Isolation, Setup, Test, both, race};

struct Faults(u16);

impl Look for Faults {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        lianxin_seats::verify(tx, self.0).await
    }
}

async fn faults(t: &Test, district: u16) -> Vec<String> {
    t.app.db().look(&Faults(district)).await.unwrap()
}

async fn people(t: &Test, count: usize) -> Vec<PersonId> {
    let mut people = vec![];
    for n in 0..count {
        people.push(person(t, &format!("居民{n}"), None).await);
    }
    people
}

/// 200 people want 40 places; then 50 of those seated or waiting leave at once.
async fn crowd(t: &Test) {
    let town = Town::build(t).await;
    let session = town.session(town.choir(40)).await;
    let people = people(t, 200).await;
    let signed = race(200, |n| {
        let act = t.person_act(people[n], &[]);
        async move { act.run(SignUpForSession { session, wish: wish(0) }).await.unwrap() }
    })
    .await;
    let seated: Vec<ClaimId> =
        signed.iter().filter(|s| s.state == State::Seated).map(|s| s.id).collect();
    let mut positions: Vec<i64> = signed.iter().filter_map(|s| s.position).collect();
    positions.sort_unstable();
    assert_eq!(seated.len(), 40);
    assert_eq!(positions, (1..=160).collect::<Vec<_>>());
    assert!(faults(t, session.0.district()).await.is_empty());

    let leaving: Vec<_> = signed
        .iter()
        .filter(|s| s.state == State::Seated)
        .take(30)
        .chain(signed.iter().filter(|s| s.position.is_some_and(|p| p % 8 == 0)))
        .map(|s| (s.id, s.person))
        .collect();
    assert_eq!(leaving.len(), 50);
    race(50, |n| {
        let (sign_up, person) = leaving[n];
        let act = t.person_act(person, &[]);
        async move { act.run(LeaveSession { sign_up }).await.unwrap() }
    })
    .await;
    let list = town.clerk.ask(ShowParticipants { session }).await.unwrap();
    assert_eq!((list.seated.len(), list.gone.len()), (40, 50));
    let positions: Vec<_> = list.waiting.iter().filter_map(|p| p.position).collect();
    assert_eq!(positions, (1..=positions.len() as i64).collect::<Vec<_>>());
    // Who was promoted stood before everyone who still waits.
    let arrival = |id: ClaimId| signed.iter().find(|s| s.id == id).and_then(|s| s.position);
    let last_in = list.seated.iter().filter_map(|p| arrival(p.sign_up)).max().unwrap();
    let first_out = list.waiting.iter().filter_map(|p| arrival(p.sign_up)).min().unwrap();
    assert!(last_in < first_out, "{last_in} was seated before {first_out}");
    assert!(faults(t, session.0.district()).await.is_empty());
}

/// Parties of two to four are never split, and all places that fit a party are given.
async fn parties(t: &Test) {
    let town = Town::build(t).await;
    let session = town.session(town.choir(40)).await;
    let people = people(t, 60).await;
    let signed = race(60, |n| {
        let act = t.person_act(people[n], &[]);
        async move { act.run(SignUpForSession { session, wish: wish(1 + n % 3) }).await.unwrap() }
    })
    .await;
    let taken: usize =
        signed.iter().filter(|s| s.state == State::Seated).map(|s| s.party.len()).sum();
    assert!((39..=40).contains(&taken), "{taken} of 40: a pair fits until one place is left");
    let shown = t.nobody().ask(ShowSession { session }).await.unwrap();
    assert_eq!(shown.card.seats[0].taken, taken as i64);
    assert!(faults(t, session.0.district()).await.is_empty());
}

/// Two programs want the same room at the same time, all at once.
async fn one_room(t: &Test) {
    let town = Town::build(t).await;
    let made = race(12, |_| {
        let (manager, draft) = (town.manager.clone(), town.choir(9));
        async move { manager.run(AddProgram { draft }).await.unwrap() }
    })
    .await;
    let won = made.iter().filter(|m| m.dates[0].session.is_some()).count();
    assert_eq!(won, 1);
    let lost = made.iter().filter_map(|m| m.dates[0].refused.as_ref());
    assert!(lost.into_iter().all(|r| r.code == "activities.room_taken"));
}

both! { MODULES;
    race async fn forty_of_two_hundred(t: Test) {
        crowd(t).await;
    }

    race async fn parties_stay_together(t: Test) {
        parties(t).await;
    }

    race async fn a_room_is_given_once(t: Test) {
        one_room(t).await;
    }
}

/// The lanes are for speed: without them what is right stays right.
#[lianxin_testkit::tokio::test(
    crate = "lianxin_testkit::tokio",
    flavor = "multi_thread",
    worker_threads = 2
)]
async fn right_without_lanes() {
    let setup = || {
        let mut setup = Setup::new(MODULES);
        setup.options.lanes = false;
        setup
    };
    if let Some(t) = Test::postgres(setup(), Isolation::ReadCommitted).await {
        crowd(&t).await;
        t.end().await;
    }
    if let Some(t) = Test::postgres(setup(), Isolation::ReadCommitted).await {
        one_room(&t).await;
        t.end().await;
    }
}
