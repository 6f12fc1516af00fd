//! What a database really holds, in words that are the same on both engines, so that a test can put the two
//! side by side.
mod postgres;
mod sqlite;

use crate::{Db, Engine, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// By name.
    pub tables: Vec<Table>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    /// In the order of the table.
    pub columns: Vec<Column>,
    pub primary_key: Vec<String>,
    /// The columns of each `unique` constraint.
    pub uniques: BTreeSet<Vec<String>>,
    pub foreign_keys: BTreeSet<ForeignKey>,
    /// Those made by `create index`, by name.
    pub indexes: BTreeSet<Index>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// `integer`, `text`, `real` or `blob`: an integer also for truth values, a blob also for ids, as SQLite
    /// keeps them. Any other type stands as its engine names it.
    pub kind: String,
    pub nullable: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForeignKey {
    pub columns: Vec<String>,
    pub table: String,
    pub target: Vec<String>,
    /// `no action`, `cascade`, …
    pub on_delete: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Index {
    pub name: String,
    /// An expression is `(expression)`.
    pub columns: Vec<String>,
    pub unique: bool,
    /// Has a `where`.
    pub partial: bool,
}

pub async fn describe(db: &Db) -> Result<Schema> {
    match db.engine() {
        Engine::Sqlite => db.look(&sqlite::Describe).await,
        Engine::Postgres => db.look(&postgres::Describe).await,
    }
}

/// Every way in which `a` and `b` differ, one line each; none if they are alike.
pub fn difference(a: &Schema, b: &Schema) -> Vec<String> {
    let by_name = |s: &Schema| -> BTreeMap<String, Table> {
        s.tables.iter().map(|t| (t.name.clone(), t.clone())).collect()
    };
    let (a, b) = (by_name(a), by_name(b));
    let names: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let mut out = vec![];
    for name in names {
        match (a.get(name), b.get(name)) {
            (Some(a), Some(b)) => tables(a, b, &mut out),
            (Some(_), None) => out.push(format!("table {name} is only in the first")),
            _ => out.push(format!("table {name} is only in the second")),
        }
    }
    out
}

fn tables(a: &Table, b: &Table, out: &mut Vec<String>) {
    let name = &a.name;
    let mut differ = |what: &str, a: &dyn Debug, b: &dyn Debug| {
        let (a, b) = (format!("{a:?}"), format!("{b:?}"));
        if a != b {
            out.push(format!("{name}: {what} is {a} in the first and {b} in the second"));
        }
    };
    let columns = |t: &Table| t.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    differ("the list of columns", &columns(a), &columns(b));
    for column in &a.columns {
        if let Some(other) = b.columns.iter().find(|c| c.name == column.name) {
            let of = |c: &Column| (c.kind.clone(), if c.nullable { "null" } else { "not null" });
            differ(&format!("column {}", column.name), &of(column), &of(other));
        }
    }
    differ("the primary key", &a.primary_key, &b.primary_key);
    differ("unique", &a.uniques, &b.uniques);
    differ("the set of foreign keys", &a.foreign_keys, &b.foreign_keys);
    differ("the set of indexes", &a.indexes, &b.indexes);
}
