use crate::model::PlaceId;
use lianxin_kernel::{Line, Names, id, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::CreditCode;

id!(OrganizationId, "org");

words! {
    /// What an organization is to the centers.
    pub enum OrganizationKind {
        /// A unit of the district that works with the centers.
        PartnerUnit = "partner_unit",
        Enterprise = "enterprise",
        SocialOrganization = "social_organization",
        /// Trade union, youth league, women's federation.
        MassOrganization = "mass_organization",
        /// Runs centers under a contract.
        Operator = "operator",
        PartyBranch = "party_branch",
        PropertyCompany = "property_company",
    }
}

words! {
    /// An ended organization stays for what it took part in; nobody acts for it.
    pub enum OrganizationStatus { Active = "active", Ended = "ended" }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Organization {
    pub organization: OrganizationId,
    pub kind: OrganizationKind,
    pub name: Names,
    pub credit_code: Option<CreditCode>,
    /// How it is reached: an address, a number, a person to ask for.
    pub contact: Option<Line<200>>,
    /// The center or region it belongs to.
    pub home: PlaceId,
    pub status: OrganizationStatus,
}

impl Organization {
    pub fn is_active(&self) -> bool {
        self.status == OrganizationStatus::Active
    }
}

/// What other parts of the program may know of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRef {
    pub id: OrganizationId,
    pub kind: OrganizationKind,
    pub name: Names,
    pub home: PlaceId,
    pub active: bool,
}

impl From<Organization> for OrganizationRef {
    fn from(o: Organization) -> Self {
        let active = o.is_active();
        Self { id: o.organization, kind: o.kind, name: o.name, home: o.home, active }
    }
}
