//! A small crowd at a program of its own: not how fast it is, but that nobody is told what is not so.
use crate::process::{lianxin, run};
use crate::world::*;
use lianxin_db::{Tx, Work};
use lianxin_kernel::{Error, Result};
use lianxin_testkit::tokio::{self, sync::Semaphore};
use lianxin_testkit::{Postgres, both, race, server, start_of_time};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

fn crowd(args: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = lianxin(folder.path());
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env("PATH", path).args(["bench", "crowd", "--connections", "64"]).args(args);
    let (out, said, why) = run(&mut command);
    assert!(out.status.success() && said.contains("| proof | holds |"), "{said}{why}");
}

#[test]
fn forty_places_and_six_hundred_people_on_sqlite() {
    crowd(&["--people", "600", "--seats", "40"]);
}

#[test]
fn one_room_and_one_door_on_sqlite() {
    crowd(&["--people", "400", "--what", "room"]);
    crowd(&["--people", "200", "--what", "door", "--fsync-delay", "2ms"]);
}

#[test]
fn forty_places_and_six_hundred_people_on_postgres_with_two_programs() {
    let Some(server) = server() else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let fresh = runtime.block_on(Postgres::fresh(&server, &[], start_of_time().into()));
    crowd(&["--people", "600", "--seats", "40", "--serves", "2", "--postgres", &fresh.url]);
}

/// Holds the lane of a session.
struct Hold(Arc<Semaphore>);

impl Work for Hold {
    type Out = ();
    type Error = Error;

    async fn run(&self, _: &mut Tx) -> Result<()> {
        let _go = self.0.acquire().await;
        Ok(())
    }
}

const PEOPLE: usize = 40;

fn narrow() -> Setup {
    let mut setup = setup();
    // The worker's own sixteen at a time have room.
    setup.options.queue = 20;
    setup
}

both! { setup: narrow();
    /// Who is sent away is told when to come back, and nothing of theirs was begun.
    async fn a_full_queue_says_when_to_come_back(t: Test) {
        let world = World::build(t).await;
        let session = world.publish(world.choir(60)).await;
        let mut people = vec![];
        for n in 0..PEOPLE {
            people.push(world.resident(&format!("138000021{n:02}"), "安").await);
        }
        let path = format!("{API}/sessions/{session}/sign-ups");
        let gate = Arc::new(Semaphore::new(0));
        let (db, hold) = (t.app.db().clone(), Hold(gate.clone()));
        let lane = lianxin_seats::lane(session.parse::<lianxin_activities::SessionId>().unwrap().0);
        let works = db.stats().works;
        let holding = tokio::spawn(async move { db.write_in(&lane, &hold).await });
        while t.app.db().stats().works == works {
            tokio::task::yield_now().await;
        }
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(500)).await;
            gate.add_permits(1);
        });
        let all = race(PEOPLE, |n| {
            let (mut one, path) = (people[n].clone(), path.clone());
            async move { one.post(&path, wish(0)).await }
        })
        .await;
        holding.await.unwrap().unwrap();
        let (busy, done): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| a.status == 503);
        assert!(!busy.is_empty() && !done.is_empty(), "{} of {PEOPLE} were sent away", busy.len());
        for answer in &busy {
            assert_eq!(answer.headers["retry-after"], "2");
            assert_eq!(answer.body["code"], "busy");
        }
        assert!(done.iter().all(|a| a.status == 201));
        let shown = world.nobody().get(&format!("{API}/sessions/{session}")).await.expect(200);
        assert_eq!(shown.body["seats"][0]["taken"], json!(done.len()));
    }
}
