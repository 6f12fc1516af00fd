//! Everybody at once, until the server is gone.
use crate::book::{Book, Intent, What, sign_up};
use crate::client::{Client, Said};
use crate::town::{PEOPLE, SEATS, Town};
use lianxin_kernel::{Random, SystemRandom};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

pub struct Load<'a> {
    pub town: &'a Town,
    pub books: Vec<Book>,
}

fn below(most: u64) -> u64 {
    SystemRandom.below(most)
}

impl<'a> Load<'a> {
    pub fn new(town: &'a Town) -> Self {
        Self { town, books: vec![Book::default(); PEOPLE] }
    }

    /// Settles what is unknown, then wishes on, until `end` has run to its end in this thread.
    pub fn run(&mut self, address: &str, end: impl FnOnce()) {
        let over = AtomicBool::new(false);
        let (town, over) = (self.town, &over);
        std::thread::scope(|scope| {
            for (n, book) in self.books.iter_mut().enumerate() {
                let (person, clerk) = (town.people[n].at(address), town.clerk.at(address));
                scope.spawn(move || {
                    while !over.load(Relaxed) {
                        let intent = book.unknown.clone().unwrap_or_else(|| wish(town, n, book));
                        if !settle(&person, &clerk, book, intent) {
                            std::thread::sleep(Duration::from_millis(20));
                        }
                    }
                });
            }
            end();
            over.store(true, Relaxed);
        });
    }

    /// One wish of one person, or what is unknown of the last.
    pub fn wish(&mut self, address: &str, n: usize) {
        let (person, clerk) = (self.town.people[n].at(address), self.town.clerk.at(address));
        let book = &mut self.books[n];
        let intent = book.unknown.clone().unwrap_or_else(|| wish(self.town, n, book));
        settle(&person, &clerk, book, intent);
    }

    /// Asks again for what is unknown, and for some of what was answered: the same key, the same answer.
    pub fn settle(&mut self, address: &str) {
        for (n, book) in self.books.iter_mut().enumerate() {
            let (person, clerk) = (self.town.people[n].at(address), self.town.clerk.at(address));
            if let Some(intent) = book.unknown.clone() {
                assert!(settle(&person, &clerk, book, intent), "still unknown: {:?}", book.unknown);
            }
            let again: Vec<_> = book.done.values().rev().take(2).cloned().collect();
            for (intent, first) in again {
                let who = if intent.what == What::CheckIn { &clerk } else { &person };
                match who.post(&intent.path, &intent.body, &intent.key) {
                    Said::Answer(_, second) => assert_eq!(first, second, "{}", intent.key),
                    Said::Unknown(why) => panic!("{why}"),
                }
            }
        }
    }

    pub fn answered(&self) -> usize {
        self.books.iter().map(|b| b.done.len()).sum()
    }
}

/// True when the answer is definite.
fn settle(person: &Client, clerk: &Client, book: &mut Book, intent: Intent) -> bool {
    let who = if intent.what == What::CheckIn { clerk } else { person };
    // Before it is sent: from here on it may have happened.
    book.unknown = Some(intent.clone());
    match who.post(&intent.path, &intent.body, &intent.key) {
        Said::Answer(status, answer) => {
            book.note(intent, status, answer);
            true
        }
        Said::Unknown(why) => {
            book.refused.push(why);
            false
        }
    }
}

fn wish(town: &Town, n: usize, book: &mut Book) -> Intent {
    let key = book.key(n);
    let intent = |what, path: String, body| Intent { key: key.clone(), what, path, body };
    match (below(10), &book.sign_up, book.bookings.last()) {
        (0..4, None, _) => {
            let session = &town.sessions[below(SEATS.len() as u64) as usize];
            intent(What::SignUp, format!("/sessions/{session}/sign-ups"), sign_up())
        }
        (0..3, Some((id, false)), _) => {
            intent(What::Leave, format!("/sign-ups/{id}/leave"), json!({}))
        }
        (3, Some((id, false)), _) => {
            let session = &book.session_of(id);
            intent(
                What::CheckIn,
                format!("/desk/sessions/{session}/check-ins"),
                json!({ "sign_up": id }),
            )
        }
        (0..6, _, Some(id)) => {
            intent(What::Cancel, format!("/bookings/{id}/cancel"), json!({ "why": null }))
        }
        _ => {
            let (day, hour) = (1 + below(250) as i32, 8 + below(12) as i64);
            let (from, to) = (town.hour(day, hour), town.hour(day, hour + 1));
            let body = json!({ "from": from, "to": to, "people": 8, "title": "排练" });
            intent(What::Book, format!("/rooms/{}/bookings", town.room), body)
        }
    }
}

impl Book {
    fn session_of(&self, sign_up: &str) -> String {
        let made = self.done.values().find(|(_, answer)| answer["id"] == *sign_up);
        let path = made.map(|(intent, _)| intent.path.as_str()).unwrap_or_default();
        path.split('/').nth(2).unwrap_or_default().to_owned()
    }
}
