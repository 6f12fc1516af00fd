//! What the crowd asks for, as bytes of requests.
use super::town::{Resident, Town};
use clap::ValueEnum;
use lianxin_activities::SessionId;
use lianxin_kernel::{Clock, SystemClock, Timestamp};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Places of one session.
    Seats,
    /// Times of one room.
    Room,
    /// Coming in at one door.
    Door,
}

/// The wish of each person: made anew for each try, since the code at a door changes.
pub type Wishes = Arc<dyn Fn(usize) -> Vec<u8> + Send + Sync>;

/// `unwilling`: of a hundred people so many would not wait for a place.
pub fn seats(
    people: Arc<Vec<Resident>>,
    session: SessionId,
    key: &str,
    unwilling: usize,
) -> Wishes {
    let (path, key) = (format!("/api/v1/sessions/{session}/sign-ups"), key.to_owned());
    Arc::new(move |n| {
        let body = format!(r#"{{"mode":"on_site","wait":{}}}"#, n % 100 >= unwilling);
        post(people.get(n), &path, &format!("{key}-{n:06}"), &body)
    })
}

/// Everyone wants one of the times; who comes first gets it.
pub fn room(people: Arc<Vec<Resident>>, town: &Town) -> Wishes {
    let (path, times) = (format!("/api/v1/rooms/{}/bookings", town.room), town.times.clone());
    Arc::new(move |n| {
        let Some((from, to)) = times.get(n % times.len().max(1)) else {
            return vec![];
        };
        let body = format!(r#"{{"from":"{from}","to":"{to}","people":6,"title":"crowd"}}"#);
        post(people.get(n), &path, &format!("room-{n:06}"), &body)
    })
}

pub fn door(people: Arc<Vec<Resident>>, town: &Town) -> Wishes {
    let (session, key) = (town.open_day, town.door_key);
    Arc::new(move |n| {
        let now: Timestamp = SystemClock.now();
        let code = lianxin_presence::door_token(&key, session.0, now).text;
        let body = format!(r#"{{"session":"{session}","token":"{code}"}}"#);
        post(people.get(n), "/api/v1/check-ins", &format!("door-{n:06}"), &body)
    })
}

fn post(who: Option<&Resident>, path: &str, key: &str, body: &str) -> Vec<u8> {
    let token = who.map_or("", |who| who.token.as_str());
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: crowd\r\nCookie: lianxin_session={token}\r\n\
         Content-Type: application/json\r\nIdempotency-Key: {key}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: crowd\r\nAccept-Language: en\r\n\r\n").into_bytes()
}
