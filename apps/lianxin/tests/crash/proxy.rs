//! A line to PostgreSQL that breaks in the middle of a commit.
use crate::check::{faults, last_faults};
use crate::load::Load;
use crate::rounds::{fresh_postgres, rounds};
use crate::town::Town;
use lianxin_kernel::{Random, SystemRandom};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// What the program sends to commit.
const COMMIT: &[u8] = b"; commit";

#[derive(Default)]
struct Line {
    breaks: AtomicBool,
    broken: AtomicUsize,
}

/// Passes everything on; gives the port it listens on.
fn listen(to: String, line: Arc<Line>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (Ok(client), Ok(server)) = (client, TcpStream::connect(&to)) else { continue };
            let dead = Arc::new(AtomicBool::new(false));
            let there = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let (one, other) = (line.clone(), dead.clone());
            std::thread::spawn(move || forth(&there.0, &there.1, &one, &other));
            std::thread::spawn(move || back(&server, &client, &dead));
        }
    });
    port
}

/// To the server. Of the commits one in twelve is the last thing that passes: the answer to it is lost, or, half
/// the time, the line is cut before the server can have answered.
fn forth(mut client: &TcpStream, mut server: &TcpStream, line: &Line, dead: &AtomicBool) {
    let mut bytes = vec![0; 65_536];
    while let Ok(n @ 1..) = client.read(&mut bytes) {
        let commits = bytes[..n].windows(COMMIT.len()).any(|w| w == COMMIT);
        let breaks = commits && line.breaks.load(SeqCst) && SystemRandom.below(12) == 0;
        if breaks {
            line.broken.fetch_add(1, SeqCst);
            dead.store(true, SeqCst);
        }
        if server.write_all(&bytes[..n]).is_err() || breaks && SystemRandom.below(2) == 0 {
            break;
        }
    }
    close(client, server);
}

fn back(mut server: &TcpStream, mut client: &TcpStream, dead: &AtomicBool) {
    let mut bytes = vec![0; 65_536];
    while let Ok(n @ 1..) = server.read(&mut bytes) {
        if dead.load(SeqCst) || client.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    close(client, server);
}

fn close(client: &TcpStream, server: &TcpStream) {
    let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
}

#[test]
fn a_line_that_breaks_in_the_middle_of_a_commit_loses_and_doubles_nothing() {
    let Some(database) = fresh_postgres() else { return };
    let place = database.url.split('@').nth(1).unwrap();
    let (server, name) = place.split_once('/').unwrap();
    let line = Arc::new(Line::default());
    let port = listen(server.to_owned(), line.clone());
    let url =
        database.url.replace(&format!("{server}/{name}"), &format!("127.0.0.1:{port}/{name}"));
    let town = Town::build(&url, "");
    let mut load = Load::new(&town);
    let serving = town.serve();
    line.breaks.store(true, SeqCst);
    load.run(&serving.address, || {
        std::thread::sleep(Duration::from_secs(rounds(20) as u64 / 10));
    });
    line.breaks.store(false, SeqCst);
    load.settle(&serving.address);
    drop(serving);
    let mut found = town.inside(async |app| faults(&app, &load).await);
    found.extend(town.inside(async |app| last_faults(&app).await));
    assert_eq!(found, Vec::<String>::new());
    let broken = line.broken.load(SeqCst);
    assert!(broken > 0);
    println!("{broken} lines broken in a commit, {} answers", load.answered());
}
