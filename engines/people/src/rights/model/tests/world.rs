//! The rows as the commands leave them, judged by the program's function.
use super::log::{FOREVER, Happened, Log};
use super::merging::Merge;
use super::steps::*;
use crate::model::{GrantId, PersonId};
use crate::organizations::{
    Contract, ContractId, Member, MemberRole, OrganizationId, OrganizationMemberId,
};
use crate::rights::model::*;
use lianxin_kernel::{Date, Span, Timestamp, Zone};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The rows as the commands leave them.
pub(super) struct World {
    zone: Zone,
    pub(super) hour: i64,
    next: usize,
    pub(super) grants: Vec<(usize, GrantRow)>,
    pub(super) lendings: Vec<(usize, DeputyRow)>,
    pub(super) members: Vec<(usize, Member)>,
    contracts: Vec<(usize, Contract)>,
    folded: BTreeSet<usize>,
    streets: [usize; CENTERS],
    roles: BTreeMap<usize, RoleRow>,
    pub(super) gone: BTreeSet<usize>,
    /// The records that were merged, and into which.
    pub(super) leads: BTreeMap<usize, usize>,
    pub(super) merges: Vec<(usize, Merge)>,
    /// How many records came out of others.
    pub(super) split: usize,
    pub(super) log: Log,
}

pub(super) fn person_id(n: usize) -> PersonId {
    id(3, n).into()
}

pub(super) fn person_of(p: PersonId) -> usize {
    (0..RECORDS).find(|n| person_id(*n) == p).unwrap()
}

pub(super) fn operator_id(n: usize) -> OrganizationId {
    id(4, n).into()
}

impl World {
    pub(super) fn new() -> Self {
        let own = RoleRow::built_in(roles()[4]);
        Self {
            zone: Zone::named("Asia/Shanghai").unwrap(),
            hour: 10,
            next: 0,
            grants: vec![],
            lendings: vec![],
            members: vec![],
            contracts: vec![],
            folded: BTreeSet::new(),
            streets: std::array::from_fn(|n| CENTERS + n % 2),
            roles: [(4, own)].into(),
            gone: BTreeSet::new(),
            leads: BTreeMap::new(),
            merges: vec![],
            split: 0,
            log: Log::default(),
        }
    }

    pub(super) fn at(hour: i64) -> Timestamp {
        static MIDNIGHT: LazyLock<Timestamp> =
            LazyLock::new(|| Timestamp::parse("2026-03-01T16:00:00Z").unwrap());
        *MIDNIGHT + Span::hours(hour)
    }

    pub(super) fn today(&self) -> Date {
        self.zone.date(Self::at(self.hour))
    }

    pub(super) fn day(&self) -> i64 {
        self.hour.div_euclid(24)
    }

    pub(super) fn fresh(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    pub(super) fn happened(&mut self, what: Happened) {
        self.log.0.push(what);
    }

    pub(super) fn row(
        &self,
        n: usize,
        person: usize,
        role: usize,
        at: usize,
        kind: GrantKind,
        mask: u8,
    ) -> GrantRow {
        GrantRow {
            id: GrantId(id(5, n)),
            person: person_id(person),
            role: roles()[role],
            place: place(at),
            kind,
            modules: modules(mask),
            from: None,
            until: None,
            from_at: None,
            until_at: None,
            member: None,
            given_at: Self::at(self.hour),
            given_by: None,
        }
    }

    pub(super) fn take(&mut self, step: Step) {
        match step {
            Step::Wait { hours } => self.hour += hours,
            Step::Give { person, .. } | Step::Duty { person, .. } | Step::Join { person, .. }
                if !self.stands(person) => {}
            Step::Give { person, role, place: at, modules: mask, from, days } => {
                let start = self.day() + i64::from(from);
                let until = days.map(|d| self.today().plus_days(from + d));
                let same = |(_, g): &(usize, GrantRow)| {
                    (g.kind, g.person, g.role, g.place)
                        == (GrantKind::Standing, person_id(person), roles()[role], place(at))
                };
                let n = match self.grants.iter().position(same) {
                    Some(old) => self.grants.remove(old).0,
                    None => self.fresh(),
                };
                let row = GrantRow {
                    from: Some(self.today().plus_days(from)),
                    until,
                    ..self.row(n, person, role, at, GrantKind::Standing, mask)
                };
                self.grants.push((n, row));
                let over = days.map_or(FOREVER, |d| (start + i64::from(d) + 1) * 24);
                self.happened(Happened::Given {
                    grant: n,
                    person,
                    role,
                    place: at,
                    modules: mask,
                    span: (start * 24, over),
                    membership: None,
                    standing: true,
                });
            }
            Step::Duty { person, role, place: at, ahead, hours } => {
                let (n, from) = (self.fresh(), self.hour + ahead);
                let row = self.row(n, person, role, at, GrantKind::Duty, 0);
                let (from_at, until_at) = (Some(Self::at(from)), Some(Self::at(from + hours)));
                self.grants.push((n, GrantRow { from_at, until_at, ..row }));
                self.happened(Happened::Given {
                    grant: n,
                    person,
                    role,
                    place: at,
                    modules: 0,
                    span: (from, from + hours),
                    membership: None,
                    standing: false,
                });
            }
            Step::ByContract { nth, role, center, modules: mask } => {
                let today = self.today();
                let Some((m, member)) =
                    nth_of(&self.members, nth).filter(|(_, m)| !m.is_over(today))
                else {
                    return;
                };
                let person = person_of(member.person);
                if !self.stands(person) {
                    return;
                }
                let n = self.fresh();
                let row = self.row(n, person, role, center, GrantKind::Contract, mask);
                self.grants.push((n, GrantRow { member: Some(member.id), ..row }));
                self.happened(Happened::Given {
                    grant: n,
                    person,
                    role,
                    place: center,
                    modules: mask,
                    span: (0, FOREVER),
                    membership: Some(m),
                    standing: false,
                });
            }
            Step::End { nth } => {
                let Some((n, _)) = nth_of(&self.grants, nth) else { return };
                self.grants.retain(|(g, _)| *g != n);
                self.happened(Happened::Ended { grant: n });
            }
            Step::Lend { absent, deputy, ahead, hours } => {
                if absent == deputy || !self.stands(absent) || !self.stands(deputy) {
                    return;
                }
                let (n, from) = (self.fresh(), self.hour + ahead);
                let row = DeputyRow {
                    id: DeputyId(id(6, n)),
                    deputy: person_id(deputy),
                    absent: person_id(absent),
                    from_at: Self::at(from),
                    until_at: Self::at(from + hours),
                    given_at: Self::at(self.hour),
                    given_by: None,
                };
                self.lendings.push((n, row));
                self.happened(Happened::Lent {
                    lending: n,
                    absent,
                    deputy,
                    span: (from, from + hours),
                });
            }
            Step::EndLending { nth } => {
                let Some((n, _)) = nth_of(&self.lendings, nth) else { return };
                self.lendings.retain(|(l, _)| *l != n);
                self.happened(Happened::LendingEnded { lending: n });
            }
            other => self.organize(other),
        }
    }

    pub(super) fn organize(&mut self, step: Step) {
        match step {
            Step::Join { person, operator, days } => {
                let n = self.fresh();
                let member = Member {
                    id: OrganizationMemberId(id(7, n)),
                    organization: operator_id(operator),
                    person: person_id(person),
                    role: MemberRole::Contact,
                    from: Some(self.today()),
                    until: days.map(|d| self.today().plus_days(d)),
                    added_at: Self::at(self.hour),
                    added_by: None,
                    ended_at: None,
                };
                self.members.push((n, member));
                let over = days.map_or(FOREVER, |d| (self.day() + i64::from(d) + 1) * 24);
                self.happened(Happened::Joined {
                    membership: n,
                    person,
                    operator,
                    span: (self.day() * 24, over),
                });
            }
            Step::Leave { nth } => {
                let Some((n, _)) = nth_of(&self.members, nth) else { return };
                let now = Self::at(self.hour);
                for (_, member) in self.members.iter_mut().filter(|(m, _)| *m == n) {
                    member.ended_at = Some(now);
                }
                self.happened(Happened::Left { membership: n });
            }
            Step::Agree { operator, from, days, centers, modules: mask } => {
                let n = self.fresh();
                let first = self.today().plus_days(from);
                let contract = Contract {
                    contract: ContractId(id(8, n)),
                    organization: operator_id(operator),
                    from: first,
                    until: first.plus_days(days),
                    ended_on: None,
                    centers: (0..CENTERS)
                        .filter(|c| centers & (1 << c) != 0)
                        .map(|c| id(1, c).into())
                        .collect(),
                    modules: modules(mask),
                    number: None,
                    agreed_at: Self::at(self.hour),
                    agreed_by: None,
                };
                self.contracts.push((n, contract));
                let start = self.day() + i64::from(from);
                let span = (start * 24, (start + i64::from(days) + 1) * 24);
                self.happened(Happened::Agreed {
                    contract: n,
                    operator,
                    span,
                    centers,
                    modules: mask,
                });
            }
            Step::Cut { nth, days } => {
                let Some((n, _)) = nth_of(&self.contracts, nth) else { return };
                let last = self.today().plus_days(days);
                for (_, contract) in self.contracts.iter_mut().filter(|(c, _)| *c == n) {
                    contract.ended_on = Some(contract.ended_on.map_or(last, |e| e.min(last)));
                }
                self.happened(Happened::Cut {
                    contract: n,
                    over: (self.day() + i64::from(days) + 1) * 24,
                });
            }
            Step::Fold { operator } => {
                self.folded.insert(operator);
                self.happened(Happened::Folded { operator });
            }
            Step::Move { center, street } => {
                self.streets[center] = CENTERS + street;
                self.happened(Happened::Moved { center, street });
            }
            Step::Edit { role, rights } => {
                let key = roles()[role];
                let row = self.roles.entry(role).or_insert_with(|| RoleRow::built_in(key));
                let wanted = |n: usize| rights & (1 << n) != 0;
                (row.added, row.removed) = (vec![], vec![]);
                for (n, permission) in PERMISSIONS.iter().enumerate() {
                    match (permission.roles.contains(&key), wanted(n)) {
                        (false, true) => row.added.push(permission.name.to_owned()),
                        (true, false) => row.removed.push(permission.name.to_owned()),
                        _ => {}
                    }
                }
                self.happened(Happened::Edited { role, rights });
            }
            Step::Retire { retired } => {
                let status = if retired { RoleStatus::Retired } else { RoleStatus::Active };
                self.roles.entry(4).and_modify(|row| row.status = status);
                self.happened(Happened::Retired { retired });
            }
            Step::Quit { person } if !self.stands(person) => {}
            Step::Quit { person } => {
                self.gone.insert(person);
                self.grants.retain(|(_, g)| g.person != person_id(person));
                self.lendings.retain(|(_, l)| {
                    l.absent != person_id(person) && l.deputy != person_id(person)
                });
                self.members.retain(|(_, m)| m.person != person_id(person));
                self.happened(Happened::Quit { person });
            }
            other => self.merging(other),
        }
    }

    pub(super) fn known(&self, person: usize) -> Known {
        let of = |p: PersonId| -> Vec<GrantRow> {
            self.grants.iter().map(|(_, g)| g).filter(|g| g.person == p).cloned().collect()
        };
        let lent = self.lendings.iter().filter(|(_, l)| l.deputy == person_id(person));
        Known {
            grants: of(person_id(person)),
            lent: lent.map(|(_, by)| Lent { grants: of(by.absent), by: by.clone() }).collect(),
            members: self.members.iter().map(|(_, m)| m.clone()).collect(),
            contracts: self.contracts.iter().map(|(_, c)| c.clone()).collect(),
            active: (0..OPERATORS).filter(|o| !self.folded.contains(o)).map(operator_id).collect(),
            roles: Roles::of(self.roles.values().cloned().collect()),
        }
    }

    /// Judges what some of them hold now.
    pub(super) fn check(
        &self,
        people: Range<usize>,
        centers: Range<usize>,
    ) -> Result<(), TestCaseError> {
        for person in people {
            let leads = self.leads_to(person);
            let held =
                held(&self.known(leads), person_id(leads), self.today(), Self::at(self.hour));
            for center in centers.clone() {
                let path = [place(center), place(self.streets[center]), place(CENTERS + 2)];
                for (n, permission) in PERMISSIONS.iter().enumerate() {
                    let may = held.iter().any(|h| {
                        h.rights.has(permission)
                            && within(h.modules.as_ref(), permission)
                            && path.contains(&h.place)
                    });
                    let should = self.log.may(person, n, center, self.hour);
                    prop_assert_eq!(
                        may,
                        should,
                        "person {} {} center {} hour {}\n{:#?}",
                        person,
                        permission.name,
                        center,
                        self.hour,
                        self.log.0
                    );
                }
            }
        }
        Ok(())
    }
}

pub(super) fn nth_of<T: Clone>(all: &[(usize, T)], nth: usize) -> Option<(usize, T)> {
    (!all.is_empty()).then(|| all[nth % all.len()].clone())
}
