//! Merging, undoing, splitting and moving house, among all that happens to rights.
use super::hands::{self, Hands};
use super::log::Happened;
use super::steps::CENTERS;
use super::{PEOPLE, Play, done};
use crate::things::{Thing, all_things};
use crate::world::{line, put_center};
use lianxin_people::{
    CorrectPerson, Correction, CorrectionReason, EndPerson, ListGrants, MergePeople, PlaceId,
    SplitPerson, UndoMerge,
};
use lianxin_places::CenterId;
use std::collections::{BTreeMap, BTreeSet};

impl Play<'_> {
    pub(super) async fn relocate(&mut self) {
        let (center, street) = (self.any(CENTERS), self.any(2));
        let PlaceId::Region(region) = self.places[CENTERS + street] else { panic!() };
        put_center(&self.t.system(), &format!("c{}-{center}", self.number), region).await;
        self.happened(Happened::Moved { center, street });
    }

    pub(super) async fn quit(&mut self) {
        let person = self.any(self.people.len());
        if done(self.t.system().run(EndPerson { person: self.people[person] }).await).is_some() {
            self.happened(Happened::Quit { person });
        }
    }

    pub(super) fn open_membership(&self, person: usize, operator: usize) -> Option<usize> {
        let hands = Hands::of(&self.log.0);
        let open = hands.members.iter();
        let mut open = open.filter(|(_, m)| m.open && (m.person, m.operator) == (person, operator));
        open.next_back().map(|(id, _)| *id)
    }

    /// Half of the merges by one who may not give roles: those move none.
    pub(super) async fn merge(&mut self) {
        let (kept, merged) = (self.any(self.people.len()), self.any(self.people.len()));
        let by_manager = self.any(2) == 0;
        let act = if by_manager { self.manager.clone() } else { self.t.system() };
        let merge =
            MergePeople { kept: self.people[kept], merged: self.people[merged], take: vec![] };
        let Some(done) = done(act.run(merge).await) else { return };
        if by_manager {
            let hands = Hands::of(&self.log.0);
            let role = |g: &hands::Grant| g.standing || g.membership.is_some();
            let moved = hands.grants.values().any(|g| g.person == merged && role(g));
            assert!(!moved, "a role moved without who may give it\n{:#?}", self.log.0);
        }
        let merge = self.merges.of(done.merge);
        self.happened(Happened::Merged { merge, kept, merged });
    }

    pub(super) async fn undo(&mut self) {
        if self.merges.0.is_empty() {
            return;
        }
        let merge = self.any(self.merges.0.len());
        let undo = UndoMerge { merge: self.merges.0[merge] };
        if done(self.t.system().run(undo).await).is_some() {
            self.happened(Happened::Undone { merge });
        }
    }

    /// Takes a grant out of a record, with the membership it rests on or without.
    pub(super) async fn split(&mut self) {
        let hands = Hands::of(&self.log.0);
        let all: Vec<(usize, hands::Grant)> = hands.grants.iter().map(|(n, g)| (*n, *g)).collect();
        if all.is_empty() || self.people.len() > PEOPLE {
            return;
        }
        let (grant, row) = all[self.any(all.len())];
        let (mut grants, mut memberships) = (vec![grant], vec![]);
        if let Some(membership) = row.membership.filter(|_| self.any(2) == 0) {
            memberships.push(membership);
            let with = all.iter().filter(|(_, g)| g.membership == Some(membership));
            grants = with.map(|(n, _)| *n).collect();
        }
        let mut things: Vec<_> = grants
            .iter()
            .map(|g| ("people.grants".to_owned(), self.grants.0[*g].to_string()))
            .collect();
        things.extend(
            memberships
                .iter()
                .map(|m| ("people.memberships".to_owned(), self.memberships.0[*m].to_string())),
        );
        let split = SplitPerson {
            person: self.people[row.person],
            name: line("王莉"),
            birth_date: None,
            age_band: None,
            things,
        };
        let Some(out) = done(self.t.system().run(split).await) else { return };
        let into = self.people.len();
        self.people.push(out.hit.person);
        self.happened(Happened::Split { into, grants, memberships });
    }

    /// Someone moves house: what they may has nothing to do with it.
    pub(super) async fn move_home(&mut self) {
        let person = self.people[self.any(self.people.len())];
        let home = CenterId::from(self.places[self.any(CENTERS)].id());
        let correction = Correction { home_center: Some(home), ..Correction::default() };
        let reason = CorrectionReason::Changed;
        done(self.t.system().run(CorrectPerson { person, correction, reason }).await);
    }

    /// Each grant is there and whose it should be; each thing is there.
    pub(super) async fn nothing_is_lost(&self) {
        let hands = Hands::of(&self.log.0);
        let folded: BTreeSet<usize> = self
            .log
            .0
            .iter()
            .filter_map(|h| match h {
                Happened::Folded { operator } => Some(*operator),
                _ => None,
            })
            .collect();
        let over = |membership: usize| folded.contains(&hands.members[&membership].operator);
        let should: BTreeMap<_, _> = hands
            .grants
            .iter()
            .filter(|(_, g)| !g.membership.is_some_and(over))
            .map(|(n, g)| (self.grants.0[*n], self.people[g.person]))
            .collect();
        let (mut is, mut after) = (BTreeMap::new(), None);
        loop {
            let (place, limit) = (self.places[CENTERS + 2], Some(100));
            let list = ListGrants { place, below: true, after, limit };
            let page = self.t.system().ask(list).await.unwrap();
            let known = page.items.into_iter().filter(|l| self.grants.0.contains(&l.grant));
            is.extend(known.map(|line| (line.grant, line.person)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(is, should, "sequence {}\n{:#?}", self.number, self.log.0);
        let ids = |things: &[Thing]| things.iter().map(|x| x.id).collect::<BTreeSet<_>>();
        let now = all_things(self.t).await;
        assert!(ids(&now).is_superset(&ids(&self.things)), "sequence {}", self.number);
    }

    /// Undoes every merge that can be, the last first: each thing is whose it was.
    pub(super) async fn back(&mut self) {
        for merge in (0..self.merges.0.len()).rev() {
            let undo = UndoMerge { merge: self.merges.0[merge] };
            if done(self.t.system().run(undo).await).is_some() {
                self.happened(Happened::Undone { merge });
            }
        }
        let hands = Hands::of(&self.log.0);
        let now = all_things(self.t).await;
        for thing in &self.things {
            let person = self.people.iter().position(|p| *p == thing.person).unwrap();
            let is = now.iter().find(|x| x.id == thing.id).unwrap().person;
            // Where an account ended meanwhile, the merge stays.
            assert_eq!(is, self.people[hands.leads_to(person)], "sequence {}", self.number);
        }
    }
}
