use crate::intake::jobs::{CheckImport, Forget};
use crate::intake::model::{Entry, ImportId, ImportState};
use crate::intake::store::{self, ImportRow};
use crate::intake::{permissions, sealing};
use crate::place::{CenterId, center_of};
use lianxin_kernel::{
    Command, Error, FieldCode, Permission, Read, Result, Scope, Secret, Span, Write,
};
use serde::Serialize;

/// How long a preview waits to be confirmed.
const PREVIEW: Span = Span::hours(1);
/// Lines that are kept, checked and taken together.
const AT_ONCE: usize = 200;

/// Keep a list that was read, to be held against the register and shown. Made by
/// [`crate::intake::start_import`], which reads it.
#[derive(Serialize)]
pub(crate) struct StartImport {
    pub center: CenterId,
    pub heading: Vec<String>,
    pub entries: Secret<Vec<Entry>>,
    pub lines: usize,
}

impl Command for StartImport {
    const NAME: &'static str = "people.start_import";
    const NEEDS: Permission = permissions::IMPORT;
    type Target = Scope;
    type Out = ImportId;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, w: &mut Write<'_>, at: Scope) -> Result<ImportId> {
        let (app, now) = (w.app().clone(), w.now());
        let entries = self.entries.expose();
        if entries.is_empty() {
            return Err(Error::field("file", FieldCode::Required));
        }
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let id: ImportId = w.fresh_in(at.district);
        let import = ImportRow {
            id,
            center: self.center,
            state: ImportState::Checking,
            heading: self.heading.clone(),
            lines: count(entries.len()),
            hash: None,
            with_doubtful: false,
            until: now + PREVIEW,
        };
        let by = w.who();
        store::insert(w.tx(), &import, by, now).await?;
        for (nth, some) in entries.chunks(AT_ONCE).enumerate() {
            let part = sealing::seal(&app, id, count(nth), some.to_vec())?;
            store::insert_part(w.tx(), id, part, count(some.len())).await?;
        }
        w.on(id);
        w.later_once(&id.to_string(), CheckImport { import: id }, now).await?;
        w.later_once(&id.to_string(), Forget { import: id }, import.until).await?;
        Ok(id)
    }
}
