use crate::place::CenterId;
use lianxin_kernel::{Date, Timestamp, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(
    /// One claim to live at a place, and what was decided of it.
    ResidencyId,
    "rsd"
);

words! {
    /// How far it is known that someone lives where they say.
    pub enum ResidencyState {
        Unverified = "unverified",
        Claimed = "claimed",
        Confirmed = "confirmed",
        Refused = "refused",
        Expired = "expired",
    }
}

words! {
    /// What was shown. The document itself is never kept.
    pub enum ResidencyEvidence {
        HouseholdRegister = "household_register",
        PropertyCertificate = "property_certificate",
        Lease = "lease",
        ResidencePermit = "residence_permit",
        CommunityWord = "community_word",
    }
}

impl ResidencyEvidence {
    /// Ends by itself, so a confirmation by it must say when.
    pub fn runs_out(self) -> bool {
        matches!(self, Self::Lease | Self::ResidencePermit)
    }
}

/// Whether someone is known to live in the community of their home center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Residency {
    pub state: ResidencyState,
    pub id: Option<ResidencyId>,
    /// Where they live.
    pub center: Option<CenterId>,
    pub evidence: Option<ResidencyEvidence>,
    pub claimed_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    /// The last day on which a confirmation holds.
    pub until: Option<Date>,
    /// Why it was refused, in the words of the staff.
    pub reason: Option<String>,
    /// A claim waits for a decision; also while an earlier confirmation still holds.
    pub waiting: bool,
}

impl Residency {
    pub const NONE: Self = Self {
        state: ResidencyState::Unverified,
        id: None,
        center: None,
        evidence: None,
        claimed_at: None,
        decided_at: None,
        until: None,
        reason: None,
        waiting: false,
    };

    /// Confirmed and in force: what a discount for residents may go by.
    pub fn is_confirmed(&self) -> bool {
        self.state == ResidencyState::Confirmed
    }

    /// What a kept claim is worth on a day to someone at home at `home`: a confirmation ends with
    /// its last day, and says nothing of where they have moved since.
    pub(crate) fn on(self, day: Date, home: Option<CenterId>) -> Self {
        if self.center != home {
            return Self::NONE;
        }
        let over = self.until.is_some_and(|until| until < day);
        match self.state {
            ResidencyState::Confirmed if over => Self { state: ResidencyState::Expired, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_kernel::AnyId;
    use proptest::prelude::*;

    fn center(n: u64) -> Option<CenterId> {
        Some(CenterId(AnyId::compose(1, 1, n)))
    }

    fn kept(state: ResidencyState, until: Option<Date>) -> Residency {
        Residency { state, center: center(1), until, ..Residency::NONE }
    }

    proptest! {
        #[test]
        fn only_an_unexpired_confirmation_at_home_counts(
            state in proptest::sample::select(ResidencyState::ALL),
            until in proptest::option::of(-5_i32..5),
            on in -5_i32..5,
            home in proptest::option::of(1_u64..3),
        ) {
            let start: Date = "2026-03-02".parse().unwrap();
            let until = until.map(|n| start.plus_days(n));
            let day = start.plus_days(on);
            let home = home.and_then(center);
            let seen = kept(state, until).on(day, home);
            let counts = state == ResidencyState::Confirmed
                && home == center(1)
                && until.is_none_or(|u| day <= u);
            prop_assert_eq!(seen.is_confirmed(), counts);
            if home != center(1) {
                prop_assert_eq!(seen.state, ResidencyState::Unverified);
            }
        }
    }
}
