use super::{active, check_code, check_name, taken};
use crate::model::PlaceId;
use crate::organizations::lookup::home_scope;
use crate::organizations::model::{CreditCode, Organization, OrganizationId};
use crate::organizations::store;
use crate::permissions;
use crate::place::scope_of;
use lianxin_kernel::{Command, Error, Line, Names, Permission, Read, Result, Scope, Write, allows};
use serde::Serialize;

/// Change what is known of an organization; what is not said stays.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeOrganization {
    pub organization: OrganizationId,
    pub name: Option<Names>,
    pub credit_code: Option<Option<CreditCode>>,
    pub contact: Option<Option<Line<200>>>,
    pub home: Option<PlaceId>,
}

impl Command for ChangeOrganization {
    const NAME: &'static str = "people.change_organization";
    const NEEDS: Permission = permissions::ORGANIZATIONS;
    type Target = Scope;
    type Out = Organization;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.organization).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Organization> {
        let mut organization = active(w, self.organization).await?;
        if let Some(name) = &self.name {
            check_name(name)?;
            organization.name = name.clone();
        }
        if let Some(home) = self.home {
            // Whoever moves it must be allowed to where it comes as well.
            let there = scope_of(w.tx(), "home", home).await?;
            if !allows(Some(w.actor()), permissions::ORGANIZATIONS, &there) {
                return Err(Error::Forbidden);
            }
            organization.home = home;
        }
        if let Some(code) = &self.credit_code {
            organization.credit_code = code.clone();
        }
        if let Some(contact) = &self.contact {
            organization.contact = contact.clone();
        }
        check_code(w, &organization).await?;
        store::organization::update(w.tx(), &organization).await.map_err(taken)?;
        Ok(organization)
    }
}
