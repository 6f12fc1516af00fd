//! Who may act for whom.
use crate::actor_of;
use crate::families::model::ActingBasis;
use crate::families::permissions;
use crate::families::steps::{home_path, is_guardian};
use crate::families::store;
use crate::model::PersonId;
use crate::queries::person;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{Actor, App, Date, Error, Grant, Kind, Person, Result, Scope, allows};
use std::sync::Arc;

/// Why one may act for another today, and in which parts of the program; `None` for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MayAct {
    pub basis: ActingBasis,
    pub modules: Option<Vec<String>>,
}

/// Whether who is signed in may act for another today: a guardian for a minor, one who was let in by
/// the person, or staff of the center of their home. An ended account is nobody's to act for.
pub(crate) async fn may_act(
    tx: &mut Tx,
    signed_in: &Person,
    other: PersonId,
    today: Date,
) -> Result<Option<MayAct>> {
    let me: PersonId = signed_in.id.into();
    let Some(other) = person(tx, other).await? else {
        return Ok(None);
    };
    if me == other.id {
        return Ok(None);
    }
    if is_guardian(tx, me, &other, today).await? {
        return Ok(Some(MayAct { basis: ActingBasis::Guardian, modules: None }));
    }
    let link = store::delegate::pair(tx, other.id, me).await?;
    if let Some(link) = link.filter(|l| l.days.holds_on(today)) {
        return Ok(Some(MayAct { basis: ActingBasis::Delegate, modules: link.modules }));
    }
    let path = home_path(tx, &other).await?;
    let scope = Scope::district(other.id.id().district()).at(path);
    let staff = Actor::Person(signed_in.clone());
    if !allows(Some(&staff), permissions::ACT_FOR, &scope) {
        return Ok(None);
    }
    let carries = |g: &&Grant| g.may(permissions::ACT_FOR) && scope.path.contains(&g.place);
    let grants = signed_in.grants.iter().filter(carries);
    // One grant for all parts is enough for all of them.
    let modules: Option<Vec<&[String]>> = grants.map(Grant::modules).collect();
    let modules = modules.map(|all| all.concat());
    Ok(Some(MayAct { basis: ActingBasis::Staff, modules }))
}

/// Whom a token signs in, as someone for whom they may act: that person's things are theirs here,
/// and none of their own rights are. Refused alike whether there is such a person or not.
pub async fn actor_for(app: &App, token: &str, other: &str) -> Result<Option<Actor>> {
    let signed_in = match actor_of(app, token).await? {
        Some(Actor::Person(signed_in)) => signed_in,
        other => return Ok(other),
    };
    let other: PersonId = other.parse().map_err(|_| Error::Forbidden)?;
    let today = app.zone().date(app.now());
    let ask = MayActFor { signed_in: &signed_in, other, today };
    let may = app.db().look(&ask).await?.ok_or(Error::Forbidden)?;
    let Person { id, language, strong, limited, .. } = signed_in;
    let modules = may.modules.map(Arc::from);
    let by = Some(id);
    Ok(Some(Actor::Person(Person { strong, limited, by, modules, ..Person::new(other, language) })))
}

struct MayActFor<'a> {
    signed_in: &'a Person,
    other: PersonId,
    today: Date,
}

impl Look for MayActFor<'_> {
    type Out = Option<MayAct>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Option<MayAct>> {
        may_act(tx, self.signed_in, self.other, self.today).await
    }
}
