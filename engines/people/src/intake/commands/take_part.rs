use crate::intake::jobs::Forget;
use crate::intake::model::{Entry, ImportId, ImportState, LineError, Verdict, VerdictKind};
use crate::intake::sealing;
use crate::intake::steps::{home_of, judge, take};
use crate::intake::store::{self, ImportRow};
use crate::permissions;
use lianxin_kernel::{Command, FieldCode, Kind, Permission, Read, Result, Scope, Span, Write};
use serde::Serialize;
use std::collections::BTreeMap;

/// How long it can be seen afterwards what became of a list.
const KEPT: Span = Span::hours(24);

/// Bring some lines of a confirmed list in. A line that would mean something else by now than what
/// was shown is left out. Says whether there are more.
#[derive(Serialize)]
pub(crate) struct TakePart {
    pub import: ImportId,
}

impl Command for TakePart {
    const NAME: &'static str = "people.take_import";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = bool;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.import.id().district()).on(self.import))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<bool> {
        let (app, now) = (w.app().clone(), w.now());
        let Some(mut import) = store::hold(w.tx(), self.import).await? else {
            return Ok(false);
        };
        if import.state != ImportState::Running {
            return Ok(false);
        }
        if let Some(row) = store::untaken(w.tx(), import.id).await? {
            let mut entries = sealing::open(&app, import.id, &row)?;
            let mut count = 0;
            for entry in &mut entries {
                let taken = take_one(w, &import, entry).await?;
                entry.taken = Some(taken);
                count += i64::from(taken);
            }
            let row = sealing::seal(&app, import.id, row.part, entries)?;
            store::taken(w.tx(), import.id, row, count).await?;
        }
        if store::untaken(w.tx(), import.id).await?.is_some() {
            return Ok(true);
        }
        import.state = ImportState::Done;
        import.until = now + KEPT;
        store::update(w.tx(), &import).await?;
        w.later_once(&import.id.to_string(), Forget { import: import.id }, import.until).await?;
        Ok(false)
    }
}

async fn take_one(w: &mut Write<'_>, import: &ImportRow, entry: &mut Entry) -> Result<bool> {
    let (Some(person), Some(shown)) = (&entry.person, &entry.verdict) else {
        return Ok(false);
    };
    let wanted = match shown.kind() {
        VerdictKind::New | VerdictKind::Changed => true,
        VerdictKind::Doubtful => import.with_doubtful,
        VerdictKind::Same | VerdictKind::Refused => false,
    };
    if !wanted {
        return Ok(false);
    }
    let home = home_of(w.tx(), person, import.center).await?;
    let now = match home {
        Ok(home) => judge(&mut w.read(), person, Some(home)).await?,
        Err(ref why) => Verdict::refused(vec![why.clone()]),
    };
    // Two new lines of one list that are much alike were shown as new, both.
    let as_shown = now == *shown
        || matches!((&now, shown), (Verdict::Doubtful { .. }, Verdict::Doubtful { .. }))
        || matches!((&now, shown), (Verdict::Doubtful { .. }, Verdict::New {}));
    if !as_shown {
        entry.verdict = Some(match now {
            Verdict::Refused { .. } => now,
            _ => Verdict::Refused {
                errors: vec![LineError {
                    field: "line".to_owned(),
                    code: FieldCode::Taken,
                    values: BTreeMap::new(),
                }],
            },
        });
        return Ok(false);
    }
    take(w, person, home.ok(), &now).await?;
    Ok(true)
}
