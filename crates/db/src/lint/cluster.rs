use super::{ddl, text};
use crate::Migration;
use std::collections::BTreeSet;

/// The statements that spread the tables of these migrations over a Citus cluster, on its coordinator, once
/// the tables are there and before there are rows: reference tables on every node, all others by their
/// district, and the rows of one district side by side. What a table refers to comes before it.
pub fn cluster(all: &[Migration]) -> Vec<String> {
    let reference: BTreeSet<String> =
        all.iter().flat_map(|m| super::reference_tables(m.text)).collect();
    let tables: Vec<String> = all.iter().flat_map(|m| tables(m.text)).collect();
    let (same, spread): (Vec<_>, Vec<_>) =
        tables.into_iter().partition(|name| reference.contains(name));
    let mut out = vec![
        "create extension if not exists citus;".to_owned(),
        // The list of migrations that were applied.
        "select create_reference_table('db_migration');".to_owned(),
    ];
    out.extend(same.iter().map(|name| format!("select create_reference_table('{name}');")));
    let first = spread.first().cloned();
    out.extend(spread.iter().map(|name| match &first {
        Some(first) if first != name => {
            format!(
                "select create_distributed_table('{name}', 'district', colocate_with => '{first}');"
            )
        }
        _ => format!(
            "select create_distributed_table('{name}', 'district', colocate_with => 'none');"
        ),
    }));
    out
}

fn tables(migration: &str) -> Vec<String> {
    text::statements(migration).iter().filter_map(ddl::table).map(|t| t.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn districts_are_spread_and_reference_tables_are_everywhere() {
        let text = "
-- reference: the same in all districts
create table shop_kind (code text primary key) {strict};
create table shop_shelf (district {int} not null, id {id} not null, primary key (district, id)) {strict};
create table shop_thing (district {int} not null, id {id} not null, primary key (district, id)) {strict};";
        let said = cluster(&[Migration { module: "shop", number: 1, name: "start", text }]);
        assert_eq!(
            said[1..],
            [
                "select create_reference_table('db_migration');",
                "select create_reference_table('shop_kind');",
                "select create_distributed_table('shop_shelf', 'district', colocate_with => 'none');",
                "select create_distributed_table('shop_thing', 'district', colocate_with => 'shop_shelf');",
            ]
        );
    }
}
