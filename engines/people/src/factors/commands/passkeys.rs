use super::totp::{FactorAdded, added, after_removal};
use crate::factors::model::{CeremonyId, CeremonyKind, Challenge, PasskeyId};
use crate::factors::permissions::FACTORS;
use crate::factors::relying::{challenge, finish_adding, start_adding, to_json};
use crate::factors::steps::{begin, login_of, passkeys, proved, proved_if_any, staff_here, take};
use crate::factors::store::{self as rows, NewPasskey};
use crate::model::PersonId;
use crate::queries::own_scope;
use crate::store;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Kind, Line, Permission, Read, Result, Scope,
    Secret, Write, fingerprint,
};
use serde::Serialize;
use serde_json::Value;

/// A browser keeps a passkey for each of one's devices; more are no use.
const MOST: usize = 20;

/// Ask the browser for a new passkey.
#[derive(Serialize)]
pub struct StartPasskey {
    pub token: Secret<String>,
}

impl Command for StartPasskey {
    const NAME: &'static str = "people.start_passkey";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = Challenge;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Challenge> {
        let row = staff_here(w, &self.token).await?;
        proved_if_any(w, &row).await?;
        let login = login_of(w, row.person).await?;
        let person = store::person::find(w.tx(), row.person).await?.found("person")?;
        let known = passkeys(w.tx(), row.person).await?;
        if known.len() >= MOST {
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let field = FieldError::new("passkeys", FieldCode::TooMany);
            return Err(Error::Invalid(vec![field.with("max", most)]));
        }
        let keys: Vec<_> = known.into_iter().map(|(_, key)| key).collect();
        let (options, state) = start_adding(w.app(), row.person, &login, &person.name, &keys)?;
        let kind = CeremonyKind::AddPasskey;
        let ceremony = begin(w, kind, Some(row.person), None, state).await?;
        Ok(challenge(ceremony, options))
    }
}

/// Keep the passkey the browser made. It proves itself at once.
#[derive(Serialize)]
pub struct AddPasskey {
    pub token: Secret<String>,
    pub ceremony: CeremonyId,
    pub name: Line<40>,
    pub credential: Secret<Value>,
}

impl Command for AddPasskey {
    const NAME: &'static str = "people.add_passkey";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = FactorAdded;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<FactorAdded> {
        let row = staff_here(w, &self.token).await?;
        let any = proved_if_any(w, &row).await?;
        let kind = CeremonyKind::AddPasskey;
        let Some(asked) = take(w, self.ceremony, kind, Some(row.person)).await? else {
            return Err(Error::field("ceremony", FieldCode::Wrong));
        };
        let Some(key) = finish_adding(w.app(), &self.credential, &asked.state)? else {
            w.note("outcome", "wrong");
            return Ok(FactorAdded::Wrong { tries_left: 0 });
        };
        let id: PasskeyId = w.fresh_in(row.person.id().district());
        let print = fingerprint(key.cred_id().as_ref()).to_vec();
        let (name, passkey, at) = (self.name.as_str(), to_json(&key)?, w.now());
        let new = NewPasskey { id, person: row.person, print, name, passkey, at };
        if !rows::add_passkey(w.tx(), new).await? {
            return Err(Error::field("credential", FieldCode::Taken));
        }
        added(w, &row, any).await
    }
}

/// Give a passkey another name.
#[derive(Serialize)]
pub struct NamePasskey {
    pub passkey: PasskeyId,
    pub name: Line<40>,
}

impl Command for NamePasskey {
    const NAME: &'static str = "people.name_passkey";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_passkey(r, self.passkey).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        rows::name_passkey(w.tx(), self.passkey, self.name.as_str()).await
    }
}

/// Do without a passkey from now on.
#[derive(Serialize)]
pub struct RemovePasskey {
    pub token: Secret<String>,
    pub passkey: PasskeyId,
}

impl Command for RemovePasskey {
    const NAME: &'static str = "people.remove_passkey";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_passkey(r, self.passkey).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let row = staff_here(w, &self.token).await?;
        proved(&row)?;
        rows::remove_passkey(w.tx(), self.passkey).await?;
        after_removal(w, &row).await
    }
}

async fn own_passkey(r: &mut Read<'_>, id: PasskeyId) -> Result<Scope> {
    let row = rows::passkey(r.tx(), id).await?.found("thing of yours")?;
    let person: PersonId = row.person;
    Ok(Scope::district(person.id().district()).owned_by(person).on(id).hidden())
}
