use crate::model::{Attendee, How, Present, Stay, Window, not_there};
use crate::store;
use lianxin_db::DbError;
use lianxin_kernel::{AnyId, Error, Result, Write};

/// Those who come to a subject together.
#[derive(Clone, Debug)]
pub struct CheckIn {
    pub subject: AnyId,
    pub center: AnyId,
    pub window: Window,
    pub attendees: Vec<Attendee>,
    pub how: How,
    pub online: bool,
}

/// Records that they are there. Who is there already keeps the first time.
pub async fn check_in(w: &mut Write<'_>, entry: CheckIn) -> Result<Vec<Present>> {
    let now = w.now();
    if let Some(why) = entry.window.refuses(now) {
        return Err(Error::reason(why));
    }
    let by_person = w.person();
    let mut present = vec![];
    for attendee in entry.attendees {
        let stay = Stay {
            id: w.fresh_in(entry.subject.district()),
            subject: entry.subject,
            center: entry.center,
            attendee: attendee.id,
            person: attendee.person,
            claim: attendee.claim,
            band: attendee.band,
            online: entry.online,
            in_at: now,
            out_at: None,
            how: entry.how,
            by_person,
        };
        let already = !store::insert(w.tx(), &stay).await?;
        let at = match already {
            false => now,
            // Undone between the two statements: from the start again.
            true => {
                store::find(w.tx(), stay.subject, stay.attendee).await?.ok_or(DbError::Retry)?.in_at
            }
        };
        present.push(Present { attendee: stay.attendee, at, already });
    }
    Ok(present)
}

/// Records that they left. Of those named, who is not there is passed over; when nobody is there it is
/// refused. Who left already keeps the first time.
pub async fn check_out(
    w: &mut Write<'_>,
    subject: AnyId,
    attendees: &[AnyId],
) -> Result<Vec<Present>> {
    let now = w.now();
    let mut gone = vec![];
    for attendee in attendees {
        let left_now = store::set_out(w.tx(), subject, *attendee, now).await?;
        let stay = store::find(w.tx(), subject, *attendee).await?;
        if let Some(at) = stay.and_then(|s| s.out_at) {
            gone.push(Present { attendee: *attendee, at, already: !left_now });
        }
    }
    some(gone)
}

/// Takes a mistaken check-in back, as if it had not been; the audit line of the command remembers.
/// Answers with the stays that were taken back; refused when nobody of those named is there.
pub async fn undo(w: &mut Write<'_>, subject: AnyId, attendees: &[AnyId]) -> Result<Vec<Stay>> {
    let mut undone = vec![];
    for attendee in attendees {
        undone.extend(store::delete(w.tx(), subject, *attendee).await?);
    }
    some(undone)
}

fn some<T>(those: Vec<T>) -> Result<Vec<T>> {
    match those.is_empty() {
        true => Err(Error::reason(not_there())),
        false => Ok(those),
    }
}
