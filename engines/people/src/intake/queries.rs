use super::model::{
    Entry, ImportId, ImportLine, ImportState, ImportView, Verdict, VerdictKind, line_of_csv,
};
use super::store::ImportRow;
use super::{permissions, sealing, store};
use crate::place::center_of;
use data_encoding::HEXLOWER;
use lianxin_kernel::{App, Cursor, Found, Limit, Page, Permission, Query, Read, Result, Scope};

/// Parts that are opened at once while looking for lines.
const AT_ONCE: i64 = 20;

/// An import as a thing of its center. One that is over is none.
pub(crate) async fn import_scope(r: &mut Read<'_>, id: ImportId) -> Result<Scope> {
    let import = alive(r, id).await?;
    Ok(center_of(r.tx(), "center", import.center).await?.scope().on(id).hidden())
}

async fn alive(r: &mut Read<'_>, id: ImportId) -> Result<ImportRow> {
    let now = r.now();
    let import = store::find(r.tx(), id).await?.found("thing of yours")?;
    let over = import.until <= now && import.state != ImportState::Running;
    Some(import).filter(|_| !over).found("thing of yours")
}

/// How far an import is.
pub struct ShowImport {
    pub import: ImportId,
}

impl Query for ShowImport {
    const NAME: &'static str = "people.show_import";
    const NEEDS: Permission = permissions::IMPORT;
    type Target = Scope;
    type Out = ImportView;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        import_scope(r, self.import).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<ImportView> {
        let import = alive(r, self.import).await?;
        let sum = store::sum(r.tx(), import.id).await?;
        let progress = match import.state {
            ImportState::Checking | ImportState::Ready => sum.checked,
            ImportState::Running | ImportState::Done => sum.done,
        };
        Ok(ImportView {
            import: import.id,
            center: import.center,
            state: import.state,
            heading: import.heading,
            lines: import.lines,
            progress,
            tally: sum.tally,
            taken: sum.taken,
            hash: import.hash.map(|h| HEXLOWER.encode(&h)).unwrap_or_default(),
            until: import.until,
        })
    }
}

/// The lines of a list in their order, all or those that mean one thing.
pub struct ListImportLines {
    pub import: ImportId,
    pub kind: Option<VerdictKind>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListImportLines {
    const NAME: &'static str = "people.list_import_lines";
    const NEEDS: Permission = permissions::IMPORT;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<ImportLine>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        import_scope(r, self.import).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<ImportLine>> {
        let limit = Limit::new(self.limit)?;
        // The part and the line a page ended with.
        let (mut part, after) = match Cursor::parse(self.after.as_deref(), 2)? {
            Some(cursor) => (cursor.part::<i64>(0)?, cursor.part::<usize>(1)?),
            None => (0, 0),
        };
        let most = usize::try_from(limit.with_one_more()).unwrap_or_default();
        let mut found: Vec<(i64, ImportLine)> = vec![];
        let app = r.app().clone();
        while found.len() < most {
            let rows = store::parts_from(r.tx(), self.import, part, AT_ONCE).await?;
            let Some(last) = rows.last().map(|row| row.part) else {
                break;
            };
            for row in &rows {
                let entries = sealing::open(&app, self.import, row)?;
                let wanted = entries.iter().filter(|e| e.number > after && self.wants(e));
                found.extend(wanted.map(|e| (row.part, e.shown())));
            }
            part = last + 1;
        }
        found.truncate(most);
        let key = |(part, line): &(i64, ImportLine)| vec![part.to_string(), line.line.to_string()];
        Ok(Page::cut(found, limit, key).map(|(_, line)| line))
    }
}

impl ListImportLines {
    fn wants(&self, entry: &Entry) -> bool {
        self.kind.is_none_or(|kind| entry.verdict.as_ref().map(Verdict::kind) == Some(kind))
    }
}

/// The refused lines as CSV in the columns they came in, to be corrected and sent again. No cell is a
/// formula, whatever was typed.
pub struct RefusedLines {
    pub import: ImportId,
}

impl Query for RefusedLines {
    const NAME: &'static str = "people.refused_lines";
    const NEEDS: Permission = permissions::IMPORT;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = String;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        import_scope(r, self.import).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<String> {
        let app = r.app().clone();
        let import = alive(r, self.import).await?;
        let heading = import.heading.iter().map(String::as_str);
        let mut text = format!("\u{FEFF}{}", line_of_csv(heading));
        let mut part = 0;
        loop {
            let rows = store::parts_from(r.tx(), import.id, part, AT_ONCE).await?;
            let Some(last) = rows.last().map(|row| row.part) else {
                return Ok(text);
            };
            for row in rows {
                text += &refused(&app, import.id, &row)?;
            }
            part = last + 1;
        }
    }
}

fn refused(app: &App, import: ImportId, row: &store::PartRow) -> Result<String> {
    let entries = sealing::open(app, import, row)?;
    let lines = entries.iter().filter(|e| matches!(e.verdict, Some(Verdict::Refused { .. })));
    Ok(lines.map(|e| line_of_csv(e.cells.iter().map(String::as_str))).collect())
}
