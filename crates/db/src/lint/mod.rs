//! The rules that keep one schema right on SQLite, PostgreSQL and a PostgreSQL cluster that spreads rows
//! by `district`. They read text only, so a test can hold all migrations and statements to them at once.
//!
//! A *reference table* is small, the same everywhere and has no district; it says so in the line before it:
//! `-- reference: <reason>`.
mod cluster;
mod ddl;
mod schema;
mod statement;
mod text;

pub use cluster::cluster;
pub use schema::schema;
pub use statement::statement;

use crate::Migration;
use std::collections::BTreeSet;

/// The reference tables that a migration text declares.
pub fn reference_tables(text: &str) -> BTreeSet<String> {
    let tables = text::statements(text).into_iter().filter(text::Statement::is_reference);
    tables.filter_map(|s| ddl::table(&s)).map(|t| t.name).collect()
}

/// Every rule of [`schema`] over all migrations of the program; each line names its migration.
pub fn migrations(all: &[Migration]) -> Vec<String> {
    let reference = all.iter().flat_map(|m| reference_tables(m.text)).collect();
    let one = |m: &Migration| {
        let place = format!("{} {:04}", m.module, m.number);
        let wrong = schema(m.module, m.text, &reference).into_iter();
        wrong.map(move |w| format!("{place}: {w}")).collect::<Vec<_>>()
    };
    all.iter().flat_map(one).collect()
}
