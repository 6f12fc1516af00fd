use super::cell::Kind;
use crate::schema::{Table, describe};
use crate::{Db, DbError, FromRow, Look, Result, Row, Tx, sql};
use std::collections::{BTreeMap, BTreeSet};

/// A table and how its rows are read and written.
#[derive(Clone, Debug)]
pub struct Shape {
    pub name: String,
    pub columns: Vec<String>,
    pub(super) kinds: Vec<Kind>,
    /// Where the columns of the primary key stand.
    pub(super) key: Vec<usize>,
    /// A column that names another row of the same table, and the column it names: those named are written first.
    pub(super) parent: Option<(usize, usize)>,
}

/// Every table but that of migrations; what others refer to comes before them.
pub async fn shapes(db: &Db) -> Result<Vec<Shape>> {
    let schema = describe(db).await?;
    let natives = db.look(&Natives(db.is_sqlite())).await?;
    let tables = schema.tables.into_iter().filter(|table| table.name != "db_migration");
    let mut left: BTreeMap<String, Table> = tables.map(|t| (t.name.clone(), t)).collect();
    let mut done = BTreeSet::new();
    let mut shapes = vec![];
    while !left.is_empty() {
        let ready = left.values().find(|table| {
            let mut needs = table.foreign_keys.iter().map(|key| &key.table);
            needs.all(|needed| *needed == table.name || done.contains(needed))
        });
        let Some(name) = ready.map(|table| table.name.clone()) else {
            let names: Vec<_> = left.into_keys().collect();
            return Err(DbError::driver(format!(
                "tables refer to each other: {}",
                names.join(", ")
            )));
        };
        if let Some(table) = left.remove(&name) {
            shapes.push(shape(table, &natives)?);
        }
        done.insert(name);
    }
    Ok(shapes)
}

fn shape(table: Table, natives: &BTreeMap<(String, String), String>) -> Result<Shape> {
    let columns: Vec<String> = table.columns.into_iter().map(|c| c.name).collect();
    let at = |name: &String| {
        let found = columns.iter().position(|column| column == name);
        found.ok_or_else(|| DbError::driver(format!("{}: no column {name}", table.name)))
    };
    let own = table.foreign_keys.iter().find(|key| key.table == table.name);
    let parent = match own.and_then(|key| Some((key.columns.last()?, key.target.last()?))) {
        Some((from, to)) => Some((at(from)?, at(to)?)),
        None => None,
    };
    let key = table.primary_key.iter().map(at).collect::<Result<_>>()?;
    let native = |c: &String| natives.get(&(table.name.clone(), c.clone()));
    let kinds = columns.iter().map(|c| native(c).map_or(Kind::Plain, |n| Kind::of(n))).collect();
    Ok(Shape { name: table.name, kinds, key, parent, columns })
}

/// What PostgreSQL calls the type of each column; nothing on SQLite, which takes what it gave.
struct Natives(bool);

impl Look for Natives {
    type Out = BTreeMap<(String, String), String>;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        if self.0 {
            return Ok(BTreeMap::new());
        }
        let q = sql("select cast(c.relname as text) as place, cast(a.attname as text) as name,
               format_type(a.atttypid, a.atttypmod) as kind
             from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = cast(current_schema() as regnamespace) and c.relkind in ('r', 'p')
               and a.attnum > 0 and not a.attisdropped");
        Ok(tx.all::<Native>(q).await?.into_iter().map(|n| ((n.place, n.name), n.kind)).collect())
    }
}

struct Native {
    place: String,
    name: String,
    kind: String,
}

impl FromRow for Native {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { place: row.get("place")?, name: row.get("name")?, kind: row.get("kind")? })
    }
}
