use crate::families::model::{ActingBasis, ActingFor, Delegate, adult_from};
use crate::families::permissions;
use crate::families::steps::looked_at;
use crate::families::store;
use crate::families::store::delegate::DelegateRow;
use crate::model::PersonId;
use crate::queries::{home_scope, own_scope, persons};
use lianxin_kernel::{Error, Permission, Query, Read, Result, Scope};

/// Who may act for someone, now or later: shown to themselves and to the desk of their home.
pub struct ListDelegates {
    pub person: PersonId,
}

impl Query for ListDelegates {
    const NAME: &'static str = "people.list_delegates";
    const NEEDS: Permission = permissions::FAMILY;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<Delegate>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<Delegate>> {
        looked_at(r, self.person);
        delegates_of(r, self.person).await
    }
}

pub(crate) async fn delegates_of(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Delegate>> {
    let today = r.zone().date(r.now());
    let rows = store::delegate::of_person(r.tx(), person).await?;
    let lasts = |d: &DelegateRow| d.days.until.is_none_or(|until| today <= until);
    let rows: Vec<DelegateRow> = rows.into_iter().filter(lasts).collect();
    let mut ids: Vec<PersonId> = rows.iter().map(|d| d.delegate).collect();
    ids.push(person);
    let known = persons(r.tx(), &ids).await?;
    let name = |id: PersonId| known.iter().find(|p| p.id == id).map(|p| p.name.clone());
    let all = rows.into_iter().filter_map(|row| {
        Some(Delegate {
            person_name: name(row.person)?,
            delegate_name: name(row.delegate)?,
            id: row.id,
            person: row.person,
            delegate: row.delegate,
            modules: row.modules,
            days: row.days,
            consent: row.consent,
            made_at: row.made_at,
        })
    });
    Ok(all.collect())
}

/// For whom whoever asks may act today: those who let them, and their children.
pub struct ListActingFor;

impl Query for ListActingFor {
    const NAME: &'static str = "people.list_acting_for";
    const NEEDS: Permission = crate::permissions::OWN;
    type Target = Scope;
    type Out = Vec<ActingFor>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<ActingFor>> {
        // Of the one at the keyboard, also while they act for another.
        let me = r.actor().and_then(|a| a.who()).ok_or(Error::SignIn)?.into();
        acting_for(r, me).await
    }
}

async fn acting_for(r: &mut Read<'_>, me: PersonId) -> Result<Vec<ActingFor>> {
    let today = r.zone().date(r.now());
    let mut all: Vec<ActingFor> = super::children_of(r, me)
        .await?
        .into_iter()
        .map(|child| ActingFor {
            person: child.child,
            name: child.name,
            basis: ActingBasis::Guardian,
            modules: None,
            until: child.birth_date.map(|born| adult_from(born).plus_days(-1)),
            delegate: None,
        })
        .collect();
    let rows = store::delegate::of_delegate(r.tx(), me).await?;
    let rows: Vec<DelegateRow> = rows.into_iter().filter(|d| d.days.holds_on(today)).collect();
    let ids: Vec<PersonId> = rows.iter().map(|d| d.person).collect();
    let known = persons(r.tx(), &ids).await?;
    for row in rows {
        if let Some(person) = known.iter().find(|p| p.id == row.person) {
            all.push(ActingFor {
                person: row.person,
                name: person.name.clone(),
                basis: ActingBasis::Delegate,
                modules: row.modules,
                until: row.days.until,
                delegate: Some(row.id),
            });
        }
    }
    Ok(all)
}
