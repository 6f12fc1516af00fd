use crate::commands::main;
use crate::config::Config;
use crate::kiosks::WITHIN;
use crate::model::{SignInId, SignInKind, Token};
use crate::rights;
use crate::sessions::{SignInWay, WaitsFor};
use crate::store;
use crate::store::sign_in::SignInRow;
use lianxin_db::{Look, Tx, Work};
use lianxin_kernel::{Actor, App, Error, Person, Result, Span, Timestamp, same};
use lianxin_web::{Authority, Credentials};
use std::sync::Arc;

/// How often the last use of a sign-in is written down; it may be so much older than it says. Where a
/// sign-in rests for minutes only, these have to be right.
fn noted_every(kind: SignInKind) -> Span {
    match kind {
        SignInKind::Kiosk => Span::seconds(20),
        SignInKind::Resident | SignInKind::Staff => Span::minutes(10),
    }
}

/// Who knows the holders of tokens, for the HTTP edge.
pub fn authority() -> Authority {
    Authority(Arc::new(|app, credentials| {
        Box::pin(async move {
            let Credentials { token, acting_for } = credentials;
            match acting_for {
                None => actor_of(&app, &token).await,
                Some(other) => crate::families::actor_for(&app, &token, &other).await,
            }
        })
    }))
}

/// Whom a token signs in; nobody when it is unknown, ended, unused for too long or too old.
pub async fn actor_of(app: &App, token: &str) -> Result<Option<Actor>> {
    let Some(token) = Token::read(token) else {
        return Ok(None);
    };
    let now = app.now();
    let Some(holder) = app.db().look(&Holder { app, token: &token, now }).await? else {
        return Ok(None);
    };
    let noted = now - noted_every(holder.kind);
    if holder.last_seen_at <= noted {
        let seen = Seen { id: token.id, now, noted };
        // Not worth failing the request for: the next one tries again.
        if let Err(e) = app.db().write(&seen).await {
            tracing::warn!(error = %e, "the last use of a sign-in was not written down");
        }
    }
    Ok(Some(Actor::Person(holder.person)))
}

struct Found {
    person: Person,
    kind: SignInKind,
    last_seen_at: Timestamp,
}

struct Holder<'a> {
    app: &'a App,
    token: &'a Token,
    now: Timestamp,
}

impl Look for Holder<'_> {
    type Out = Option<Found>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Option<Found>> {
        let config = self.app.settings().get::<Config>();
        let row = store::sign_in::find(tx, self.token.id).await?;
        let valid = |row: &SignInRow| {
            same(&row.token_print, &self.token.print()) && is_fresh(row, &config, self.now)
        };
        let Some(row) = row.filter(valid) else {
            return Ok(None);
        };
        let Some(person) = store::person::find(tx, row.person).await? else {
            return Ok(None);
        };
        let mut grants = vec![];
        // A sign-in of a record that was merged carries no roles of the one it leads to.
        let own = row.kind == SignInKind::Staff && row.person == person.id;
        if own && waits_for(self.app, tx, &row, self.now).await?.is_none() {
            let held = rights::held_by(tx, self.app, row.person, self.now).await?;
            grants = held.iter().map(rights::grant_of).collect();
        }
        let limited = row.kind == SignInKind::Kiosk;
        let person = Person {
            grants,
            strong: row.strong_at.is_some(),
            limited,
            modules: limited.then(|| WITHIN.iter().map(|&m| m.to_owned()).collect()),
            ..Person::new(person.id, person.language)
        };
        Ok(Some(Found { person, kind: row.kind, last_seen_at: row.last_seen_at }))
    }
}

/// What a staff sign-in has to do before it carries roles.
pub(crate) async fn waits_for(
    app: &App,
    tx: &mut Tx,
    row: &SignInRow,
    now: Timestamp,
) -> Result<Option<WaitsFor>> {
    let config = app.settings().get::<Config>();
    if row.kind == SignInKind::Staff
        && row.way == SignInWay::Password
        && let Some(lasts) = config.password_lasts()
    {
        let credential = store::credential::of(tx, main(app), row.person).await?;
        if credential.is_none_or(|c| c.changed_at + lasts <= now) {
            return Ok(Some(WaitsFor::NewPassword));
        }
    }
    let weak = row.kind == SignInKind::Staff && row.strong_at.is_none();
    Ok((weak && config.second_factor).then_some(WaitsFor::SecondFactor))
}

pub(crate) fn is_fresh(row: &SignInRow, config: &Config, now: Timestamp) -> bool {
    let (idle, whole) = config.sign_in_lasts(row.kind);
    now < row.last_seen_at + idle && now < row.started_at + whole
}

struct Seen {
    id: SignInId,
    now: Timestamp,
    noted: Timestamp,
}

impl Work for Seen {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        store::sign_in::seen(tx, self.id, self.now, self.noted).await
    }
}
