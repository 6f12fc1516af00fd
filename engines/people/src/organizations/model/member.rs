use super::OrganizationId;
use crate::model::PersonId;
use lianxin_kernel::{AnyId, Date, Timestamp, id, words};

id!(
    /// One person acting for one organization, from then until its end.
    OrganizationMemberId,
    "omb"
);
id!(InvitationId, "inv");

words! {
    /// A manager invites others and ends their part; a contact acts for the organization.
    pub enum MemberRole { Contact = "contact", Manager = "manager" }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub id: OrganizationMemberId,
    pub organization: OrganizationId,
    pub person: PersonId,
    pub role: MemberRole,
    pub from: Option<Date>,
    /// The last day, included.
    pub until: Option<Date>,
    pub added_at: Timestamp,
    pub added_by: Option<AnyId>,
    pub ended_at: Option<Timestamp>,
}

impl Member {
    /// Whether they act for the organization on this day, as far as the member goes.
    pub fn holds(&self, day: Date) -> bool {
        self.ended_at.is_none()
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }

    /// Whether they will never act by this again.
    pub fn is_over(&self, day: Date) -> bool {
        self.ended_at.is_some() || self.until.is_some_and(|until| until < day)
    }
}
