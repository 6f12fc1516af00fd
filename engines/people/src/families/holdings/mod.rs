//! What this feature holds about persons: to see, to erase, to merge and to forget in time.
mod family;
mod links;
mod own;

use crate::model::PersonId;
use lianxin_kernel::{AnyId, Holding, Result, Timestamp, Write};

pub(crate) const ALL: &[&dyn Holding] = &[
    &own::DetailsHeld,
    &own::ResidencyHeld,
    &own::StandingsHeld,
    &own::PaperCodesHeld,
    &family::HouseholdsHeld,
    &family::PickUpsHeld,
    &links::GuardiansHeld,
    &links::DelegatesHeld,
];

/// One holding from the four things it does.
macro_rules! holding {
    ($(#[$meta:meta])* $name:ident, $code:literal, $collect:path, $erase:path, $repoint:path,
     $expire:path) => {
        $(#[$meta])*
        pub(crate) struct $name;

        impl lianxin_kernel::Holding for $name {
            fn name(&self) -> &'static str {
                $code
            }

            fn purpose(&self) -> &'static str {
                "account"
            }

            fn collect<'a>(
                &'a self,
                r: &'a mut lianxin_kernel::Read<'_>,
                person: lianxin_kernel::AnyId,
            ) -> lianxin_kernel::Held<'a, Vec<serde_json::Value>> {
                Box::pin($collect(r, person.into()))
            }

            fn erase<'a>(
                &'a self,
                w: &'a mut lianxin_kernel::Write<'_>,
                person: lianxin_kernel::AnyId,
            ) -> lianxin_kernel::Held<'a, u64> {
                Box::pin($erase(w, person.into()))
            }

            fn repoint<'a>(
                &'a self,
                w: &'a mut lianxin_kernel::Write<'_>,
                from: lianxin_kernel::AnyId,
                to: lianxin_kernel::AnyId,
                rows: Option<&'a [lianxin_kernel::AnyId]>,
            ) -> lianxin_kernel::Held<'a, Vec<lianxin_kernel::AnyId>> {
                Box::pin(async move {
                    // Rows live in the district of their person.
                    if from.district() != to.district() {
                        return Ok(vec![]);
                    }
                    $repoint(w, from.into(), to.into(), rows).await
                })
            }

            fn expire<'a>(
                &'a self,
                w: &'a mut lianxin_kernel::Write<'_>,
                before: lianxin_kernel::Timestamp,
            ) -> lianxin_kernel::Held<'a, u64> {
                Box::pin($expire(w, before))
            }
        }
    };
}
pub(crate) use holding;

/// Those of the rows that were asked for.
pub(crate) fn asked(all: Vec<AnyId>, rows: Option<&[AnyId]>) -> Vec<AnyId> {
    all.into_iter().filter(|id| rows.is_none_or(|only| only.contains(id))).collect()
}

/// For what goes with its record.
async fn stays(
    _: &mut Write<'_>,
    _: PersonId,
    _: PersonId,
    _: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    Ok(vec![])
}

/// For what tells nothing once the record is blank.
pub(crate) async fn lasts(_: &mut Write<'_>, _: Timestamp) -> Result<u64> {
    Ok(0)
}
