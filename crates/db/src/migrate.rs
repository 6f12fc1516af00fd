//! Brings the tables of a database forward, one migration and one transaction at a time.
use crate::migration::{Applied, Migration};
use crate::{Db, DbError, Look, Result, Timestamp, Tx, Work, render, sql, sqlite};
use std::collections::HashMap;

const TABLE: &str = "create table if not exists db_migration (
  module text not null, number {int} not null, name text not null, checksum text not null, at {time} not null,
  primary key (module, number)
) {strict};";

/// Applies what is missing, in the order given (a module before those that refer to it), and tells what it
/// was. `at` is the time of applying. On SQLite a database that has seen migrations before is first copied
/// to `<file>.before-<module>-<number>`; the newest three copies are kept.
pub async fn migrate(db: &Db, all: &[Migration], at: Timestamp) -> Result<Vec<Applied>> {
    let missing = pending(db, all).await?;
    let Some(first) = missing.first() else {
        return Ok(vec![]);
    };
    let table = db.look(&AllApplied(db.is_sqlite())).await?;
    if let Some(path) = db.path()
        && table.as_ref().is_some_and(|rows| !rows.is_empty())
    {
        let (path, what) = (path.to_owned(), format!("{}-{}", first.module, first.number));
        let copy = tokio::task::spawn_blocking(move || sqlite::copy_before(&path, &what));
        let copy = copy.await.map_err(DbError::driver)??;
        tracing::info!(copy = %copy.display(), "copied the database before migrating it");
    }
    if table.is_none() {
        let made = db.write_at_leisure(&Script(render(TABLE, db.is_sqlite()))).await;
        // Another process may have made it in the same moment.
        if made.is_err() && db.look(&AllApplied(db.is_sqlite())).await?.is_none() {
            made?;
        }
    }
    let mut out = vec![];
    for migration in missing {
        let step = Step { migration, text: render(migration.text, db.is_sqlite()), at };
        out.extend(db.write_at_leisure(&step).await.map_err(|e| step.named(e))?);
    }
    Ok(out)
}

/// What [`migrate`] would apply. An error if the database and the program do not belong together.
pub async fn pending(db: &Db, all: &[Migration]) -> Result<Vec<Migration>> {
    let mut counts = HashMap::new();
    for m in all {
        let next = counts.entry(m.module).or_insert(0);
        *next += 1;
        if m.number != *next {
            let (module, number) = (m.module, m.number);
            return Err(wrong(format!(
                "migration {module} {number} stands where {module} {next} should: number them from 1 without gaps"
            )));
        }
    }
    let applied = applied(db).await?;
    for a in &applied {
        let (module, number) = (&a.module, a.number);
        let known = all.iter().find(|m| m.module == *module && m.number == number);
        let Some(known) = known else {
            return Err(wrong(format!(
                "the database has migration {module} {number} ({}), which this program does not know: \
                 start the newer program that applied it",
                a.name
            )));
        };
        if known.checksum() != a.checksum {
            return Err(wrong(format!(
                "migration {module} {number} ({}) was changed after it was applied: \
                 restore its text and put the change into a new migration",
                a.name
            )));
        }
    }
    let is_applied =
        |m: &Migration| applied.iter().any(|a| a.module == m.module && a.number == m.number);
    let later =
        |m: &Migration| applied.iter().find(|a| a.module == m.module && a.number > m.number);
    for m in all.iter().filter(|m| !is_applied(m)) {
        if let Some(later) = later(m) {
            let (module, number) = (m.module, m.number);
            return Err(wrong(format!(
                "the database lacks migration {module} {number} but has {module} {}: \
                 restore a copy from before, or find out who removed it from db_migration",
                later.number
            )));
        }
    }
    Ok(all.iter().filter(|m| !is_applied(m)).copied().collect())
}

fn wrong(why: String) -> DbError {
    DbError::Migration(why.into())
}

async fn applied(db: &Db) -> Result<Vec<Applied>> {
    let rows = db.look(&AllApplied(db.is_sqlite())).await?;
    Ok(rows.unwrap_or_default())
}

/// None if the table is not there yet.
struct AllApplied(bool);

impl Look for AllApplied {
    type Out = Option<Vec<Applied>>;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Option<Vec<Applied>>> {
        let table = match self.0 {
            true => {
                sql("select name from sqlite_schema where type = 'table' and name = 'db_migration'")
            }
            false => sql("select table_name as name from information_schema.tables
                 where table_schema = current_schema() and table_name = 'db_migration'"),
        };
        if tx.opt::<Name>(table).await?.is_none() {
            return Ok(None);
        }
        let all =
            "select module, number, name, checksum, at from db_migration order by module, number";
        Ok(Some(tx.all(sql(all)).await?))
    }
}

struct Name;

impl crate::FromRow for Name {
    fn from_row(_: &crate::Row<'_>) -> Result<Self> {
        Ok(Self)
    }
}

struct Script(String);

impl Work for Script {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.unlimited().await?;
        tx.script(&self.0).await
    }
}

struct Step {
    migration: Migration,
    text: String,
    at: Timestamp,
}

impl Step {
    fn named(&self, e: DbError) -> DbError {
        let Migration { module, number, name, .. } = self.migration;
        wrong(format!("migration {module} {number} ({name}) failed and was undone: {e}"))
    }
}

impl Work for Step {
    type Out = Option<Applied>;
    type Error = DbError;

    /// The row comes first: of two processes that migrate at once, the second waits here and then sees
    /// that nothing is left to do.
    async fn run(&self, tx: &mut Tx) -> Result<Option<Applied>> {
        tx.unlimited().await?;
        let m = &self.migration;
        let applied = Applied {
            module: m.module.into(),
            number: m.number,
            name: m.name.into(),
            checksum: m.checksum(),
            at: self.at,
        };
        let q = sql("insert into db_migration (module, number, name, checksum, at) values ($1, $2, $3, $4, $5)
             on conflict do nothing");
        let q = q.bind(m.module).bind(m.number).bind(m.name);
        if tx.run(q.bind(&applied.checksum).bind(self.at)).await? == 0 {
            return Ok(None);
        }
        tx.script(&self.text).await?;
        Ok(Some(applied))
    }
}
