use super::{check_code, check_name, taken};
use crate::model::PlaceId;
use crate::organizations::model::{
    CreditCode, Organization, OrganizationId, OrganizationKind, OrganizationStatus,
};
use crate::organizations::store;
use crate::permissions;
use crate::place::scope_of;
use lianxin_kernel::{Command, Line, Names, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Take an organization into the register.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateOrganization {
    pub kind: OrganizationKind,
    /// At most 80 characters each.
    pub name: Names,
    #[serde(default)]
    pub credit_code: Option<CreditCode>,
    #[serde(default)]
    pub contact: Option<Line<200>>,
    /// The center or region it belongs to.
    pub home: PlaceId,
}

impl Command for CreateOrganization {
    const NAME: &'static str = "people.create_organization";
    const NEEDS: Permission = permissions::ORGANIZATIONS;
    type Target = Scope;
    type Out = Organization;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        scope_of(r.tx(), "home", self.home).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Organization> {
        check_name(&self.name)?;
        let now = w.now();
        let organization = Organization {
            organization: w.fresh::<OrganizationId>(),
            kind: self.kind,
            name: self.name.clone(),
            credit_code: self.credit_code.clone(),
            contact: self.contact.clone(),
            home: self.home,
            status: OrganizationStatus::Active,
        };
        check_code(w, &organization).await?;
        w.on(organization.organization);
        store::organization::insert(w.tx(), &organization, now).await.map_err(taken)?;
        Ok(organization)
    }
}
