//! Asks for what the day asks for, when it is due, whether or not the answer before is there.
use super::city::{City, Place};
use super::mix::{Ask, Event};
use crate::cli::bench::client::Connection;
use lianxin_kernel::{Clock, Span, SystemClock};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What came of one request.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub ask: Ask,
    /// From the moment it was due: who waits for a free connection waits too.
    pub took: Duration,
    /// `None`: no answer came.
    pub status: Option<u16>,
}

pub async fn replay(
    address: SocketAddr,
    city: City,
    events: Vec<Event>,
    connections: usize,
) -> Vec<Seen> {
    let (city, events, next) = (Arc::new(city), Arc::new(events), Arc::new(AtomicUsize::new(0)));
    let begin = Instant::now();
    let mut all = JoinSet::new();
    for _ in 0..connections {
        let (city, events, next) = (city.clone(), events.clone(), next.clone());
        all.spawn(async move {
            let mut connection = Connection::to(address);
            let mut seen = vec![];
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(event) = events.get(number) else { return seen };
                let due = begin + event.at;
                tokio::time::sleep_until(due.into()).await;
                let Some(request) = city.request(event, number) else { continue };
                let status = connection.ask(&request).await.ok().map(|answer| answer.status);
                seen.push(Seen { ask: event.ask, took: due.elapsed(), status });
            }
        });
    }
    all.join_all().await.concat()
}

impl City {
    /// Nothing when the city has not what is asked for.
    fn request(&self, event: &Event, number: usize) -> Option<Vec<u8>> {
        let place: &Place = self.centers.get(event.center)?;
        let one = |count: usize| (count > 0).then(|| event.chance % count);
        let token = one(self.tokens.len()).and_then(|n| self.tokens.get(n))?;
        let session = one(self.coming.len()).and_then(|n| self.coming.get(n));
        let room = one(place.rooms.len()).and_then(|n| place.rooms.get(n));
        let center = place.center;
        Some(match event.ask {
            Ask::Sessions => get(&format!("/api/v1/sessions?center={center}&limit=20"), None),
            Ask::Session => get(&format!("/api/v1/sessions/{}", session?), None),
            Ask::Center => get(&format!("/api/v1/centers/{center}"), None),
            Ask::FreeRooms => get(
                &format!(
                    "/api/v1/rooms/free?people=6&from={0}&to={0}&minutes=60&centers={center}",
                    self.day()
                ),
                None,
            ),
            Ask::Mine => get("/api/v1/me/sign-ups", Some(token)),
            Ask::SignUp => {
                let path = format!("/api/v1/sessions/{}/sign-ups", session?);
                post(&path, token, number, r#"{"mode":"on_site","wait":true}"#)
            }
            Ask::CheckIn => {
                let now = SystemClock.now();
                let open_day = place.open_day;
                let code = lianxin_presence::door_token(&self.door_key, open_day.0, now).text;
                let body = format!(r#"{{"session":"{open_day}","token":"{code}"}}"#);
                post("/api/v1/check-ins", token, number, &body)
            }
            Ask::Book => {
                let hours = i64::try_from(event.chance % (13 * 9)).unwrap_or(0);
                let from = self.tomorrow + Span::days(hours / 9) + Span::hours(9 + hours % 9);
                let to = from + Span::hours(1);
                let body = format!(r#"{{"from":"{from}","to":"{to}","people":6,"title":"排练"}}"#);
                post(&format!("/api/v1/rooms/{}/bookings", room?), token, number, &body)
            }
        })
    }

    fn day(&self) -> String {
        self.tomorrow.to_string().chars().take(10).collect()
    }
}

fn get(path: &str, token: Option<&str>) -> Vec<u8> {
    let cookie = token.map(|t| format!("Cookie: lianxin_session={t}\r\n")).unwrap_or_default();
    format!("GET {path} HTTP/1.1\r\nHost: day\r\n{cookie}\r\n").into_bytes()
}

fn post(path: &str, token: &str, number: usize, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: day\r\nCookie: lianxin_session={token}\r\n\
         Content-Type: application/json\r\nIdempotency-Key: day-{number:08}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
