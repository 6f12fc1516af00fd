use super::{DeputyId, DeputyRow, GrantKind, GrantRow, Modules, Phase, RoleRow, Roles};
use crate::model::{GrantId, PersonId, PlaceId};
use crate::organizations::{Contract, Member, OrganizationId};
use lianxin_kernel::{Date, Role, Timestamp};
use std::collections::HashSet;

/// All that decides what one person holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub grants: Vec<GrantRow>,
    /// Whose deputy they are. An absent person whose account was ended is not among them.
    pub lent: Vec<Lent>,
    /// The memberships the grants name, and those of the person.
    pub members: Vec<Member>,
    /// Of the organizations of the members.
    pub contracts: Vec<Contract>,
    /// Those of the organizations that are active.
    pub active: HashSet<OrganizationId>,
    pub roles: Roles,
}

#[derive(Clone, Debug)]
pub(crate) struct Lent {
    pub by: DeputyRow,
    /// What the absent person was given.
    pub grants: Vec<GrantRow>,
}

/// A role held now at a place, and whence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub grant: GrantId,
    pub kind: GrantKind,
    pub role: Role,
    pub place: PlaceId,
    pub modules: Option<Modules>,
    pub deputy: Option<DeputyId>,
    pub lent_by: Option<PersonId>,
    pub organization: Option<OrganizationId>,
    /// The last day, and the moment it is over: whichever comes first.
    pub until: Option<Date>,
    pub until_at: Option<Timestamp>,
    pub rights: RoleRow,
}

/// What a person holds at this moment, and nothing else: their own grants in force, and while they
/// stand in for someone, that one's. What is lent is not lent on.
pub(crate) fn held(known: &Known, person: PersonId, today: Date, now: Timestamp) -> Vec<Held> {
    let mut all = vec![];
    for grant in known.grants.iter().filter(|g| g.person == person) {
        known.in_force(grant, today, now, &mut all);
    }
    for lent in &known.lent {
        if lent.by.deputy != person || lent.by.phase(now) != Phase::Now {
            continue;
        }
        let mut theirs = vec![];
        for grant in lent.grants.iter().filter(|g| g.person == lent.by.absent) {
            known.in_force(grant, today, now, &mut theirs);
        }
        // What comes by a contract stays among those who act for that organization.
        theirs.retain(|h| h.organization.is_none_or(|o| known.acts_for(person, o, today)));
        all.extend(theirs.into_iter().map(|h| Held {
            kind: GrantKind::Deputy,
            deputy: Some(lent.by.id),
            lent_by: Some(lent.by.absent),
            until_at: first(h.until_at, Some(lent.by.until_at)),
            ..h
        }));
    }
    all
}

impl Known {
    fn in_force(&self, grant: &GrantRow, today: Date, now: Timestamp, all: &mut Vec<Held>) {
        let Some(rights) = self.roles.active(grant.role) else {
            return;
        };
        if grant.phase(today, now) != Phase::Now {
            return;
        }
        let held = Held {
            grant: grant.id,
            kind: grant.kind,
            role: grant.role,
            place: grant.place,
            modules: grant.modules.clone(),
            deputy: None,
            lent_by: None,
            organization: None,
            until: grant.until,
            until_at: grant.until_at,
            rights: rights.clone(),
        };
        match grant.kind {
            GrantKind::Standing | GrantKind::Duty => all.push(held),
            GrantKind::Contract => self.by_contract(grant, &held, today, all),
            // Lent rights are never rows.
            GrantKind::Deputy => {}
        }
    }

    /// By each contract that holds today, as far as it reaches.
    fn by_contract(&self, grant: &GrantRow, held: &Held, today: Date, all: &mut Vec<Held>) {
        let member = self.members.iter().find(|m| Some(m.id) == grant.member);
        let Some(member) = member.filter(|m| m.person == grant.person && m.holds(today)) else {
            return;
        };
        let organization = member.organization;
        let PlaceId::Center(center) = grant.place else {
            return;
        };
        if !self.active.contains(&organization) {
            return;
        }
        for contract in &self.contracts {
            let reaches = contract.organization == organization
                && contract.holds(today)
                && contract.centers.contains(&center);
            let modules = Modules::meet(grant.modules.as_ref(), contract.modules.as_ref());
            if reaches && !modules.as_ref().is_some_and(Modules::is_empty) {
                let last = first(member.until, Some(contract.last_day()));
                all.push(Held {
                    modules,
                    organization: Some(organization),
                    until: first(held.until, last),
                    ..held.clone()
                });
            }
        }
    }

    fn acts_for(&self, person: PersonId, organization: OrganizationId, today: Date) -> bool {
        let same = |m: &&Member| m.person == person && m.organization == organization;
        self.members.iter().filter(same).any(|m| m.holds(today))
    }
}

fn first<T: Ord>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
