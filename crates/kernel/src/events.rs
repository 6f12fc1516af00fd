use crate::{Result, Write, jobs};
use serde::Serialize;

/// Something that happened, said in the transaction in which it did.
pub trait Event: Serialize + Send + Sync {
    /// `<module>.<past tense>`
    const NAME: &'static str;
}

/// A part that wants to hear of an event: each hearing is a job of its own, so it is delivered at
/// least once and one listener's failure is not another's.
#[derive(Clone, Copy, Debug)]
pub struct Listener {
    pub event: &'static str,
    /// The job that gets the event's fields.
    pub job: &'static str,
}

pub(crate) async fn say<E: Event>(w: &mut Write<'_>, event: &E) -> Result<()> {
    let app = w.app;
    for job in app.listeners(E::NAME) {
        let now = w.now;
        jobs::enqueue(w, job, event, now, None).await?;
    }
    Ok(())
}
