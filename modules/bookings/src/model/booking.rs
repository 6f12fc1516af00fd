use lianxin_kernel::{id, words};
use lianxin_people::OrganizationKind;

id!(BookingId, "bkg");

words! {
    /// Who books: a person for themself, or for an organization they act for (row 002-06).
    pub enum Booker {
        Resident = "resident",
        PartyBranch = "party_branch",
        /// Trade union, youth league, women's federation.
        MassOrganization = "mass_organization",
        SocialOrganization = "social_organization",
        Enterprise = "enterprise",
        PartnerUnit = "partner_unit",
        /// Those who run the center: its operator, the property company.
        House = "house",
    }
}

impl From<OrganizationKind> for Booker {
    fn from(kind: OrganizationKind) -> Self {
        match kind {
            OrganizationKind::PartyBranch => Self::PartyBranch,
            OrganizationKind::MassOrganization => Self::MassOrganization,
            OrganizationKind::SocialOrganization => Self::SocialOrganization,
            OrganizationKind::Enterprise => Self::Enterprise,
            OrganizationKind::PartnerUnit => Self::PartnerUnit,
            OrganizationKind::Operator | OrganizationKind::PropertyCompany => Self::House,
        }
    }
}

words! {
    /// What became of a booking. A booked one whose end is past is over; that is not stored.
    pub enum BookingState {
        /// Waits for staff to decide; holds nothing.
        Asked = "asked",
        /// Would take the time if it became free; holds nothing.
        Waiting = "waiting",
        Booked = "booked",
        Denied = "denied",
        Cancelled = "cancelled",
        /// Nobody came, so the room was given back.
        NoShow = "no_show",
        /// The room was closed over it.
        Closed = "closed",
    }
}

impl BookingState {
    /// Still to be decided, or held.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Waiting | Self::Booked)
    }

    pub fn may_become(self, to: Self) -> bool {
        use BookingState::{Asked, Booked, Cancelled, Closed, Denied, NoShow, Waiting};
        matches!(
            (self, to),
            (Asked, Booked | Denied | Cancelled | Waiting | Closed)
                | (Waiting, Asked | Booked | Denied | Cancelled | Closed)
                | (Booked, Cancelled | NoShow | Closed)
        )
    }
}
