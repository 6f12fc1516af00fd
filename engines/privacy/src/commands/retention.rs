use crate::config::Config;
use crate::permissions;
use crate::store;
use crate::store::retention::RunRow;
use lianxin_kernel::{Command, Found, Permission, Read, Result, Scope, Span, Write, forget_audit};
use serde::{Deserialize, Serialize};

/// Make anonymous what one holding has kept longer than its purpose allows: a part of it, again until
/// nothing is left to do.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ExpireHolding {
    pub holding: String,
}

/// What a part of it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Expired {
    pub changed: u64,
}

impl Command for ExpireHolding {
    const NAME: &'static str = "privacy.expire_holding";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Expired;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Expired> {
        let app = w.app().clone();
        let holding = app.holdings().find(|h| h.name() == self.holding).found("holding")?;
        // What no purpose in the register stands for is kept: nothing says for how long.
        let Some(purpose) = store::purpose::find(w.tx(), holding.purpose()).await? else {
            return Ok(Expired { changed: 0 });
        };
        let now = w.now();
        let ended_before = now - Span::days(purpose.fields.retention_days);
        let changed = holding.expire(w, ended_before).await?;
        if changed > 0 {
            let run = RunRow {
                id: w.fresh(),
                at: now,
                holding: self.holding.clone(),
                purpose: purpose.key.to_string(),
                ended_before,
                changed: i64::try_from(changed).unwrap_or(i64::MAX),
            };
            store::retention::insert(w.tx(), &run).await?;
        }
        Ok(Expired { changed })
    }
}

/// Take the lines of the audit away that were kept long enough: a part of them, of one district.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ForgetAudit {
    pub district: u16,
}

impl Command for ForgetAudit {
    const NAME: &'static str = "privacy.forget_audit";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Expired;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.district))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Expired> {
        let now = w.now();
        let ended_before = now - w.settings().get::<Config>().audit_kept();
        let changed = forget_audit(w, ended_before).await?;
        if changed > 0 {
            let run = RunRow {
                id: w.fresh(),
                at: now,
                holding: "kernel.audit".to_owned(),
                purpose: "audit".to_owned(),
                ended_before,
                changed: i64::try_from(changed).unwrap_or(i64::MAX),
            };
            store::retention::insert(w.tx(), &run).await?;
        }
        Ok(Expired { changed })
    }
}
