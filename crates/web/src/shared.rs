//! Answers that are the same for everybody: those who ask while one is made share the next.
//!
//! It is never older than its question: an answer is given again only if nothing was changed since it
//! was begun (SQLite, where this process alone writes), or to those who asked before it was begun. So
//! a crowd of readers costs one look at the database after the other, not one each.
use crate::problem::Problem;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header, response::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use lianxin_kernel::{App, Error, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Time passes too: what is open closes. No answer is given again for longer.
const FRESH: Duration = Duration::from_secs(1);
const FRESH_MICROS: i64 = 1_000_000;
/// More questions are not remembered, nor larger answers, nor stranger readers.
const QUESTIONS: usize = 512;
const BODY: usize = 512 * 1024;
const WHO: usize = 1024;

/// Which answers are kept: those of the interface as they are sent, pages before they are packed, since
/// everybody's copy of a page has a nonce of its own in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Interface,
    Pages,
}

/// The answers of one site.
pub(crate) struct Shared {
    app: App,
    of: Of,
    asked: fn(&str) -> bool,
    slots: Mutex<HashMap<String, Arc<Slot>>>,
}

#[derive(Default)]
struct Slot {
    state: Mutex<State>,
    ended: Notify,
}

#[derive(Default)]
struct State {
    made: Option<Arc<Made>>,
    making: bool,
    /// When the next may be begun, so that making takes but a part of the time.
    rest: Option<Instant>,
}

struct Made {
    begun: Instant,
    at: Timestamp,
    version: u64,
    parts: Parts,
    body: Bytes,
    nonce: Option<Nonce>,
}

/// Where the nonce of a page stands. It is another for everyone.
struct Nonce {
    policy: String,
    text: String,
    places: Vec<usize>,
}

enum Turn {
    Given(Arc<Made>),
    Make(Option<Instant>),
    Wait,
}

impl Shared {
    /// `asked`: whether the answer of a path is the same for all who are not signed in.
    pub fn new(app: App, of: Of, asked: fn(&str) -> bool) -> Arc<Self> {
        Arc::new(Self { app, of, asked, slots: Mutex::default() })
    }

    pub async fn answer(self: Arc<Self>, request: Request, next: Next) -> Response {
        let Some(question) = self.question(&request) else {
            return next.run(request).await;
        };
        let (slot, arrived) = (self.slot(question), Instant::now());
        loop {
            let ended = slot.ended.notified();
            tokio::pin!(ended);
            // Before looking: an end in between would be missed.
            ended.as_mut().enable();
            match self.turn(&slot, arrived) {
                Turn::Given(made) => return made.give(&self.app),
                Turn::Make(rest) => {
                    let making = Making { slot: slot.clone(), made: None, begun: None };
                    return self.make(making, rest, request, next).await;
                }
                Turn::Wait => ended.await,
            }
        }
    }

    /// What is asked and as whom; nothing where the answer may be for one reader alone.
    fn question(&self, request: &Request) -> Option<String> {
        let headers = request.headers();
        let alone = |name| headers.contains_key(name);
        let path = request.uri().path();
        let of = if path.starts_with("/api/") { Of::Interface } else { Of::Pages };
        let plain = request.method() == Method::GET
            && self.of == of
            && (self.asked)(path)
            && !alone(header::AUTHORIZATION)
            && !alone(header::RANGE)
            && crate::cookie::cookie(headers, crate::cookie::SESSION).is_none();
        if !plain {
            return None;
        }
        let mut question = request.uri().path_and_query()?.as_str().to_owned();
        for name in [header::COOKIE, header::ACCEPT_LANGUAGE, header::ACCEPT_ENCODING] {
            for value in headers.get_all(&name) {
                question.push('\n');
                question.push_str(name.as_str());
                question.push_str(value.to_str().ok()?);
            }
        }
        (question.len() <= WHO).then_some(question)
    }

    fn slot(&self, question: String) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= QUESTIONS && !slots.contains_key(&question) {
            slots.clear();
        }
        slots.entry(question).or_default().clone()
    }

    fn turn(&self, slot: &Slot, arrived: Instant) -> Turn {
        let mut state = slot.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = &state.made {
            let unchanged = self.app.db().is_sqlite() && made.version == self.version();
            let age = (self.app.now() - made.at).0;
            let fresh = (0..FRESH_MICROS).contains(&age) && made.begun.elapsed() < FRESH;
            if made.begun >= arrived || (unchanged && fresh) {
                return Turn::Given(made.clone());
            }
        }
        if state.making {
            return Turn::Wait;
        }
        state.making = true;
        Turn::Make(state.rest)
    }

    fn version(&self) -> u64 {
        self.app.db().commits()
    }

    async fn make(
        &self,
        mut making: Making,
        rest: Option<Instant>,
        request: Request,
        next: Next,
    ) -> Response {
        if let Some(until) = rest {
            tokio::time::sleep_until(until.into()).await;
        }
        let (begun, at, version) = (Instant::now(), self.app.now(), self.version());
        making.begun = Some(begun);
        let (parts, body) = next.run(request).await.into_parts();
        let keeps =
            parts.status == StatusCode::OK && !parts.headers.contains_key(header::SET_COOKIE);
        if !keeps {
            return Response::from_parts(parts, body);
        }
        let Ok(body) = to_bytes(body, BODY).await else {
            return Problem::from(Error::internal("an answer too large")).into_response();
        };
        let nonce = Nonce::of(&parts.headers, &body);
        let made = Arc::new(Made { begun, at, version, parts, body, nonce });
        making.made = Some(made.clone());
        drop(making);
        made.give(&self.app)
    }
}

/// Whoever makes an answer ends the waiting of the others, however it ends.
struct Making {
    slot: Arc<Slot>,
    made: Option<Arc<Made>>,
    begun: Option<Instant>,
}

impl Drop for Making {
    fn drop(&mut self) {
        let mut state = self.slot.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.making = false;
        if let Some(made) = self.made.take() {
            state.made = Some(made);
        }
        // Twice as long as it took.
        state.rest = self.begun.map(|begun| Instant::now() + begun.elapsed() * 2);
        drop(state);
        self.slot.ended.notify_waiters();
    }
}

impl Made {
    fn give(&self, app: &App) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.parts.status;
        *response.headers_mut() = self.parts.headers.clone();
        let body = match &self.nonce {
            None => self.body.clone(),
            Some(nonce) => nonce.renew(app, &self.body, response.headers_mut()),
        };
        *response.body_mut() = Body::from(body);
        response
    }
}

impl Nonce {
    fn of(headers: &HeaderMap, body: &Bytes) -> Option<Self> {
        let policy = headers.get(header::CONTENT_SECURITY_POLICY)?.to_str().ok()?.to_owned();
        let (_, rest) = policy.split_once("'nonce-")?;
        let text = rest.split_once('\'')?.0.to_owned();
        let wide = text.len();
        let places = body.windows(wide).enumerate().filter(|(_, w)| *w == text.as_bytes());
        let places = places.map(|(at, _)| at).collect();
        Some(Self { policy, text, places })
    }

    fn renew(&self, app: &App, body: &Bytes, headers: &mut HeaderMap) -> Bytes {
        let mut bytes = [0; 16];
        app.random().fill(&mut bytes);
        let fresh = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        let mut body = body.to_vec();
        for at in &self.places {
            if let Some(place) = body.get_mut(*at..at + fresh.len()) {
                place.copy_from_slice(fresh.as_bytes());
            }
        }
        if let Ok(policy) = HeaderValue::from_str(&self.policy.replace(&self.text, &fresh)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        body.into()
    }
}
