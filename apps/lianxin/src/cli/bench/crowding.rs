//! The crowd itself: so many connections, each asking for one person after the other.
use super::asked::{Wishes, get};
use super::client::Connection;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

#[derive(Clone)]
pub struct Crowding {
    pub servers: Vec<SocketAddr>,
    pub connections: usize,
    /// The people come evenly within this time; zero: as fast as the connections take them.
    pub within: Duration,
}

/// What one person was told in the end, and how long it took from their coming to that.
#[derive(Clone, Default)]
pub struct Told {
    pub status: u16,
    pub body: Vec<u8>,
    pub took: Duration,
}

#[derive(Default)]
pub struct Crowded {
    /// By the number of the person.
    pub told: Vec<Told>,
    pub took: Duration,
    /// Answers "too many at once"; the person tried again under the same key.
    pub busy: u64,
    /// Answers "it is not known", and connections that broke: settled by trying again.
    pub unsettled: u64,
}

#[derive(Default)]
struct Tally {
    next: AtomicUsize,
    busy: AtomicU64,
    unsettled: AtomicU64,
}

/// After so many tries somebody gives up, and the proof says so.
const TRIES: u32 = 60;

impl Crowding {
    /// Opens all connections, then lets `people` come.
    pub async fn run(&self, people: usize, wishes: Wishes) -> Result<Crowded, String> {
        let tally = Arc::new(Tally::default());
        let mut open = vec![];
        for n in 0..self.connections.min(people).max(1) {
            let address = self.servers.get(n % self.servers.len().max(1)).copied();
            let mut connection = Connection::to(address.ok_or("there is no server to ask")?);
            connection.ask(&get("/healthz")).await.map_err(|e| format!("connecting: {e}"))?;
            open.push(connection);
        }
        let start = Instant::now();
        let mut all = JoinSet::new();
        for connection in open {
            let one = One {
                connection,
                tally: tally.clone(),
                wishes: wishes.clone(),
                start,
                people,
                within: self.within,
            };
            all.spawn(one.come());
        }
        let mut crowded = Crowded { told: vec![Told::default(); people], ..Crowded::default() };
        while let Some(one) = all.join_next().await {
            for (n, told) in one.map_err(|e| e.to_string())? {
                if let Some(place) = crowded.told.get_mut(n) {
                    *place = told;
                }
            }
        }
        crowded.took = start.elapsed();
        crowded.busy = tally.busy.load(Relaxed);
        crowded.unsettled = tally.unsettled.load(Relaxed);
        Ok(crowded)
    }
}

struct One {
    connection: Connection,
    tally: Arc<Tally>,
    wishes: Wishes,
    start: Instant,
    people: usize,
    within: Duration,
}

impl One {
    async fn come(mut self) -> Vec<(usize, Told)> {
        let mut all = vec![];
        loop {
            let n = self.tally.next.fetch_add(1, Relaxed);
            if n >= self.people {
                return all;
            }
            let due = self.start + self.within.mul_f64(n as f64 / self.people.max(1) as f64);
            tokio::time::sleep_until(due.into()).await;
            // Who had to wait for a connection to be free waited: that counts.
            let came = if self.within.is_zero() { Instant::now() } else { due };
            let told = self.settle(n, came).await;
            all.push((n, told));
        }
    }

    /// Asks until there is an answer that settles it, under the same key.
    async fn settle(&mut self, n: usize, came: Instant) -> Told {
        let mut last = 0;
        for _ in 0..TRIES {
            let answer = self.connection.ask(&(self.wishes)(n)).await;
            let wait = match answer {
                Ok(answer) if answer.status == 503 => {
                    self.tally.busy.fetch_add(1, Relaxed);
                    last = 503;
                    Duration::from_secs(answer.retry_after.unwrap_or(1))
                }
                Ok(answer) if answer.status == 504 => {
                    self.tally.unsettled.fetch_add(1, Relaxed);
                    last = 504;
                    Duration::from_millis(200)
                }
                Ok(answer) => {
                    let (status, body) = (answer.status, answer.body);
                    return Told { status, body, took: came.elapsed() };
                }
                Err(_) => {
                    self.tally.unsettled.fetch_add(1, Relaxed);
                    Duration::from_millis(200)
                }
            };
            // Uneven, so that those sent away together do not come back together.
            tokio::time::sleep(wait + Duration::from_millis((n as u64 * 37) % 500)).await;
        }
        Told { status: last, body: vec![], took: came.elapsed() }
    }
}
