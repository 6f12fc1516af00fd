use lianxin_kernel::{AnyId, Reason, Timestamp, id, reason, words};

id!(PresenceId, "prs");

words! {
    /// By what someone proved to be there.
    pub enum How {
        /// The rotating code at the door.
        Qr = "qr",
        Card = "card",
        /// Staff, by hand.
        Desk = "desk",
        /// The person alone, for instance online.
        Oneself = "self",
    }
}

/// When checking in is possible: from `opens` on, until just before `closes`. Staff may have a wider
/// one; the caller knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub opens: Timestamp,
    pub closes: Timestamp,
}

impl Window {
    /// Why not now, if not now.
    pub fn refuses(&self, now: Timestamp) -> Option<Reason> {
        if now < self.opens {
            return Some(reason!("presence.too_early", opens_at = self.opens));
        }
        (now >= self.closes).then(|| reason!("presence.too_late", closed_at = self.closes))
    }
}

pub(crate) fn not_there() -> Reason {
    reason!("presence.not_there")
}

/// Someone to be checked in: a person, or a member of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// What makes them one and the same at this subject: a person's or a party member's id.
    pub id: AnyId,
    /// The person, when known.
    pub person: Option<AnyId>,
    /// The claim to a place by which they are here.
    pub claim: Option<AnyId>,
    /// An age band, for figures.
    pub band: Option<String>,
}

/// What checking in or out answers for one attendee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Present {
    pub attendee: AnyId,
    /// When they came (or, of a check-out, left) the first time.
    pub at: Timestamp,
    /// It was so before, and nothing was changed.
    pub already: bool,
}

/// One attendee's stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    pub id: PresenceId,
    pub subject: AnyId,
    pub center: AnyId,
    pub attendee: AnyId,
    pub person: Option<AnyId>,
    pub claim: Option<AnyId>,
    pub band: Option<String>,
    pub online: bool,
    pub in_at: Timestamp,
    pub out_at: Option<Timestamp>,
    pub how: How,
    /// Who recorded it; `None` for the program itself.
    pub by_person: Option<AnyId>,
}

/// How many are at a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub subject: AnyId,
    /// All who came.
    pub came: i64,
    /// Of those, who have not been checked out.
    pub here: i64,
    /// Of those, in the room and not online.
    pub on_site: i64,
    /// Of those who came, online.
    pub online: i64,
    /// Of those who came, by a claim to a place.
    pub signed_up: i64,
}

/// Visits (person-times) to one subject: one for each attendee.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visits {
    pub subject: AnyId,
    pub center: AnyId,
    pub visits: i64,
    /// Of the visits, online.
    pub online: i64,
}
