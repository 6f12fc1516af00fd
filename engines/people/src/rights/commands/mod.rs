//! Every change of who may do what, one file each.
mod appoint_deputy;
mod change_grant;
mod change_role;
mod create_role;
mod end_deputy;
mod end_grant;
mod give_duty;
mod give_grant;
mod renew_marks;

pub use appoint_deputy::{AppointDeputy, DeputyAppointed};
pub use change_grant::ChangeGrant;
pub use change_role::{ChangeRole, ChangeRoleStatus};
pub use create_role::CreateRole;
pub use end_deputy::EndDeputy;
pub use end_grant::EndGrant;
pub use give_duty::GiveDuty;
pub use give_grant::{GiveGrant, Given};
pub(crate) use renew_marks::SEALED;

use crate::place::scope_of;
use crate::rights::model::GrantRow;
use crate::rights::store;
use lianxin_kernel::{Date, Error, FieldCode, Found, Read, Result, Scope};

/// A grant and the place it is at; of who may not know of it, not even that there is one.
pub struct AtPlace {
    pub(super) grant: GrantRow,
    pub(super) scope: Scope,
}

impl lianxin_kernel::Scoped for AtPlace {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

pub(super) async fn granted(r: &mut Read<'_>, id: crate::model::GrantId) -> Result<AtPlace> {
    let app = r.app().clone();
    let grant = store::grant::find(r.tx(), &app, id).await?.found("grant")?;
    let scope = scope_of(r.tx(), "place", grant.place).await?.on(grant.person).hidden();
    Ok(AtPlace { grant, scope })
}

/// The last day lies not before the first.
pub(super) fn in_order(from: Option<Date>, until: Option<Date>) -> Result<()> {
    match (from, until) {
        (Some(from), Some(until)) if until < from => {
            Err(Error::field("until", FieldCode::BeforeStart))
        }
        _ => Ok(()),
    }
}
