use crate::commands::Opened;
use crate::factors::model::{TotpSecret, six_digits};
use crate::factors::permissions::FACTORS;
use crate::factors::steps::{
    app_fits, has_factor, login_of, proved, proved_if_any, renew_recovery, rule, seal, staff_here,
};
use crate::factors::store as rows;
use crate::queries::own_scope;
use crate::sessions::{Guard, renew_token};
use crate::store::sign_in::SignInRow;
use lianxin_kernel::{
    Command, Error, Kind, Permission, Read, Result, Scope, Secret, Write, reason,
};
use serde::{Deserialize, Serialize};

/// Begin with an app that shows codes. Its secret is shown once; it counts when a code of it came.
#[derive(Serialize)]
pub struct EnrollTotp {
    /// The token of the sign-in this is asked in.
    pub token: Secret<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct TotpEnrolled {
    /// The secret as it is typed.
    pub secret: Secret<String>,
    /// The same for a QR code.
    pub uri: Secret<String>,
}

impl Command for EnrollTotp {
    const NAME: &'static str = "people.enroll_totp";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = TotpEnrolled;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<TotpEnrolled> {
        let row = staff_here(w, &self.token).await?;
        proved_if_any(w, &row).await?;
        let (now, login) = (w.now(), login_of(w, row.person).await?);
        let secret = TotpSecret::make(w.random());
        let sealed = seal(w, row.person, &secret)?;
        if !rows::put_totp(w.tx(), row.person, sealed, now).await? {
            return Err(Error::reason(reason!("people.totp_there")));
        }
        let (typed, uri) = (Secret::new(secret.typed()), Secret::new(secret.uri(&login)?));
        Ok(TotpEnrolled { secret: typed, uri })
    }
}

/// Show a code of the new app: from now on it is a factor, and it was just proved.
#[derive(Serialize)]
pub struct ConfirmTotp {
    pub token: Secret<String>,
    pub code: Secret<String>,
}

/// A factor was added, or what should show it did not fit.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorAdded {
    Added {
        /// The sign-in is strong now and has a new token.
        opened: Opened,
        /// With the first factor, shown this once.
        recovery_codes: Option<Vec<Secret<String>>>,
    },
    Wrong {
        tries_left: i64,
    },
}

impl Command for ConfirmTotp {
    const NAME: &'static str = "people.confirm_totp";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = FactorAdded;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<FactorAdded> {
        let row = staff_here(w, &self.token).await?;
        let any = proved_if_any(w, &row).await?;
        let (now, rule) = (w.now(), rule(w));
        let guard = Guard::hold(w, "factor", &row.person.to_string(), rule).await?;
        let digits = six_digits(self.code.expose()).unwrap_or_default();
        if !app_fits(w, row.person, &digits, false).await? {
            let locked = guard.failed(w).await?;
            w.note("outcome", if locked { "locked" } else { "wrong" });
            return Ok(FactorAdded::Wrong { tries_left: guard.left(now) });
        }
        guard.passed(w).await?;
        rows::confirm_totp(w.tx(), row.person, now).await?;
        added(w, &row, any).await
    }
}

/// What follows when a factor was added, the first of all or a further one.
pub(super) async fn added(w: &mut Write<'_>, row: &SignInRow, any: bool) -> Result<FactorAdded> {
    let recovery_codes = match any {
        true => None,
        false => Some(renew_recovery(w, row.person).await?),
    };
    w.note("outcome", "added");
    let opened = renew_token(w, row, true).await?;
    Ok(FactorAdded::Added { opened, recovery_codes })
}

/// Do without the app from now on.
#[derive(Serialize)]
pub struct RemoveTotp {
    pub token: Secret<String>,
}

impl Command for RemoveTotp {
    const NAME: &'static str = "people.remove_totp";
    const NEEDS: Permission = FACTORS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_scope(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let row = staff_here(w, &self.token).await?;
        proved(&row)?;
        if !rows::remove_totp(w.tx(), row.person).await? {
            return Err(Error::NotFound("app with codes"));
        }
        after_removal(w, &row).await
    }
}

/// Recovery codes are for who has something to recover.
pub(super) async fn after_removal(w: &mut Write<'_>, row: &SignInRow) -> Result<()> {
    if !has_factor(w.tx(), row.person).await? {
        rows::remove_recovery(w.tx(), row.person).await?;
    }
    w.on(row.person.id());
    Ok(())
}
