//! Types and pure rules.
mod days;
mod delegate;
mod details;
mod field;
mod guardian;
mod household;
mod paper;
mod pick_up;
mod record;
mod residency;
mod standing;

pub(crate) use days::check_until;
pub use days::{Days, adult_from};
pub(crate) use delegate::check_modules;
pub use delegate::{
    ActingBasis, ActingFor, Consent, ConsentRecord, Delegate, DelegateId, EvidenceKind,
};
pub use details::{Details, DetailsChange, LunarBirthday, Need, Needs, Sex};
pub use field::{Class, Field};
pub use guardian::{Child, Guardian, GuardianEvidence, GuardianId, GuardianRelation};
pub use household::{Household, HouseholdId, HouseholdMember, MemberId, MemberRelation};
pub use paper::{PaperCode, PaperCodeId, PrintedPaperCode};
pub use pick_up::{PickUpId, PickUpPerson};
pub use record::Record;
pub use residency::{Residency, ResidencyEvidence, ResidencyId, ResidencyState};
pub use standing::{Standing, StandingAt, StandingConsent, StandingId, StandingKind};
