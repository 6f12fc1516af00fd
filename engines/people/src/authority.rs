use crate::config::Config;
use crate::model::{SignInId, SignInKind, Token};
use crate::rights;
use crate::store;
use crate::store::sign_in::SignInRow;
use lianxin_db::{Look, Tx, Work};
use lianxin_kernel::{Actor, App, Error, Person, Result, Span, Timestamp, same};
use lianxin_web::{Authority, Credentials};
use std::sync::Arc;

/// How often the last use of a sign-in is written down; it may be so much older than it says.
const NOTED_EVERY: Span = Span::minutes(10);

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
    if holder.last_seen_at <= now - NOTED_EVERY {
        let seen = Seen { id: token.id, now };
        // Not worth failing the request for: the next one tries again.
        if let Err(e) = app.db().write(&seen).await {
            tracing::warn!(error = %e, "the last use of a sign-in was not written down");
        }
    }
    Ok(Some(Actor::Person(holder.person)))
}

struct Found {
    person: Person,
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
        if row.kind == SignInKind::Staff {
            let held = rights::held_by(tx, self.app, row.person, self.now).await?;
            grants = held.iter().map(rights::grant_of).collect();
        }
        let person = Person { grants, ..Person::new(person.id, person.language) };
        Ok(Some(Found { person, last_seen_at: row.last_seen_at }))
    }
}

fn is_fresh(row: &SignInRow, config: &Config, now: Timestamp) -> bool {
    let (idle, whole) = config.sign_in_lasts(row.kind);
    now < row.last_seen_at + idle && now < row.started_at + whole
}

struct Seen {
    id: SignInId,
    now: Timestamp,
}

impl Work for Seen {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        store::sign_in::seen(tx, self.id, self.now, self.now - NOTED_EVERY).await
    }
}
