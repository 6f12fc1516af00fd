//! What changes while people look at it, pushed as server-sent events: the places left of a session.
//!
//! However many look, a session is read once for all of them, when this process changed something (or
//! now and then, for what others changed), and told only when it differs.
mod feed;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::get;
use lianxin_activities::{SessionId, ShowSession};
use lianxin_db::DbError;
use lianxin_kernel::{App, Error, Result};
use lianxin_web::{Caller, Path, Reply};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};

/// After a look, so long it rests.
const REST: Duration = Duration::from_millis(300);
/// How late what another process changed is told.
const OTHERS: Duration = Duration::from_secs(2);
/// Who comes when so many look already is sent away for a moment.
const MOST: usize = 20_000;

type Told = watch::Sender<Arc<str>>;

/// Who looks at what in this process.
#[derive(Clone)]
pub struct Live(Arc<Hub>);

struct Hub {
    told: Mutex<HashMap<SessionId, Told>>,
    seats: Arc<Semaphore>,
    stop: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        let seats = Arc::new(Semaphore::new(MOST));
        let hub = Hub { told: Mutex::default(), seats, stop: watch::Sender::new(false) };
        Self(Arc::new(hub))
    }
}

pub fn router() -> Router<App> {
    Router::new().route("/live/sessions/{id}", get(watch_session))
}

/// Tells the places left of a session, now and whenever they change.
async fn watch_session(
    State(app): State<App>,
    Caller(act): Caller,
    Path(session): Path<SessionId>,
) -> Reply<Response> {
    let live = app.settings().find::<Live>();
    let live = live.ok_or_else(|| Error::internal("nothing is pushed by this program"))?;
    let permit = live.0.seats.clone().try_acquire_owned();
    let permit = permit.map_err(|_| Error::from(DbError::Busy))?;
    // As the caller, so that what is hidden from them stays so.
    let now = places(act.ask(ShowSession { session }).await?)?;
    let seen = live.seen(&app, session, now);
    let feed = feed::of(seen, live.0.stop.subscribe(), permit);
    let mut response = Response::new(Body::from_stream(feed));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers would hold back what is to be seen now.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn places(session: lianxin_activities::Session) -> Result<Arc<str>> {
    let text = serde_json::to_string(&session.card.seats).map_err(Error::internal)?;
    Ok(text.into())
}

impl Live {
    /// Ends all that is pushed, so that the server can end.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    fn seen(&self, app: &App, session: SessionId, now: Arc<str>) -> watch::Receiver<Arc<str>> {
        let mut told = self.0.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = told.get(&session) {
            return sender.subscribe();
        }
        let sender = Told::new(now);
        let seen = sender.subscribe();
        told.insert(session, sender.clone());
        tokio::spawn(follow(self.clone(), app.clone(), session, sender));
        seen
    }

    /// Whether nobody looks anymore; then who comes next begins anew.
    fn left(&self, session: SessionId, sender: &Told) -> bool {
        let mut told = self.0.told.lock().unwrap_or_else(PoisonError::into_inner);
        let left = sender.receiver_count() == 0;
        if left {
            told.remove(&session);
        }
        left
    }
}

async fn follow(live: Live, app: App, session: SessionId, sender: Told) {
    let mut changes = app.changes().subscribe();
    let mut stop = live.0.stop.subscribe();
    loop {
        tokio::select! {
            _ = changes.changed() => {}
            () = tokio::time::sleep(OTHERS) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        if live.left(session, &sender) {
            return;
        }
        let asked = app.act(None).ask(ShowSession { session }).await.and_then(places);
        match asked {
            Ok(now) => {
                sender.send_if_modified(|told| {
                    let differs = *told != now;
                    *told = now;
                    differs
                });
            }
            Err(e) => tracing::debug!(error = %e, "places could not be looked at"),
        }
        tokio::time::sleep(REST).await;
    }
}
