use crate::intake::model::{ImportId, ImportState, Tally, Verdict, hash_of};
use crate::intake::steps::{home_of, judge};
use crate::intake::{sealing, store};
use crate::permissions;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Hold some lines of a list against the register. Says whether there are more.
#[derive(Serialize)]
pub(crate) struct CheckPart {
    pub import: ImportId,
}

impl Command for CheckPart {
    const NAME: &'static str = "people.check_import";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = bool;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.import.id().district()).on(self.import))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<bool> {
        let app = w.app().clone();
        let Some(mut import) = store::hold(w.tx(), self.import).await? else {
            return Ok(false);
        };
        if import.state != ImportState::Checking {
            return Ok(false);
        }
        if let Some(row) = store::unchecked(w.tx(), import.id).await? {
            let mut tally = Tally::default();
            let mut entries = sealing::open(&app, import.id, &row)?;
            for entry in &mut entries {
                if let Some(person) = &entry.person {
                    entry.verdict = Some(match home_of(w.tx(), person, import.center).await? {
                        Ok(home) => judge(&mut w.read(), person, Some(home)).await?,
                        Err(why) => Verdict::refused(vec![why]),
                    });
                }
                tally.count(entry.verdict.as_ref().unwrap_or(&Verdict::New {}).kind());
            }
            let row = sealing::seal(&app, import.id, row.part, entries)?;
            store::checked(w.tx(), import.id, row, tally).await?;
        }
        if store::unchecked(w.tx(), import.id).await?.is_some() {
            return Ok(true);
        }
        let parts = store::parts_from(w.tx(), import.id, 0, i64::MAX).await?;
        let parts: Vec<Vec<u8>> = parts.into_iter().map(|p| p.sealed).collect();
        import.hash = Some(hash_of(&parts));
        import.state = ImportState::Ready;
        store::update(w.tx(), &import).await?;
        Ok(false)
    }
}
