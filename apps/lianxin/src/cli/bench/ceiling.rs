//! The ceiling: the same commands through the door, and so the same statements, in the same groups, by
//! tasks of this process: without HTTP, without another process to share the machine with.
use super::town::Resident;
use crate::config::Config;
use crate::start;
use lianxin_activities::{SessionId, SignUpForSession, Way, Wish};
use lianxin_kernel::{Actor, App, Error, Language, Person, Result, Worker};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const TASKS: usize = 256;

/// Sign-ups a second when as many as share one commit come at once.
pub async fn sign_ups(
    config: &Config,
    delay: Duration,
    session: SessionId,
    people: Arc<Vec<Resident>>,
) -> Result<f64, String> {
    let mut options = config.database.options();
    options.commit_delay = delay;
    let db = start::open_with(config, options).await?;
    let app = start::start(config, db).await?;
    let worker = app.clone();
    let worker = tokio::spawn(async move { Worker::new(worker).run().await });
    let (next, start) = (Arc::new(AtomicUsize::new(0)), Instant::now());
    let mut all = JoinSet::new();
    for _ in 0..TASKS {
        all.spawn(one(app.clone(), session, people.clone(), next.clone()));
    }
    while let Some(one) = all.join_next().await {
        one.map_err(|e| e.to_string())?.map_err(|e| format!("the ceiling: {e}"))?;
    }
    let rate = people.len() as f64 / start.elapsed().as_secs_f64();
    worker.abort();
    let _ = worker.await;
    app.db().close().await.map_err(|e| e.to_string())?;
    Ok(rate)
}

async fn one(
    app: App,
    session: SessionId,
    people: Arc<Vec<Resident>>,
    next: Arc<AtomicUsize>,
) -> Result<()> {
    loop {
        let n = next.fetch_add(1, Relaxed);
        let Some(person) = people.get(n) else {
            return Ok(());
        };
        let act = app.act(Some(Actor::Person(Person::new(person.id, Language::En))));
        let act = act.once(&format!("ceiling-{n:06}"));
        let wish = Wish { mode: Way::OnSite, companions: vec![], wait: true };
        match act.run(SignUpForSession { session, wish }).await {
            Ok(_) | Err(Error::Conflict(_)) => {}
            Err(e) => return Err(e),
        }
    }
}
