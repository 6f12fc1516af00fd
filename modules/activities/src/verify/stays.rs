//! Holds who came to sessions against the claims by which they came.
use crate::model::SessionId;
use crate::store::check;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{AnyId, App, Error, Kind, KindOf, Part, Result, in_parts};
use lianxin_presence::Stay;
use lianxin_seats::{Claim, ClaimId};
use std::collections::{BTreeSet, HashMap};

/// Sessions that are looked at in one go; many may have come to each.
const PART: i64 = 100;
/// Claims that are asked for at once.
const CHUNK: usize = 1_000;

pub async fn stays(app: App) -> Result<Vec<String>> {
    in_parts(&app, |after| Several { after: SessionId(after) }).await
}

struct Several {
    after: SessionId,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let sessions = check::some(tx, self.after, PART).await?;
        let ids: Vec<AnyId> = sessions.iter().map(|s| s.id.0).collect();
        let stays = lianxin_presence::present_of_subjects(tx, &ids).await?;
        let by: BTreeSet<ClaimId> = stays.iter().filter_map(|s| s.claim).map(ClaimId).collect();
        let by: Vec<ClaimId> = by.into_iter().collect();
        let mut claims = HashMap::new();
        for some in by.chunks(CHUNK) {
            let found = lianxin_seats::claims_by_ids(tx, some).await?;
            claims.extend(found.into_iter().map(|claim| (claim.id, claim)));
        }
        let mut came: HashMap<AnyId, i64> = HashMap::new();
        for claim in stays.iter().filter_map(|s| s.claim) {
            *came.entry(claim).or_default() += 1;
        }
        let found = stays.iter().filter_map(|stay| {
            let by = stay.claim?;
            let why = fault(stay, claims.get(&ClaimId(by)), came[&by])?;
            Some(format!("stay {}: {why}", KindOf::show("prs", stay.id.id())))
        });
        Ok((ids.last().copied(), found.collect()))
    }
}

/// What is wrong with a stay by this claim, of whose party so many came.
fn fault(stay: &Stay, claim: Option<&Claim>, came: i64) -> Option<&'static str> {
    match claim {
        None => Some("somebody came by a sign-up that is not there"),
        Some(claim) if claim.subject != stay.subject => {
            Some("somebody came by a sign-up to something else")
        }
        Some(claim) if came > claim.party_size => Some("more of a party came than it has people"),
        Some(_) => None,
    }
}
