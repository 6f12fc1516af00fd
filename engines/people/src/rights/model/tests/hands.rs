//! Whose is what by now: merging, undoing and splitting hand things on, and nothing else does.
use super::log::Happened;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy)]
pub(super) struct Grant {
    pub(super) person: usize,
    role: usize,
    place: usize,
    pub(super) standing: bool,
    pub(super) membership: Option<usize>,
}

#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) person: usize,
    pub(super) operator: usize,
    span: (i64, i64),
    pub(super) open: bool,
}

/// What went from one record to the other when they were merged.
struct Went {
    kept: usize,
    merged: usize,
    grants: BTreeSet<usize>,
    /// As they were then: one that was changed since does not go back.
    members: BTreeMap<usize, (bool, (i64, i64))>,
}

#[derive(Default)]
pub(super) struct Hands {
    pub(super) grants: BTreeMap<usize, Grant>,
    pub(super) members: BTreeMap<usize, Member>,
    pub(super) leads: BTreeMap<usize, usize>,
    went: BTreeMap<usize, Went>,
    pub(super) quit: BTreeSet<usize>,
}

impl Hands {
    pub(super) fn of(log: &[Happened]) -> Self {
        let mut hands = Self::default();
        for happened in log {
            hands.take(happened);
        }
        hands
    }

    /// The record that holds what a record held.
    pub(super) fn leads_to(&self, mut person: usize) -> usize {
        while let Some(next) = self.leads.get(&person) {
            person = *next;
        }
        person
    }

    pub(super) fn holds(&self, person: usize, grant: usize) -> bool {
        self.grants.get(&grant).is_some_and(|g| g.person == person)
    }

    /// Who acts for an organization by this membership, or did.
    pub(super) fn member(&self, membership: usize) -> Option<usize> {
        self.members.get(&membership).map(|m| m.person)
    }

    fn take(&mut self, happened: &Happened) {
        match happened {
            Happened::Given { grant, person, role, place, membership, standing, .. } => {
                let (person, role, place) = (*person, *role, *place);
                let (standing, membership) = (*standing, *membership);
                self.grants.insert(*grant, Grant { person, role, place, standing, membership });
                // What was given anew was given to who has it then.
                for went in self.went.values_mut() {
                    went.grants.remove(grant);
                }
            }
            Happened::Ended { grant } => {
                self.grants.remove(grant);
            }
            Happened::Joined { membership, person, operator, span } => {
                let (person, operator, span) = (*person, *operator, *span);
                let member = Member { person, operator, span, open: true };
                self.members.insert(*membership, member);
            }
            Happened::Left { membership } => {
                if let Some(member) = self.members.get_mut(membership) {
                    member.open = false;
                    let person = member.person;
                    self.grants
                        .retain(|_, g| g.membership != Some(*membership) || g.person != person);
                }
            }
            Happened::Quit { person } => {
                self.quit.insert(*person);
                self.grants.retain(|_, g| g.person != *person);
                for member in self.members.values_mut().filter(|m| m.person == *person) {
                    member.open = false;
                }
            }
            Happened::Merged { merge, kept, merged } => self.merge(*merge, *kept, *merged),
            Happened::Undone { merge } => self.undo(*merge),
            Happened::Split { into, grants, memberships } => {
                for membership in memberships {
                    self.members.entry(*membership).and_modify(|m| m.person = *into);
                }
                for grant in grants {
                    self.grants.entry(*grant).and_modify(|g| g.person = *into);
                }
            }
            _ => {}
        }
    }

    /// All goes over but what the other has as well.
    fn merge(&mut self, merge: usize, kept: usize, merged: usize) {
        let mut went = Went { kept, merged, grants: BTreeSet::new(), members: BTreeMap::new() };
        let there: BTreeSet<usize> = self
            .members
            .values()
            .filter(|m| m.open && m.person == kept)
            .map(|m| m.operator)
            .collect();
        for (id, member) in self.members.iter_mut().filter(|(_, m)| m.person == merged) {
            if !member.open || !there.contains(&member.operator) {
                member.person = kept;
                went.members.insert(*id, (member.open, member.span));
            }
        }
        let has: BTreeSet<(usize, usize)> = self
            .grants
            .values()
            .filter(|g| g.standing && g.person == kept)
            .map(|g| (g.role, g.place))
            .collect();
        for (id, grant) in self.grants.iter_mut().filter(|(_, g)| g.person == merged) {
            let doubled = grant.standing && has.contains(&(grant.role, grant.place));
            let follows = grant.membership.is_none_or(|m| self.members[&m].person == kept);
            if !doubled && follows {
                grant.person = kept;
                went.grants.insert(*id);
            }
        }
        self.leads.insert(merged, kept);
        self.went.insert(merge, went);
    }

    fn undo(&mut self, merge: usize) {
        let Some(Went { kept, merged, grants, members }) = self.went.remove(&merge) else {
            return;
        };
        self.leads.remove(&merged);
        for (id, then) in members {
            if let Some(member) = self.members.get_mut(&id)
                && member.person == kept
                && (member.open, member.span) == then
            {
                member.person = merged;
            }
        }
        for id in grants {
            if let Some(grant) = self.grants.get_mut(&id)
                && grant.person == kept
                && grant.membership.is_none_or(|m| self.members[&m].person == merged)
            {
                grant.person = merged;
            }
        }
    }
}
