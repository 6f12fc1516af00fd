//! Figures from a streaming copy, as long as it is there and fresh.
use crate::book::sign_up;
use crate::client::Client;
use crate::server::Server;
use crate::town::Town;
use serde_json::json;
use std::time::{Duration, Instant};

/// Asks for the figures of the district until they come from where they should.
fn until(manager: &Client, path: &str, from_copy: bool) {
    let began = Instant::now();
    loop {
        let (status, answer, age) = manager.get(path);
        assert_eq!(status, 200, "{answer}");
        if age.is_some() == from_copy {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "still from elsewhere: {age:?}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn figures_come_from_a_copy_while_it_is_fresh_and_from_the_primary_else() {
    let Some(primary) = Server::start_new() else { return };
    let mut copy = primary.copy();
    let folder = tempfile::tempdir().unwrap();
    let more = format!("replica = \"{}\"\nreplica_lag_seconds = 1", copy.url());
    let town = Town::build_in(folder.path(), &primary.url(), "", &more);
    let serving = town.serve();
    let mut manager = Client::new(&serving.address);
    let sign_in = json!({ "login": "district.manager", "password": "correct horse 2026" });
    manager.must("/sign-in/staff", &sign_in);
    let today = town.hour(0, 12).to_string();
    let day = &today[..10];
    let path = format!("/figures?place={}&from={day}&to={day}&by=center", town.district);
    until(&manager, &path, true);
    // It takes in nothing more, and grows old while others write.
    copy.sql("select pg_wal_replay_pause()");
    let mut person = town.people[0].at(&serving.address);
    person.must(&format!("/sessions/{}/sign-ups", town.sessions[2]), &sign_up());
    until(&manager, &path, false);
    copy.sql("select pg_wal_replay_resume()");
    until(&manager, &path, true);
    copy.stop_at_once();
    until(&manager, &path, false);
    copy.start();
    until(&manager, &path, true);
    let agent = ureq::get(format!("http://{}/metrics", serving.address)).call();
    let metrics = agent.unwrap().body_mut().read_to_string().unwrap();
    assert!(metrics.contains("lianxin_replica_lag_seconds"), "{metrics}");
}
