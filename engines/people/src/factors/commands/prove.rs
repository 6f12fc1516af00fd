use crate::commands::Opened;
use crate::factors::model::{CeremonyId, CeremonyKind, Challenge};
use crate::factors::permissions::FACTORS;
use crate::factors::relying::{challenge, finish_proving, start_proving};
use crate::factors::steps::{Fits, begin, code_fits, note_use, passkeys, rule, staff_here, take};
use crate::queries::own_scope;
use crate::sessions::{Guard, renew_token};
use lianxin_kernel::{Command, Error, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How proving a second factor went. Wrong is an outcome and no error, so that it is counted.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proved {
    /// The sign-in is strong now and has a new token.
    Proved(Opened),
    Wrong {
        tries_left: i64,
    },
}

/// Prove a second factor by a code of the app, or by a recovery code.
#[derive(Serialize)]
pub struct ProveFactor {
    /// The token of the sign-in that becomes strong.
    pub token: Secret<String>,
    pub code: Secret<String>,
}

impl Command for ProveFactor {
    const NAME: &'static str = "people.prove_factor";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = Proved;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Proved> {
        let row = staff_here(w, &self.token).await?;
        let (now, rule) = (w.now(), rule(w));
        let guard = Guard::hold(w, "factor", &row.person.to_string(), rule).await?;
        let Some(fits) = code_fits(w, row.person, &self.code).await? else {
            let locked = guard.failed(w).await?;
            w.note("outcome", if locked { "locked" } else { "wrong" });
            return Ok(Proved::Wrong { tries_left: guard.left(now) });
        };
        guard.passed(w).await?;
        w.note("outcome", "proved");
        w.note(
            "factor",
            match fits {
                Fits::App => "totp",
                Fits::Recovery => "recovery_code",
            },
        );
        Ok(Proved::Proved(renew_token(w, &row, true).await?))
    }
}

/// Ask the browser for one of the passkeys one has.
#[derive(Serialize)]
pub struct StartPasskeyProof {
    pub token: Secret<String>,
}

impl Command for StartPasskeyProof {
    const NAME: &'static str = "people.start_passkey_proof";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = Challenge;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Challenge> {
        let row = staff_here(w, &self.token).await?;
        let known = passkeys(w.tx(), row.person).await?;
        if known.is_empty() {
            return Err(Error::NotFound("passkey"));
        }
        let keys: Vec<_> = known.into_iter().map(|(_, key)| key).collect();
        let (options, state) = start_proving(w.app(), &keys)?;
        let kind = CeremonyKind::ProvePasskey;
        let ceremony = begin(w, kind, Some(row.person), None, state).await?;
        Ok(challenge(ceremony, options))
    }
}

/// Prove a second factor by a passkey.
#[derive(Serialize)]
pub struct ProvePasskey {
    pub token: Secret<String>,
    pub ceremony: CeremonyId,
    pub credential: Secret<Value>,
}

impl Command for ProvePasskey {
    const NAME: &'static str = "people.prove_passkey";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = Proved;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Proved> {
        let row = staff_here(w, &self.token).await?;
        let kind = CeremonyKind::ProvePasskey;
        let asked = take(w, self.ceremony, kind, Some(row.person)).await?;
        let done = match asked {
            Some(asked) => finish_proving(w.app(), &self.credential, &asked.state)?,
            None => None,
        };
        let known = passkeys(w.tx(), row.person).await?;
        // One that was taken away since it was asked for proves nothing.
        let done = done.filter(|d| known.iter().any(|(_, key)| key.cred_id() == d.cred_id()));
        let Some(done) = done else {
            w.note("outcome", "wrong");
            return Ok(Proved::Wrong { tries_left: 0 });
        };
        note_use(w, known, &done).await?;
        w.note("outcome", "proved");
        w.note("factor", "passkey");
        Ok(Proved::Proved(renew_token(w, &row, true).await?))
    }
}
