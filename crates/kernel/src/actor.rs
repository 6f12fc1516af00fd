use crate::{Language, words};
use lianxin_db::Id;

words! {
    /// What someone is at a place. Which permissions a role has, each module says in its
    /// `permissions.rs`; the whole matrix is a reviewed snapshot.
    pub enum Role {
        /// Nobody signed in.
        Anyone = "anyone",
        /// Every signed-in person, for what is their own.
        Resident = "resident",
        /// Front desk of a center.
        Clerk = "clerk",
        CenterManager = "center_manager",
        DistrictManager = "district_manager",
        Administrator = "administrator",
    }
}

impl Role {
    /// Roles that are granted at a place. The others come by themselves.
    pub const GRANTED: &'static [Self] =
        &[Self::Clerk, Self::CenterManager, Self::DistrictManager, Self::Administrator];
}

/// A role at a place: a region or a center, and all below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub place: Id,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub id: Id,
    pub language: Language,
    pub grants: Vec<Grant>,
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

    pub fn id(&self) -> Option<Id> {
        self.person().map(|p| p.id)
    }

    /// Whether this actor holds one of the roles at a place on the path.
    pub fn holds(&self, roles: &[Role], path: &[Id]) -> bool {
        let Self::Person(person) = self else {
            return true;
        };
        let at = |g: &Grant| roles.contains(&g.role) && path.contains(&g.place);
        person.grants.iter().any(at)
    }
}
