use super::{Column, ForeignKey, Index, Schema, Table};
use crate::{DbError, FromRow, Look, Result, Row, Tx, sql};
use std::collections::BTreeMap;

const TABLES: &str =
    "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name";
const COLUMNS: &str = "select name, lower(type) as kind, \"notnull\" as required, pk from pragma_table_xinfo($1) order by cid";
const INDEXES: &str =
    "select name, \"unique\" as is_unique, origin, partial from pragma_index_list($1)";
const PARTS: &str =
    "select coalesce(name, '(expression)') as name from pragma_index_info($1) order by seqno";
const FOREIGN: &str =
    "select id, \"table\" as target, \"from\" as near, \"to\" as far, lower(on_delete) as on_delete
 from pragma_foreign_key_list($1) order by id, seq";

pub(super) struct Describe;

impl Look for Describe {
    type Out = Schema;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Schema> {
        let mut schema = Schema::default();
        for Name(name) in tx.all(sql(TABLES)).await? {
            let table = table(tx, name).await?;
            schema.tables.push(table);
        }
        Ok(schema)
    }
}

async fn table(tx: &mut Tx, name: String) -> Result<Table> {
    let columns: Vec<Field> = tx.all(sql(COLUMNS).bind(&name)).await?;
    let mut key: Vec<_> = columns.iter().filter(|c| c.pk > 0).collect();
    key.sort_by_key(|c| c.pk);
    let mut table = Table {
        primary_key: key.iter().map(|c| c.column.name.clone()).collect(),
        columns: columns.iter().map(|c| c.column.clone()).collect(),
        ..Table::default()
    };
    for index in tx.all::<Listed>(sql(INDEXES).bind(&name)).await? {
        let parts: Vec<Name> = tx.all(sql(PARTS).bind(&index.name)).await?;
        let columns = parts.into_iter().map(|Name(n)| n).collect();
        match &*index.origin {
            "u" => drop(table.uniques.insert(columns)),
            "c" => drop(table.indexes.insert(Index {
                name: index.name,
                columns,
                unique: index.unique,
                partial: index.partial,
            })),
            _ => {}
        }
    }
    let mut keys: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    for part in tx.all::<Part>(sql(FOREIGN).bind(&name)).await? {
        let key = keys.entry(part.id).or_insert(ForeignKey {
            columns: vec![],
            table: part.target.clone(),
            target: vec![],
            on_delete: part.on_delete,
        });
        key.columns.push(part.near);
        match part.far {
            Some(far) => key.target.push(far),
            // `references t` without columns means its primary key.
            None => {
                let columns: Vec<Field> = tx.all(sql(COLUMNS).bind(&part.target)).await?;
                let nth = i64::try_from(key.columns.len()).unwrap_or(0);
                let column = columns.into_iter().find(|c| c.pk == nth);
                key.target.extend(column.map(|c| c.column.name));
            }
        }
    }
    table.foreign_keys = keys.into_values().collect();
    Ok(Table { name, ..table })
}

struct Name(String);

impl FromRow for Name {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get("name").map(Self)
    }
}

struct Field {
    column: Column,
    pk: i64,
}

impl FromRow for Field {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let pk = row.get("pk")?;
        Ok(Self {
            column: Column {
                name: row.get("name")?,
                kind: row.get("kind")?,
                // In a strict table a primary key is never null, said or not.
                nullable: !row.get::<bool>("required")? && pk == 0,
            },
            pk,
        })
    }
}

struct Listed {
    name: String,
    unique: bool,
    partial: bool,
    origin: String,
}

impl FromRow for Listed {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            unique: row.get("is_unique")?,
            partial: row.get("partial")?,
            origin: row.get("origin")?,
        })
    }
}

struct Part {
    id: i64,
    target: String,
    near: String,
    far: Option<String>,
    on_delete: String,
}

impl FromRow for Part {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            target: row.get("target")?,
            near: row.get("near")?,
            far: row.get("far")?,
            on_delete: row.get("on_delete")?,
        })
    }
}
