//! Every change of organizations, one file each.
mod add_member;
mod agree_contract;
mod change_organization;
mod create_organization;
mod end_contract;
mod end_member;
mod end_organization;
mod invite_member;
mod join_organization;
mod leave_organization;

pub use add_member::{AddOrganizationMember, MemberAdded};
pub use agree_contract::AgreeContract;
pub use change_organization::ChangeOrganization;
pub use create_organization::CreateOrganization;
pub use end_contract::EndContract;
pub use end_member::EndMember;
pub(crate) use end_member::end_all;
pub use end_organization::EndOrganization;
pub use invite_member::{Invitation, InviteMember};
pub use join_organization::JoinOrganization;
pub use leave_organization::LeaveOrganization;

use super::model::{Organization, OrganizationId};
use super::{reasons, store};
use lianxin_kernel::{Error, FieldCode, Found, Names, Result, Write};

/// The organization, its row held; it must not be ended.
async fn active(w: &mut Write<'_>, id: OrganizationId) -> Result<Organization> {
    let found = store::organization::hold(w.tx(), id).await?.found("organization")?;
    match found.is_active() {
        true => Ok(found),
        false => Err(Error::reason(reasons::organization_ended())),
    }
}

fn check_name(name: &Names) -> Result<()> {
    match (name.is_empty(), name.longest()) {
        (true, _) => Err(Error::field("name", FieldCode::Required)),
        (false, 81..) => Err(Error::field("name", FieldCode::TooLong)),
        (false, _) => Ok(()),
    }
}

/// A credit code is one organization's.
async fn check_code(w: &mut Write<'_>, o: &Organization) -> Result<()> {
    let Some(code) = &o.credit_code else {
        return Ok(());
    };
    let district = o.organization.0.district();
    match store::organization::with_code(w.tx(), district, code).await? {
        Some(other) if other.organization != o.organization => {
            Err(Error::field("credit_code", FieldCode::Taken))
        }
        _ => Ok(()),
    }
}

/// Two that come with one code at once: the later is refused like any other.
fn taken(e: Error) -> Error {
    match e {
        Error::Db(lianxin_db::DbError::Unique(what)) if what.contains("credit_code") => {
            Error::field("credit_code", FieldCode::Taken)
        }
        other => other,
    }
}
