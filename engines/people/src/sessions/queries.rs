use super::model::{Browser, SignInWay, System, WaitsFor};
use super::permissions::SESSIONS;
use super::steps::look_here;
use crate::authority::{is_fresh, waits_for};
use crate::config::Config;
use crate::model::{SignInId, SignInKind, Token};
use crate::permissions;
use crate::queries::own_scope;
use crate::store;
use lianxin_kernel::{Error, Permission, Query, Read, Result, Scope, Secret, Timestamp, same};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A place where someone is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInShown {
    pub id: SignInId,
    pub kind: SignInKind,
    pub way: SignInWay,
    pub browser: Browser,
    pub system: System,
    /// The first half of the network's address, like `203.0`.
    pub network: Option<String>,
    pub started_at: Timestamp,
    /// May be up to 10 minutes older than the last use.
    pub last_seen_at: Timestamp,
    /// When a second factor was proved in it.
    pub strong_at: Option<Timestamp>,
    /// The one that asks.
    pub here: bool,
}

/// Where one is signed in, the last used first.
pub struct ListSignIns {
    /// The token of the one that asks.
    pub token: Secret<String>,
}

impl Query for ListSignIns {
    const NAME: &'static str = "people.list_sign_ins";
    const NEEDS: Permission = SESSIONS;
    type Target = Scope;
    type Out = Vec<SignInShown>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<SignInShown>> {
        let me = r.person().ok_or(Error::SignIn)?;
        let (now, config) = (r.now(), r.settings().get::<Config>());
        let print = Token::read(self.token.expose()).map(|t| t.print()).unwrap_or_default();
        let rows = store::sign_in::of(r.tx(), me.into()).await?;
        let fresh = rows.into_iter().filter(|row| is_fresh(row, &config, now));
        let shown = fresh.map(|row| SignInShown {
            id: row.id,
            kind: row.kind,
            way: row.way,
            browser: row.browser,
            system: row.system,
            network: row.network,
            started_at: row.started_at,
            last_seen_at: row.last_seen_at,
            strong_at: row.strong_at,
            here: same(&row.token_print, &print),
        });
        Ok(shown.collect())
    }
}

/// How strong the sign-in is that asks, and when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignInState {
    pub kind: SignInKind,
    pub way: SignInWay,
    /// Whether a second factor was proved in it.
    pub strong: bool,
    /// What it has to do before it carries roles.
    pub waits_for: Option<WaitsFor>,
    /// At the latest; earlier when it rests.
    pub ends_at: Timestamp,
}

/// The sign-in that asks. Also one that reaches nothing else of the account says this of itself.
pub struct ShowSignIn {
    pub token: Secret<String>,
}

impl Query for ShowSignIn {
    const NAME: &'static str = "people.show_sign_in";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = SignInState;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<SignInState> {
        let row = look_here(r, &self.token).await?;
        let (now, app) = (r.now(), r.app().clone());
        let waits_for = waits_for(&app, r.tx(), &row, now).await?;
        let (_, lasts) = app.settings().get::<Config>().sign_in_lasts(row.kind);
        Ok(SignInState {
            kind: row.kind,
            way: row.way,
            strong: row.strong_at.is_some(),
            waits_for,
            ends_at: row.started_at + lasts,
        })
    }
}
