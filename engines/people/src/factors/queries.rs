use super::model::PasskeyId;
use super::permissions::FACTORS;
use super::store as rows;
use crate::config::Config;
use crate::queries::own_scope;
use lianxin_kernel::{Actor, Error, Permission, Query, Read, Result, Scope, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An app that shows codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TotpShown {
    pub made_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasskeyShown {
    pub id: PasskeyId,
    pub name: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// The second factors one has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Factors {
    pub totp: Option<TotpShown>,
    pub passkeys: Vec<PasskeyShown>,
    pub recovery_codes_left: i64,
    /// Whether one was proved in this sign-in.
    pub strong: bool,
    /// Whether all staff need one for their roles.
    pub required: bool,
}

pub struct ShowFactors;

impl Query for ShowFactors {
    const NAME: &'static str = "people.show_factors";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = Factors;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Factors> {
        let me = r.person().ok_or(Error::SignIn)?.into();
        let totp = rows::totp(r.tx(), me).await?.filter(|t| t.confirmed_at.is_some());
        let passkeys = rows::passkeys(r.tx(), me).await?.into_iter().map(|row| PasskeyShown {
            id: row.id,
            name: row.name,
            made_at: row.made_at,
            used_at: row.used_at,
        });
        Ok(Factors {
            totp: totp.map(|t| TotpShown { made_at: t.made_at }),
            passkeys: passkeys.collect(),
            recovery_codes_left: rows::recovery_left(r.tx(), me).await?,
            strong: r.actor().and_then(Actor::person).is_some_and(|p| p.strong),
            required: r.settings().get::<Config>().second_factor,
        })
    }
}
