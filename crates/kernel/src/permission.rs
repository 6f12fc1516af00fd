use crate::{Actor, Role};
use lianxin_db::Id;

/// A right to do one kind of thing, and the roles that have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `<module>.<what>`
    pub name: &'static str,
    pub roles: &'static [Role],
}

impl Permission {
    pub const fn new(name: &'static str, roles: &'static [Role]) -> Self {
        Self { name, roles }
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
    if needs.roles.contains(&Role::Anyone) {
        return true;
    }
    let person = match actor {
        None => return false,
        Some(Actor::System(_)) => return true,
        Some(Actor::Person(person)) => person,
    };
    let own = scope.owner.is_none_or(|owner| owner == person.id);
    if needs.roles.contains(&Role::Resident) && own {
        return true;
    }
    actor.is_some_and(|a| a.holds(needs.roles, &scope.path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Grant, Language, Person};

    const EDIT: Permission = Permission::new("t.edit", &[Role::CenterManager]);
    const LEAVE: Permission = Permission::new("t.leave", &[Role::Resident, Role::Clerk]);
    const LOOK: Permission = Permission::new("t.look", &[Role::Anyone]);

    fn id(n: u64) -> Id {
        Id::compose(n, 1, n)
    }

    fn person(n: u64, grants: Vec<Grant>) -> Actor {
        Actor::Person(Person { id: id(n), language: Language::ZhCn, grants })
    }

    #[test]
    fn a_grant_reaches_down_but_not_up_or_aside() {
        let street = Grant { role: Role::CenterManager, place: id(20) };
        let manager = person(1, vec![street]);
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
        let scope = Scope::district(1).owned_by(id(1)).at(vec![id(30)]);
        assert!(allows(Some(&mine), LEAVE, &scope));
        assert!(!allows(Some(&other), LEAVE, &scope));
        assert!(!allows(None, LEAVE, &scope));
        let clerk = person(3, vec![Grant { role: Role::Clerk, place: id(30) }]);
        assert!(allows(Some(&clerk), LEAVE, &scope));
        assert!(allows(None, LOOK, &scope));
        assert!(allows(Some(&Actor::System("import")), EDIT, &scope));
    }
}
