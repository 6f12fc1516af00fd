//! The same migration gives the same schema.
use crate::fresh::*;
use lianxin_db::schema::{Column, ForeignKey, Index, describe, difference};
use lianxin_db::*;
use std::collections::BTreeSet;

const SCHEMA: &str = "
-- reference: the same in all districts
create table test_kind (code text primary key, name text not null) {strict};
create table test_room (
  district {int} not null, id {id} not null, kind text not null references test_kind, name text,
  open {bool} not null default false, made {time} not null, on_day {date}, fee {real}, photo {blob}, extra {json},
  primary key (district, id), unique (district, name)
) {strict};
create table test_stay (
  district {int} not null, id {id} not null, room_id {id} not null,
  primary key (district, id),
  foreign key (district, room_id) references test_room (district, id) on delete cascade
) {strict};
create unique index test_room_open on test_room (district, lower(name)) where open;
create index test_stay_room on test_stay (district, room_id);";

const OTHER: &str = "
create table test_kind (code text primary key, name text) {strict};
create table test_stay (
  district {int} not null, id {id} not null, room_id text not null, primary key (id, district)
) {strict};
create table test_new (x {int} primary key) {strict};";

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|w| (*w).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_is_described_and_the_same() {
    assert_eq!(lint::schema("test", SCHEMA, &BTreeSet::new()), Vec::<String>::new());
    let mut seen = vec![];
    for fresh in all().await {
        tables(&fresh.db, SCHEMA).await;
        seen.push(describe(&fresh.db).await.unwrap());
    }
    for schema in &seen {
        assert_eq!(difference(&seen[0], schema), Vec::<String>::new());
        let names: Vec<_> = schema.tables.iter().map(|t| &*t.name).collect();
        assert_eq!(names, ["db_migration", "test_kind", "test_room", "test_stay"]);
        let (room, stay) = (&schema.tables[2], &schema.tables[3]);
        let kinds: Vec<_> = room.columns.iter().map(|c| &*c.kind).collect();
        let expected = "integer blob text text integer integer text real blob text";
        assert_eq!(kinds.join(" "), expected);
        assert_eq!(room.primary_key, ["district", "id"]);
        assert_eq!(room.uniques, BTreeSet::from([words(&["district", "name"])]));
        assert!(room.columns[3].nullable && !room.columns[0].nullable);
        let index = Index {
            name: "test_room_open".into(),
            columns: words(&["district", "(expression)"]),
            unique: true,
            partial: true,
        };
        assert_eq!(room.indexes, BTreeSet::from([index]));
        let key = ForeignKey {
            columns: words(&["district", "room_id"]),
            table: "test_room".into(),
            target: words(&["district", "id"]),
            on_delete: "cascade".into(),
        };
        assert_eq!(stay.foreign_keys, BTreeSet::from([key]));
        let to_kind = room.foreign_keys.first().unwrap();
        assert_eq!((&*to_kind.table, &to_kind.target), ("test_kind", &words(&["code"])));
        assert_eq!(
            schema.tables[1].columns[0],
            Column { name: "code".into(), kind: "text".into(), nullable: false }
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn differences_are_named() {
    let (one, two) = (sqlite_with(Options::default()).await, sqlite_with(Options::default()).await);
    tables(&one.db, SCHEMA).await;
    tables(&two.db, OTHER).await;
    let (one, two) = (describe(&one.db).await.unwrap(), describe(&two.db).await.unwrap());
    let found = difference(&one, &two);
    for expected in [
        "table test_room is only in the first",
        "table test_new is only in the second",
        "test_kind: column name is",
        "test_stay: column room_id is",
        "test_stay: the primary key is",
        "test_stay: the set of foreign keys is",
        "test_stay: the set of indexes is",
    ] {
        assert!(found.iter().any(|f| f.starts_with(expected)), "{expected}: {found:#?}");
    }
    assert_eq!(found.len(), 7, "{found:#?}");
}
