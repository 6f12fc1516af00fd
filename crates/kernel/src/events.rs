use crate::{Result, Write, id, jobs};
use serde::{Deserialize, Serialize};

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

id!(
    /// A person, as the kernel knows them.
    ActorId,
    "act"
);

/// Somebody changed something in the name of a person, who is to be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActedFor {
    pub person: ActorId,
    pub by: ActorId,
    /// The name of the command.
    pub what: String,
}

impl Event for ActedFor {
    const NAME: &'static str = "kernel.acted_for";
}

pub(crate) async fn say<E: Event>(w: &mut Write<'_>, event: &E) -> Result<()> {
    let app = w.app;
    for job in app.listeners(E::NAME) {
        let now = w.now;
        jobs::enqueue(w, job, event, now, None).await?;
    }
    Ok(())
}
