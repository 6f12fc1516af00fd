//! The rows as merging, undoing and splitting leave them.
use super::hands::Hands;
use super::log::Happened;
use super::steps::{PEOPLE, RECORDS, Step};
use super::world::{World, nth_of, person_id, person_of};
use crate::organizations::Member;
use crate::rights::model::{GrantKind, GrantRow};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A merge that can be undone, with the rows that went as they were then.
#[derive(Clone)]
pub(super) struct Merge {
    kept: usize,
    merged: usize,
    grants: Vec<(usize, GrantRow)>,
    members: Vec<(usize, Member)>,
}

impl World {
    pub(super) fn leads_to(&self, mut person: usize) -> usize {
        while let Some(next) = self.leads.get(&person) {
            person = *next;
        }
        person
    }

    /// Whether there is such a record and it stands for itself.
    pub(super) fn stands(&self, person: usize) -> bool {
        person < PEOPLE + self.split
            && !self.gone.contains(&person)
            && !self.leads.contains_key(&person)
    }

    pub(super) fn merging(&mut self, step: Step) {
        match step {
            Step::Merge { kept, merged } => {
                let now = Self::at(self.hour);
                let (k, m) = (person_id(kept), person_id(merged));
                let lends = |l: &super::super::DeputyRow| {
                    (l.deputy == m || l.absent == m) && now < l.until_at
                };
                let hindered = self.lendings.iter().any(|(_, l)| lends(l));
                if kept == merged || !self.stands(kept) || !self.stands(merged) || hindered {
                    return;
                }
                let there: Vec<Member> =
                    self.members.iter().map(|(_, m)| m.clone()).filter(|m| m.person == k).collect();
                let mut merge = Merge { kept, merged, grants: vec![], members: vec![] };
                for (n, member) in self.members.iter_mut().filter(|(_, own)| own.person == m) {
                    let same =
                        |t: &Member| t.organization == member.organization && t.ended_at.is_none();
                    if member.ended_at.is_some() || !there.iter().any(same) {
                        member.person = k;
                        merge.members.push((*n, member.clone()));
                    }
                }
                let has: Vec<GrantRow> =
                    self.grants.iter().map(|(_, g)| g.clone()).filter(|g| g.person == k).collect();
                let members = self.members.clone();
                for (n, grant) in self.grants.iter_mut().filter(|(_, g)| g.person == m) {
                    let same = |g: &GrantRow| {
                        g.kind == GrantKind::Standing
                            && (g.role, g.place) == (grant.role, grant.place)
                    };
                    let doubled = grant.kind == GrantKind::Standing && has.iter().any(same);
                    let own = |id| members.iter().any(|(_, m)| m.id == id && m.person == k);
                    if !doubled && grant.member.is_none_or(own) {
                        grant.person = k;
                        merge.grants.push((*n, grant.clone()));
                    }
                }
                let n = self.fresh();
                self.leads.insert(merged, kept);
                self.merges.push((n, merge));
                self.happened(Happened::Merged { merge: n, kept, merged });
            }
            Step::Undo { nth } => {
                let Some((n, merge)) = nth_of(&self.merges, nth) else { return };
                if !self.stands(merge.kept) {
                    return;
                }
                self.merges.retain(|(id, _)| *id != n);
                let m = person_id(merge.merged);
                for (n, then) in &merge.members {
                    for (_, now) in self.members.iter_mut().filter(|(id, _)| id == n) {
                        if now.person == then.person
                            && (now.ended_at, now.until) == (then.ended_at, then.until)
                        {
                            now.person = m;
                        }
                    }
                }
                let members = self.members.clone();
                for (n, then) in &merge.grants {
                    for (_, now) in self.grants.iter_mut().filter(|(id, _)| id == n) {
                        let own = |id| members.iter().any(|(_, x)| x.id == id && x.person == m);
                        if now == then && now.member.is_none_or(own) {
                            now.person = m;
                        }
                    }
                }
                self.leads.remove(&merge.merged);
                self.happened(Happened::Undone { merge: n });
            }
            Step::Split { nth, whole } => {
                let Some((n, grant)) = nth_of(&self.grants, nth) else { return };
                let (from, into) = (person_of(grant.person), PEOPLE + self.split);
                if into == RECORDS || !self.stands(from) {
                    return;
                }
                let (mut grants, mut memberships) = (vec![n], vec![]);
                if let Some(member) = grant.member {
                    // By itself it would be worth nothing: refused.
                    let of = self.members.iter().find(|(_, m)| m.id == member);
                    let Some((m, _)) = of.filter(|(_, m)| whole && m.person == grant.person) else {
                        return;
                    };
                    memberships.push(*m);
                    let with = self.grants.iter().filter(|(_, g)| g.member == Some(member));
                    grants = with.map(|(n, _)| *n).collect();
                }
                self.split += 1;
                let to = person_id(into);
                for (_, row) in self.grants.iter_mut().filter(|(n, _)| grants.contains(n)) {
                    row.person = to;
                }
                for (_, row) in self.members.iter_mut().filter(|(n, _)| memberships.contains(n)) {
                    row.person = to;
                }
                self.happened(Happened::Split { into, grants, memberships });
            }
            _ => {}
        }
    }

    /// Each grant that was not taken is there, and whose it should be.
    pub(super) fn nothing_is_lost(&self) -> Result<(), TestCaseError> {
        let hands = Hands::of(&self.log.0);
        let should: BTreeMap<usize, usize> =
            hands.grants.iter().map(|(n, g)| (*n, g.person)).collect();
        let own = self.grants.iter().map(|(n, g)| (*n, person_of(g.person)));
        // What someone had by a membership that ended may stand on, and gives nothing.
        let own: BTreeMap<usize, usize> = own.filter(|(n, _)| should.contains_key(n)).collect();
        prop_assert_eq!(own, should);
        Ok(())
    }
}
