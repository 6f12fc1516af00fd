use super::{Column, ForeignKey, Index, Schema, Table};
use crate::{DbError, FromRow, Look, Result, Row, Tx, sql};
use std::collections::BTreeMap;

const COLUMNS: &str = "select cast(c.relname as text) as place, cast(a.attname as text) as name,
   format_type(a.atttypid, a.atttypmod) as kind, not a.attnotnull as nullable
 from pg_class c join pg_attribute a on a.attrelid = c.oid
 where c.relnamespace = cast(current_schema() as regnamespace) and c.relkind in ('r', 'p')
   and a.attnum > 0 and not a.attisdropped
 order by c.relname, a.attnum";

/// Lists come as text with commas, in the order of the key.
const KEYS: &str = "select cast(c.relname as text) as place, cast(k.contype as text) as kind,
   coalesce(cast(f.relname as text), '') as target, cast(k.confdeltype as text) as on_delete,
   (select string_agg(a.attname, ',' order by n.nth) from unnest(k.conkey) with ordinality n (num, nth)
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num) as near,
   coalesce((select string_agg(a.attname, ',' order by n.nth) from unnest(k.confkey) with ordinality n (num, nth)
     join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num), '') as far
 from pg_constraint k join pg_class c on c.oid = k.conrelid left join pg_class f on f.oid = k.confrelid
 where c.relnamespace = cast(current_schema() as regnamespace) and k.contype in ('p', 'u', 'f')";

const INDEXES: &str = "select cast(c.relname as text) as place, cast(x.relname as text) as name,
   i.indisunique as is_unique, i.indpred is not null as partial,
   (select string_agg(coalesce(a.attname, '(expression)'), ',' order by n.nth)
     from unnest(cast(i.indkey as int2[])) with ordinality n (num, nth)
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = n.num and n.num > 0) as near
 from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
 where c.relnamespace = cast(current_schema() as regnamespace)
   and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))";

pub(super) struct Describe;

impl Look for Describe {
    type Out = Schema;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Schema> {
        let mut tables: BTreeMap<String, Table> = BTreeMap::new();
        for Field { place, column } in tx.all(sql(COLUMNS)).await? {
            tables.entry(place).or_default().columns.push(column);
        }
        for key in tx.all::<Key>(sql(KEYS)).await? {
            let Some(table) = tables.get_mut(&key.place) else {
                continue;
            };
            match &*key.kind {
                "p" => table.primary_key = list(&key.near),
                "u" => drop(table.uniques.insert(list(&key.near))),
                _ => drop(table.foreign_keys.insert(ForeignKey {
                    columns: list(&key.near),
                    table: key.target,
                    target: list(&key.far),
                    on_delete: action(&key.on_delete).to_owned(),
                })),
            }
        }
        for Made { place, index } in tx.all(sql(INDEXES)).await? {
            if let Some(table) = tables.get_mut(&place) {
                table.indexes.insert(index);
            }
        }
        let named = |(name, table)| Table { name, ..table };
        Ok(Schema { tables: tables.into_iter().map(named).collect() })
    }
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}

fn action(code: &str) -> &'static str {
    match code {
        "c" => "cascade",
        "n" => "set null",
        "d" => "set default",
        "r" => "restrict",
        _ => "no action",
    }
}

struct Field {
    place: String,
    column: Column,
}

impl FromRow for Field {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let kind: String = row.get("kind")?;
        let kind = match &*kind {
            "bigint" | "boolean" => "integer",
            "uuid" | "bytea" => "blob",
            "double precision" => "real",
            // SQLite has no narrower one, so these two would only look alike.
            "integer" => "int4",
            "real" => "float4",
            other => other,
        };
        Ok(Self {
            place: row.get("place")?,
            column: Column {
                name: row.get("name")?,
                kind: kind.to_owned(),
                nullable: row.get("nullable")?,
            },
        })
    }
}

struct Key {
    place: String,
    kind: String,
    target: String,
    near: String,
    far: String,
    on_delete: String,
}

impl FromRow for Key {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            place: row.get("place")?,
            kind: row.get("kind")?,
            target: row.get("target")?,
            near: row.get("near")?,
            far: row.get("far")?,
            on_delete: row.get("on_delete")?,
        })
    }
}

struct Made {
    place: String,
    index: Index,
}

impl FromRow for Made {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            place: row.get("place")?,
            index: Index {
                name: row.get("name")?,
                columns: list(&row.get::<String>("near")?),
                unique: row.get("is_unique")?,
                partial: row.get("partial")?,
            },
        })
    }
}
