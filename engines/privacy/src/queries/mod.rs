//! What is asked of this engine.
mod consents;
mod data;
mod looks;
mod purposes;
mod registers;
mod requests;

pub use consents::{ListMyConsents, ShowConsentsOf, ShowWithdrawal};
pub use data::{ShowHeld, ShowMyData};
pub use looks::ListMyLooks;
pub use purposes::{ListPurposeVersions, ListPurposes, ShowPrivacyText};
pub(crate) use registers::ListDistricts;
pub use registers::{
    ListAssessments, ListBreaches, ListConcerned, ListProvisions, ListRetentionRuns, PageOf,
    ShowAssessment, ShowBreach,
};
pub use requests::{ListDataRequests, ListMyDataRequests, ShowDataRequest};

use lianxin_kernel::{Read, Result};
use lianxin_people::PersonId;
use std::collections::HashMap;

/// The names of some persons, as far as they are known.
async fn names(r: &mut Read<'_>, ids: Vec<PersonId>) -> Result<HashMap<PersonId, String>> {
    let mut ids = ids;
    ids.sort();
    ids.dedup();
    let known = lianxin_people::persons(r.tx(), &ids).await?;
    Ok(known.into_iter().map(|p| (p.id, p.name)).collect())
}
