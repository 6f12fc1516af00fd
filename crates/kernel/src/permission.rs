use crate::{Actor, Person, Role};
use lianxin_db::Id;

/// A right to do one kind of thing, and the roles that have it unless the installation changed that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `<module>.<what>`
    pub name: &'static str,
    pub roles: &'static [Role],
    marks: u8,
}

const NAMES: u8 = 1;
const SENSITIVE: u8 = 2;
const ONESELF: u8 = 4;
const APPROVES: u8 = 8;

impl Permission {
    pub const fn new(name: &'static str, roles: &'static [Role]) -> Self {
        Self { name, roles, marks: 0 }
    }

    const fn marked(self, mark: u8) -> Self {
        Self { marks: self.marks | mark, ..self }
    }

    /// What it opens names people: a role from above never has it, whatever is set.
    pub const fn names(self) -> Self {
        self.marked(NAMES)
    }

    /// What it opens is sensitive (PIPL art. 28): it needs a sign-in with a second factor.
    pub const fn sensitive(self) -> Self {
        self.marked(NAMES | SENSITIVE)
    }

    /// For the person alone: nobody who acts for them has it.
    pub const fn oneself(self) -> Self {
        self.marked(ONESELF)
    }

    /// It decides what somebody asked for, so who asked may not.
    pub const fn approves(self) -> Self {
        self.marked(APPROVES)
    }

    pub const fn shows_names(self) -> bool {
        self.marks & NAMES != 0
    }

    pub const fn is_sensitive(self) -> bool {
        self.marks & SENSITIVE != 0
    }

    pub const fn is_oneself(self) -> bool {
        self.marks & ONESELF != 0
    }

    pub const fn is_approval(self) -> bool {
        self.marks & APPROVES != 0
    }

    /// The engine or module it belongs to.
    pub fn module(self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(module, _)| module)
    }
}

/// What decides who may: where a thing is, and whose.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The district whose rows the act touches; part of every key.
    pub district: u16,
    /// The person the thing belongs to, if to one.
    pub owner: Option<Id>,
    /// The center and the regions above it, in any order.
    pub path: Vec<Id>,
    /// Others must not even learn that it exists: they get "not found", not "forbidden".
    pub hidden: bool,
    /// What the audit line names.
    pub target: Option<Id>,
    /// Who asked for what is decided here.
    pub requested_by: Option<Id>,
}

impl Scope {
    pub fn district(district: u16) -> Self {
        Self { district, ..Self::default() }
    }

    pub fn at(mut self, path: Vec<Id>) -> Self {
        self.path = path;
        self
    }

    pub fn owned_by(mut self, owner: impl Into<Id>) -> Self {
        self.owner = Some(owner.into());
        self
    }

    pub fn on(mut self, target: impl Into<Id>) -> Self {
        self.target = Some(target.into());
        self
    }

    pub fn requested_by(mut self, person: impl Into<Id>) -> Self {
        self.requested_by = Some(person.into());
        self
    }

    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

/// A thing a command or query is about.
pub trait Scoped {
    fn scope(&self) -> Scope;
}

/// For what concerns no particular thing.
impl Scoped for Scope {
    fn scope(&self) -> Scope {
        self.clone()
    }
}

/// The whole policy, in one function: the program itself may; what is open to anyone is; people may
/// do to their own what residents may; staff may at and below the place of their grant.
pub fn allows(actor: Option<&Actor>, needs: Permission, scope: &Scope) -> bool {
    judge(actor, needs, scope) == Judged::Allowed
}

/// What the policy says, and what would change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judged {
    Allowed,
    Refused,
    /// They may, once a second factor is proved.
    SecondFactor,
    /// They might, had they not asked for it themselves.
    OwnRequest,
}

pub(crate) fn judge(actor: Option<&Actor>, needs: Permission, scope: &Scope) -> Judged {
    if needs.roles.contains(&Role::Anyone) {
        return Judged::Allowed;
    }
    let person = match actor {
        None => return Judged::Refused,
        Some(Actor::System(_)) => return Judged::Allowed,
        Some(Actor::Person(person)) => person,
    };
    let as_resident = as_resident(person, needs, scope);
    let mut granted = person.grants.iter().filter(|g| g.may(needs));
    if !as_resident && !granted.any(|g| scope.path.contains(&g.place)) {
        return Judged::Refused;
    }
    let asked = scope.requested_by;
    if needs.is_approval() && asked.is_some() && (asked == Some(person.id) || asked == person.by) {
        return Judged::OwnRequest;
    }
    // One's own is one's own, sensitive or not.
    match needs.is_sensitive() && !as_resident && !person.strong {
        true => Judged::SecondFactor,
        false => Judged::Allowed,
    }
}

fn as_resident(person: &Person, needs: Permission, scope: &Scope) -> bool {
    let own = scope.owner.is_none_or(|owner| owner == person.id);
    needs.roles.contains(&Role::Resident) && own && person.may_own(needs)
}

/// Who does as staff what the policy allowed; nobody where it is open to anyone, or one's own.
pub(crate) fn as_staff(actor: Option<&Actor>, needs: Permission, scope: &Scope) -> Option<Id> {
    let person = actor.and_then(Actor::person).filter(|p| p.by.is_none())?;
    let open = needs.roles.contains(&Role::Anyone) || as_resident(person, needs, scope);
    (!open).then_some(person.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Language, Rights};

    const EDIT: Permission = Permission::new("t.edit", &[Role::CenterManager]);
    const LEAVE: Permission = Permission::new("t.leave", &[Role::Resident, Role::Clerk]);
    const LOOK: Permission = Permission::new("t.look", &[Role::Anyone]);
    const FIND: Permission =
        Permission::new("t.find", &[Role::Clerk, Role::DistrictManager]).names();

    fn id(n: u64) -> Id {
        Id::compose(n, 1, n)
    }

    fn with(n: u64, grants: Vec<Grant>) -> Person {
        Person { grants, ..Person::new(id(n), Language::ZhCn) }
    }

    fn person(n: u64, grants: Vec<Grant>) -> Actor {
        Actor::Person(with(n, grants))
    }

    fn at(n: u64) -> Scope {
        Scope::district(1).at(vec![id(n), id(10)])
    }

    #[test]
    fn a_grant_reaches_down_but_not_up_or_aside() {
        let manager = person(1, vec![Grant::new(Role::CenterManager, id(20))]);
        let below = Scope::district(1).at(vec![id(30), id(20), id(10)]);
        let above = Scope::district(1).at(vec![id(10)]);
        let aside = Scope::district(1).at(vec![id(31), id(21), id(10)]);
        assert!(allows(Some(&manager), EDIT, &below));
        assert!(!allows(Some(&manager), EDIT, &above));
        assert!(!allows(Some(&manager), EDIT, &aside));
        assert!(!allows(Some(&manager), EDIT, &Scope::district(1)));
    }

    #[test]
    fn residents_touch_only_their_own() {
        let (mine, other) = (person(1, vec![]), person(2, vec![]));
        let scope = at(30).owned_by(id(1));
        assert!(allows(Some(&mine), LEAVE, &scope));
        assert!(!allows(Some(&other), LEAVE, &scope));
        assert!(!allows(None, LEAVE, &scope));
        let clerk = person(3, vec![Grant::new(Role::Clerk, id(30))]);
        assert!(allows(Some(&clerk), LEAVE, &scope));
        assert!(allows(None, LOOK, &scope));
        assert!(allows(Some(&Actor::System("import")), EDIT, &scope));
    }

    #[test]
    fn what_an_installation_changes_about_a_role_counts() {
        let rights = |added: &[&str], removed: &[&str]| {
            let each = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
            Rights { added: each(added), removed: each(removed) }
        };
        let less = Grant::new(Role::CenterManager, id(30)).with(rights(&[], &["t.edit"]));
        assert!(!allows(Some(&person(1, vec![less])), EDIT, &at(30)));
        let own = Role::from_code("evening_desk").unwrap();
        let more = Grant::new(own, id(30)).with(rights(&["t.edit"], &[]));
        assert!(allows(Some(&person(1, vec![more.clone()])), EDIT, &at(30)));
        assert!(!allows(Some(&person(1, vec![more.within(["u"])])), EDIT, &at(30)));
    }

    #[test]
    fn from_above_there_are_no_names() {
        let director = Grant::new(Role::DistrictManager, id(10));
        assert!(!allows(Some(&person(1, vec![director])), FIND, &at(30)));
        let clerk = Grant::new(Role::Clerk, id(10));
        assert!(allows(Some(&person(1, vec![clerk.clone()])), FIND, &at(30)));
        assert!(!allows(Some(&person(1, vec![clerk.from_above()])), FIND, &at(30)));
    }

    #[test]
    fn the_sensitive_waits_for_a_second_factor() {
        const NEEDS: Permission = Permission::new("t.needs", &[Role::Clerk]).sensitive();
        let mut clerk = with(1, vec![Grant::new(Role::Clerk, id(30))]);
        let judged = |p: &Person| judge(Some(&Actor::Person(p.clone())), NEEDS, &at(30));
        assert_eq!(judged(&clerk), Judged::SecondFactor);
        clerk.strong = true;
        assert_eq!(judged(&clerk), Judged::Allowed);
    }

    #[test]
    fn nobody_decides_what_they_asked_for() {
        const APPROVE: Permission = Permission::new("t.approve", &[Role::Clerk]).approves();
        let clerk = person(1, vec![Grant::new(Role::Clerk, id(30))]);
        let judged = |asked: u64| judge(Some(&clerk), APPROVE, &at(30).requested_by(id(asked)));
        assert_eq!(judged(1), Judged::OwnRequest);
        assert_eq!(judged(2), Judged::Allowed);
    }

    #[test]
    fn who_acts_for_another_has_what_is_theirs_but_not_their_account() {
        const ACCOUNT: Permission = Permission::new("t.account", &[Role::Resident]).oneself();
        let father = at(30).owned_by(id(1));
        let mut acting = with(1, vec![]);
        acting.by = Some(id(2));
        let may = |p: &Person, needs| allows(Some(&Actor::Person(p.clone())), needs, &father);
        assert!(may(&acting, LEAVE) && !may(&acting, ACCOUNT));
        assert!(may(&with(1, vec![]), ACCOUNT));
        acting.modules = Some(["u".to_owned()].into());
        assert!(!may(&acting, LEAVE));
        let mut kiosk = with(1, vec![]);
        kiosk.limited = true;
        assert!(may(&kiosk, LEAVE) && !may(&kiosk, ACCOUNT));
    }
}
