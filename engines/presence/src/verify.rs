//! Holds each stay against itself.
use crate::model::{PresenceId, Stay};
use crate::store;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{App, Check, Error, Kind, Part, Result, in_parts};

pub(crate) const CHECK: Check = Check { name: "presence.stays", run: |app| Box::pin(stays(app)) };

/// Stays that are looked at in one go.
const PART: i64 = 1_000;

async fn stays(app: App) -> Result<Vec<String>> {
    in_parts(&app, |after| Several { after: PresenceId(after) }).await
}

struct Several {
    after: PresenceId,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let stays = store::some(tx, self.after, PART).await?;
        let found = stays.iter().flat_map(|stay| {
            faults(stay).into_iter().map(|why| format!("stay {}: {why}", stay.id))
        });
        Ok((stays.last().map(|stay| stay.id.id()), found.collect()))
    }
}

fn faults(stay: &Stay) -> Vec<&'static str> {
    let mut faults = vec![];
    if stay.id.id().district() != stay.subject.district() {
        faults.push("it lies in another district than what it was at");
    }
    // An id knows the moment it was given out, and nothing changes it.
    if stay.id.id().millis() != stay.in_at.millis() {
        faults.push("it was written down at another moment than it began");
    }
    let alone = stay.claim.is_none();
    if alone && stay.person.is_some_and(|person| person != stay.attendee) {
        faults.push("somebody came without a place, as somebody else");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::How;
    use lianxin_kernel::{AnyId, Timestamp};

    #[test]
    fn each_fault_has_its_words() {
        let at = Timestamp::parse("2026-03-02T01:00:00Z").unwrap();
        let id = |district, n| AnyId::compose(at.millis(), district, n);
        let whole = Stay {
            id: PresenceId(id(1, 1)),
            subject: id(1, 2),
            center: id(1, 3),
            attendee: id(1, 4),
            person: Some(id(1, 4)),
            claim: None,
            band: None,
            online: false,
            in_at: at,
            out_at: None,
            how: How::Desk,
            by_person: None,
        };
        assert_eq!(faults(&whole), Vec::<&str>::new());
        let forgotten = Stay { person: None, ..whole.clone() };
        assert_eq!(faults(&forgotten), Vec::<&str>::new());
        let companion = Stay { claim: Some(id(1, 5)), attendee: id(1, 6), ..whole.clone() };
        assert_eq!(faults(&companion), Vec::<&str>::new());
        let other = Stay { claim: None, ..companion };
        assert_eq!(faults(&other), ["somebody came without a place, as somebody else"]);
        let moved = Stay { id: PresenceId(id(2, 1)), ..whole };
        assert_eq!(faults(&moved), ["it lies in another district than what it was at"]);
    }
}
