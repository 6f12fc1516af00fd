use crate::{Language, Permission, Role};
use lianxin_db::Id;
use std::sync::Arc;

/// How a role differs, in this installation, from what the program gives it: names of permissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

/// A role at a place: a region or a center, and all below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub place: Id,
    /// Only in these modules; in all when there are none.
    modules: Option<Arc<[String]>>,
    rights: Arc<Rights>,
    /// Whether the role looks from above, besides what the program says of it.
    above: bool,
}

impl Grant {
    pub fn new(role: Role, place: impl Into<Id>) -> Self {
        let rights = Arc::default();
        Self { role, place: place.into(), modules: None, rights, above: role.above() }
    }

    /// The same, but only for what these modules do.
    pub fn within<T: Into<String>>(mut self, modules: impl IntoIterator<Item = T>) -> Self {
        self.modules = Some(modules.into_iter().map(Into::into).collect());
        self
    }

    /// The same with what the installation changed about the role.
    pub fn with(mut self, rights: impl Into<Arc<Rights>>) -> Self {
        self.rights = rights.into();
        self
    }

    /// The same, looking from above: figures and never a name.
    pub fn from_above(mut self) -> Self {
        self.above = true;
        self
    }

    pub fn modules(&self) -> Option<&[String]> {
        self.modules.as_deref()
    }

    /// Whether this grant, at its place, carries the permission.
    pub fn may(&self, needs: Permission) -> bool {
        if (self.above && needs.shows_names()) || !within(self.modules(), needs) {
            return false;
        }
        let named = |names: &[String]| names.iter().any(|name| name == needs.name);
        match needs.roles.contains(&self.role) {
            true => !named(&self.rights.removed),
            false => named(&self.rights.added),
        }
    }
}

fn within(modules: Option<&[String]>, needs: Permission) -> bool {
    modules.is_none_or(|all| all.iter().any(|module| module == needs.module()))
}

#[derive(Clone, Debug)]
pub struct Person {
    /// Whose things are one's own here.
    pub id: Id,
    pub language: Language,
    pub grants: Vec<Grant>,
    /// Whether a second factor was proved in this sign-in.
    pub strong: bool,
    /// Whether the sign-in is a short one at a shared device: for what the desk offers, not for the
    /// account.
    pub limited: bool,
    /// Who really acts, when acting for `id`.
    pub by: Option<Id>,
    /// When acting for `id`: only in these modules; in all when there are none.
    pub modules: Option<Arc<[String]>>,
}

impl Person {
    /// Someone signed in for themselves, without roles.
    pub fn new(id: impl Into<Id>, language: Language) -> Self {
        Self {
            id: id.into(),
            language,
            grants: vec![],
            strong: false,
            limited: false,
            by: None,
            modules: None,
        }
    }

    /// Whether what is one's own may be touched with this permission.
    pub(crate) fn may_own(&self, needs: Permission) -> bool {
        let own_only = needs.is_oneself() && (self.by.is_some() || self.limited);
        !own_only && within(self.modules.as_deref(), needs)
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub enum Actor {
    Person(Person),
    /// The program itself, by the name of the part that acts: `job activities.remind`, `import`.
    System(&'static str),
}

impl Actor {
    /// The person acting; `None` for the program itself.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::System(_) => None,
        }
    }

    /// Whose things are one's own: the father, when his daughter acts for him.
    pub fn id(&self) -> Option<Id> {
        self.person().map(|p| p.id)
    }

    /// Who really acts: the daughter.
    pub fn who(&self) -> Option<Id> {
        self.person().map(|p| p.by.unwrap_or(p.id))
    }

    /// For whom, when acting for another.
    pub fn behalf(&self) -> Option<Id> {
        self.person().filter(|p| p.by.is_some()).map(|p| p.id)
    }

    /// Whether this actor holds one of the roles at a place on the path. Rights are asked for with
    /// [`crate::allows`]; this is for what depends on the role as such.
    pub fn holds(&self, roles: &[Role], path: &[Id]) -> bool {
        let Self::Person(person) = self else {
            return true;
        };
        let at = |g: &Grant| roles.contains(&g.role) && path.contains(&g.place);
        person.grants.iter().any(at)
    }
}
