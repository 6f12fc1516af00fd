//! Random sequences against the engine itself: what each person may do at each center is what the log
//! of what happened says, by the same second judge as in the unit tests.
use crate::things::{THINGS, Thing, give};
use crate::world::*;
use lianxin_kernel::{
    Act, Error, Module, Names, Outcome, Permission, Random, Role, SeededRandom, Span, Timestamp,
};
use lianxin_people::{
    AddOrganizationMember, AgreeContract, AppointDeputy, ChangeRole, ChangeRoleStatus,
    CreateOrganization, CreateRole, EndContract, EndDeputy, EndGrant, EndMember, EndOrganization,
    GiveDuty, GiveGrant, ListRoles, MemberRole, MergeId, Modules, OrganizationKind, PersonId,
    PlaceId, RoleStatus, ShowRights,
};
use lianxin_places::CenterId;
use lianxin_testkit::{Setup, both};
use log::{FOREVER, Happened, Log};

#[path = "../../src/rights/model/tests/hands.rs"]
mod hands;
#[path = "../../src/rights/model/tests/log.rs"]
mod log;
mod merging;

static ALL: &[&Module] = &[&lianxin_places::MODULE, &lianxin_people::MODULE, &THINGS];

fn with_things() -> Setup {
    Setup { modules: ALL, ..setup() }
}

/// What the judge knows of this world.
mod steps {
    use super::*;
    use lianxin_people::permissions as p;
    pub const CENTERS: usize = 3;
    pub const MODULES: [&str; 2] = ["people", "places"];
    pub const PERMISSIONS: [Permission; 5] = [
        p::FIND,
        p::ORGANIZATIONS,
        p::STAFF,
        lianxin_places::permissions::EDIT_HOURS,
        lianxin_places::permissions::CHANGE_STATUS,
    ];

    pub fn roles() -> [Role; 5] {
        let own = Role::from_code("evening_desk").unwrap();
        [Role::Clerk, Role::CenterManager, Role::DistrictManager, Role::Administrator, own]
    }
}
use steps::{CENTERS, MODULES, PERMISSIONS, roles};

const PEOPLE: usize = 4;
const OPERATORS: usize = 2;
/// Sequences on each engine, of so many steps.
const SEQUENCES: usize = 24;
const STEPS: usize = 20;

/// What there was once, by its number in the log.
#[derive(Default)]
struct Numbers<T>(Vec<T>);

impl<T: Copy + PartialEq> Numbers<T> {
    fn of(&mut self, id: T) -> usize {
        let at = self.0.iter().position(|known| *known == id);
        at.unwrap_or_else(|| {
            self.0.push(id);
            self.0.len() - 1
        })
    }
}

struct Play<'a> {
    t: &'a Test,
    random: SeededRandom,
    hour: i64,
    number: usize,
    people: Vec<PersonId>,
    /// Centers, two streets, the district.
    places: Vec<PlaceId>,
    operators: Vec<lianxin_people::OrganizationId>,
    grants: Numbers<lianxin_people::GrantId>,
    lendings: Numbers<lianxin_people::DeputyId>,
    memberships: Numbers<lianxin_people::OrganizationMemberId>,
    contracts: Numbers<lianxin_people::ContractId>,
    /// Merges that can be undone, the last one last.
    merges: Numbers<MergeId>,
    /// Who runs all centers, and gives only duty.
    manager: Act,
    /// Things of the persons, with who had them first.
    things: Vec<Thing>,
    log: Log,
}

fn modules(mask: u8) -> Option<Modules> {
    let named = MODULES.iter().enumerate().filter(|(n, _)| mask & (1 << n) != 0);
    let named: Vec<String> = named.map(|(_, m)| (*m).to_owned()).collect();
    (!named.is_empty()).then(|| named.into())
}

/// Done, or refused as it may be; anything else fails the test.
fn done<T>(answer: Result<T, Error>) -> Option<T> {
    match answer {
        Ok(done) => Some(done),
        Err(Error::Invalid(_) | Error::Conflict(_) | Error::NotFound(_) | Error::SecondFactor) => {
            None
        }
        Err(other) => panic!("{other:?}"),
    }
}

impl<'a> Play<'a> {
    fn any(&self, below: usize) -> usize {
        usize::try_from(self.random.below(below as u64)).unwrap()
    }

    fn mask(&self, below: usize) -> u8 {
        u8::try_from(self.any(below)).unwrap()
    }

    fn between(&self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.any(usize::try_from(to - from).unwrap())).unwrap()
    }

    fn at(&self, hour: i64) -> Timestamp {
        self.t.app.now() + Span::hours(hour - self.hour)
    }

    fn day(&self) -> i64 {
        self.hour.div_euclid(24)
    }

    fn date(&self, day: i64) -> lianxin_kernel::Date {
        let today = self.t.app.zone().date(self.t.app.now());
        today.plus_days(i32::try_from(day - self.day()).unwrap())
    }

    fn happened(&mut self, what: Happened) {
        self.log.0.push(what);
    }

    async fn give(&mut self) {
        let (person, role, place) =
            (self.any(self.people.len()), self.any(5), self.any(CENTERS + 3));
        let (from, mask) = (self.day() + self.between(-2, 3), self.mask(4));
        let last = (self.any(2) == 0).then(|| from + self.between(0, 6));
        let give = GiveGrant {
            modules: modules(mask),
            from: Some(self.date(from)),
            until: last.map(|day| self.date(day)),
            ..GiveGrant::standing(self.people[person], roles()[role], self.places[place])
        };
        let Some(given) = done(self.t.system().run(give).await) else { return };
        let grant = self.grants.of(given.grant);
        let span = (from * 24, last.map_or(FOREVER, |day| (day + 1) * 24));
        self.happened(Happened::Given {
            grant,
            person,
            role,
            place,
            modules: mask,
            span,
            membership: None,
            standing: true,
        });
    }

    async fn duty(&mut self) {
        let (person, role, place) =
            (self.any(self.people.len()), self.any(5), self.any(CENTERS + 3));
        let from = self.hour + self.between(-10, 40);
        let span = (from, from + self.between(1, 60));
        let (from_at, until_at) = (self.at(span.0), self.at(span.1));
        let give = GiveDuty {
            person: self.people[person],
            role: roles()[role],
            place: self.places[place],
            modules: None,
            from_at,
            until_at,
        };
        let Some(given) = done(self.t.system().run(give).await) else { return };
        let grant = self.grants.of(given.grant);
        self.happened(Happened::Given {
            grant,
            person,
            role,
            place,
            modules: 0,
            span,
            membership: None,
            standing: false,
        });
    }

    async fn give_by_contract(&mut self) {
        let (person, operator) = (self.any(self.people.len()), self.any(OPERATORS));
        let (role, place, mask) = (self.any(5), self.any(CENTERS), self.mask(4));
        let give = GiveGrant {
            modules: modules(mask),
            organization: Some(self.operators[operator]),
            ..GiveGrant::standing(self.people[person], roles()[role], self.places[place])
        };
        let Some(given) = done(self.t.system().run(give).await) else { return };
        let grant = self.grants.of(given.grant);
        let membership = self.open_membership(person, operator);
        assert!(membership.is_some(), "given without a membership");
        let span = (i64::MIN, FOREVER);
        self.happened(Happened::Given {
            grant,
            person,
            role,
            place,
            modules: mask,
            span,
            membership,
            standing: false,
        });
    }

    async fn end(&mut self) {
        if self.grants.0.is_empty() {
            return;
        }
        let grant = self.any(self.grants.0.len());
        let end = EndGrant { grant: self.grants.0[grant] };
        if done(self.t.system().run(end).await).is_some() {
            self.happened(Happened::Ended { grant });
        }
    }

    async fn lend(&mut self) {
        let (absent, deputy) = (self.any(self.people.len()), self.any(self.people.len()));
        let from = self.hour + self.between(-10, 40);
        let span = (from, from + self.between(1, 60));
        let (from_at, until_at) = (self.at(span.0), self.at(span.1));
        let (a, d) = (self.people[absent], self.people[deputy]);
        let lend = AppointDeputy { absent: a, deputy: d, from_at, until_at };
        let Some(made) = done(self.t.system().run(lend).await) else { return };
        let lending = self.lendings.of(made.id);
        self.happened(Happened::Lent { lending, absent, deputy, span });
    }

    async fn end_lending(&mut self) {
        if self.lendings.0.is_empty() {
            return;
        }
        let lending = self.any(self.lendings.0.len());
        let end = EndDeputy { deputy: self.lendings.0[lending] };
        if done(self.t.system().run(end).await).is_some() {
            self.happened(Happened::LendingEnded { lending });
        }
    }

    async fn join(&mut self) {
        let (person, operator) = (self.any(self.people.len()), self.any(OPERATORS));
        let last = (self.any(2) == 0).then(|| self.day() + self.between(0, 6));
        let add = AddOrganizationMember {
            organization: self.operators[operator],
            person: self.people[person],
            role: MemberRole::Contact,
            from: None,
            until: last.map(|day| self.date(day)),
        };
        let Some(added) = done(self.t.system().run(add).await) else { return };
        let membership = self.memberships.of(added.member);
        let before = self.open_membership(person, operator);
        if let Some(before) = before.filter(|before| *before != membership) {
            self.happened(Happened::Left { membership: before });
        }
        let span = (i64::MIN, last.map_or(FOREVER, |day| (day + 1) * 24));
        self.happened(Happened::Joined { membership, person, operator, span });
    }

    async fn leave(&mut self) {
        if self.memberships.0.is_empty() {
            return;
        }
        let membership = self.any(self.memberships.0.len());
        let end = EndMember { member: self.memberships.0[membership] };
        if done(self.t.system().run(end).await).is_some() {
            self.happened(Happened::Left { membership });
        }
    }

    async fn agree(&mut self) {
        let (operator, centers, mask) = (self.any(OPERATORS), self.mask(7) + 1, self.mask(4));
        let from = self.day() + self.between(-3, 2);
        let last = from + self.between(0, 8);
        let of = (0..CENTERS).filter(|c| centers & (1 << c) != 0);
        let center = |c: usize| CenterId::from(self.places[c].id());
        let agree = AgreeContract {
            organization: self.operators[operator],
            from: self.date(from),
            until: self.date(last),
            centers: of.map(center).collect(),
            modules: modules(mask),
            number: None,
        };
        let Some(agreed) = done(self.t.system().run(agree).await) else { return };
        let contract = self.contracts.of(agreed.contract);
        let span = (from * 24, (last + 1) * 24);
        self.happened(Happened::Agreed { contract, operator, span, centers, modules: mask });
    }

    async fn cut(&mut self) {
        if self.contracts.0.is_empty() {
            return;
        }
        let contract = self.any(self.contracts.0.len());
        let last = self.day() + self.between(-1, 3);
        let end = EndContract { contract: self.contracts.0[contract], last_day: self.date(last) };
        if done(self.t.system().run(end).await).is_some() {
            self.happened(Happened::Cut { contract, over: (last + 1) * 24 });
        }
    }

    async fn fold(&mut self) {
        let operator = self.any(OPERATORS);
        let end = EndOrganization { organization: self.operators[operator] };
        if done(self.t.system().run(end).await).is_some() {
            self.happened(Happened::Folded { operator });
        }
    }

    async fn edit(&mut self) {
        // Only rights that roles can have; an upward role takes no names.
        let (role, rights) = ([0, 4][self.any(2)], self.mask(32));
        let wanted = (0..PERMISSIONS.len()).filter(|n| rights & (1 << n) != 0);
        let wanted = wanted.map(|n| PERMISSIONS[n].name.to_owned()).collect();
        set_role(self.t, roles()[role], Some(wanted), None).await;
        self.happened(Happened::Edited { role, rights });
    }

    async fn retire(&mut self) {
        let retired = self.any(2) == 0;
        let status = if retired { RoleStatus::Retired } else { RoleStatus::Active };
        set_role(self.t, roles()[4], None, Some(status)).await;
        self.happened(Happened::Retired { retired });
    }

    async fn step(&mut self) {
        // So that what is given again is later than what was given.
        self.t.clock.forward(Span::seconds(1));
        match self.any(44) {
            34..38 => self.merge().await,
            38..40 => self.undo().await,
            40 | 41 => self.split().await,
            42 => self.move_home().await,
            0..5 => self.give().await,
            5..8 => self.duty().await,
            8..12 => self.give_by_contract().await,
            12..14 => self.end().await,
            14..17 => self.lend().await,
            17 => self.end_lending().await,
            18..21 => self.join().await,
            21 => self.leave().await,
            22..25 => self.agree().await,
            25 => self.cut().await,
            26 if self.any(3) == 0 => self.fold().await,
            27 => self.relocate().await,
            28 | 29 => self.edit().await,
            30 => self.retire().await,
            31 if self.any(3) == 0 => self.quit().await,
            _ => {
                let hours = self.between(1, 50);
                self.t.clock.forward(Span::hours(hours));
                self.hour += hours;
            }
        }
    }

    async fn check(&self, person: usize) {
        for center in 0..CENTERS {
            let (id, place) = (self.people[person], Some(self.places[center]));
            let asked = done(self.t.system().ask(ShowRights { person: id, place }).await);
            for (n, permission) in PERMISSIONS.iter().enumerate() {
                let may = asked.as_ref().is_some_and(|asked| {
                    let line = asked.items.iter().find(|l| l.permission == permission.name);
                    line.unwrap().decision.outcome == Outcome::Yes
                });
                let should = self.log.may(person, n, center, self.hour);
                assert_eq!(
                    may, should,
                    "sequence {} person {person} {} center {center} hour {}\n{:#?}",
                    self.number, permission.name, self.hour, self.log.0
                );
            }
        }
    }
}

/// Brings a role to these rights or to this status.
async fn set_role(t: &Test, role: Role, wanted: Option<Vec<String>>, status: Option<RoleStatus>) {
    let all = t.system().ask(ListRoles).await.unwrap();
    let version = all.iter().find(|r| r.role == role).unwrap().version;
    match status {
        Some(status) => {
            t.system().run(ChangeRoleStatus { role, version, status }).await.unwrap();
        }
        None => {
            let change =
                ChangeRole { role, version, names: None, above: None, permissions: wanted };
            t.system().run(change).await.unwrap();
        }
    }
}

async fn play(t: &Test, w: &World, number: usize, hour: i64) -> (Log, i64) {
    let other = region(
        &t.system(),
        &format!("s{number}"),
        lianxin_places::RegionKind::Street,
        Some(w.district),
    )
    .await;
    let mut places: Vec<PlaceId> = vec![];
    for (center, street) in [(0, w.street), (1, other), (2, w.street)] {
        places.push(put_center(&t.system(), &format!("c{number}-{center}"), street).await.into());
    }
    places.extend([PlaceId::from(w.street), other.into(), w.district.into()]);
    let mut people = vec![];
    for _ in 0..PEOPLE {
        let home = places[people.len() % CENTERS].id();
        people.push(added(t, "王丽", None, Some(home.into())).await.hit.person);
    }
    let mut things = vec![];
    for (n, person) in people.iter().enumerate() {
        // One kind each, so that none is in the way of another.
        let kind = i64::try_from(n).unwrap();
        things.push(Thing { id: give(t, *person, kind).await, person: *person, kind });
    }
    let manager = added(t, "主任", None, None).await.hit.person;
    let manager = t.person_act(manager, &[grant(Role::CenterManager, w.district)]);
    let mut operators = vec![];
    for _ in 0..OPERATORS {
        let (kind, name, home) =
            (OrganizationKind::Operator, Names::zh_cn("团队"), w.street.into());
        let new = CreateOrganization { kind, name, credit_code: None, contact: None, home };
        operators.push(t.system().run(new).await.unwrap().organization);
    }
    set_role(t, roles()[4], Some(vec![]), None).await;
    set_role(t, roles()[4], None, Some(RoleStatus::Active)).await;
    let clerk = PERMISSIONS.iter().filter(|p| p.roles.contains(&Role::Clerk));
    set_role(t, Role::Clerk, Some(clerk.map(|p| p.name.to_owned()).collect()), None).await;
    let random = SeededRandom::new(number as u64);
    let mut play = Play {
        t,
        random,
        hour,
        number,
        people,
        places,
        operators,
        grants: Numbers(vec![]),
        lendings: Numbers(vec![]),
        memberships: Numbers(vec![]),
        contracts: Numbers(vec![]),
        merges: Numbers(vec![]),
        manager,
        things,
        log: Log(vec![]),
    };
    for n in 0..STEPS {
        play.step().await;
        play.check(n % play.people.len()).await;
    }
    for person in 0..play.people.len() {
        play.check(person).await;
    }
    play.nothing_is_lost().await;
    play.back().await;
    play.nothing_is_lost().await;
    for person in 0..play.people.len() {
        play.check(person).await;
    }
    (play.log, play.hour)
}

both! { setup: with_things();
    async fn nobody_keeps_what_they_lost_or_gains_what_was_not_given(t: Test) {
        let w = world(t).await;
        let names = Names::zh_cn("晚班");
        let role = roles()[4];
        t.system().run(CreateRole { role, names, above: false, copy_of: None }).await.unwrap();
        let (mut hour, mut happened, mut merged) = (9, 0, 0);
        for number in 0..SEQUENCES {
            let (log, now) = play(t, &w, number, hour).await;
            (hour, happened) = (now, happened + log.0.len());
            merged += log.0.iter().filter(|h| matches!(h, Happened::Merged { .. })).count();
        }
        assert!(merged >= SEQUENCES / 2, "{merged}");
        // The engine may refuse a step, but most must have been taken.
        assert!(happened > SEQUENCES * STEPS / 3, "{happened}");
    }
}
