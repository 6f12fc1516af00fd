use super::Days;
use crate::model::{PersonId, PlaceId};
use lianxin_kernel::{Timestamp, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(
    /// What someone is in the life of a place.
    StandingId,
    "stg"
);

words! {
    /// What someone is in the life of a place; gives no rights in the program. A person may be
    /// several at once.
    pub enum StandingKind {
        Volunteer = "volunteer",
        SocialWorker = "social_worker",
        BuildingHead = "building_head",
        GridWorker = "grid_worker",
        /// Reported in at the community they live in or work for.
        PartyMember = "party_member",
        Veteran = "veteran",
    }
}

impl StandingKind {
    /// Tells of a person's identity what the law calls sensitive: kept unreadable, shown for a
    /// stated purpose only, and there only because the person wants it.
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::PartyMember | Self::Veteran)
    }

    /// People may say it of themselves; the others are given by the staff of the place.
    pub const fn is_own_word(self) -> bool {
        matches!(self, Self::Volunteer | Self::PartyMember | Self::Veteran)
    }
}

words! {
    /// Why it may be kept.
    pub enum StandingConsent {
        /// They said so themselves.
        OwnWord = "own_word",
        /// They signed that staff may write it down.
        SignedForm = "signed_form",
        /// It is an office the place gave them.
        Office = "office",
    }
}

/// What someone is at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    pub id: StandingId,
    pub kind: StandingKind,
    pub place: PlaceId,
    pub days: Days,
    pub consent: StandingConsent,
    pub made_at: Timestamp,
}

/// Someone in the list of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StandingAt {
    pub person: PersonId,
    pub name: String,
    pub phone_hint: Option<String>,
    pub standing: Standing,
}
