//! Tables, keys and columns as a migration writes them.
use super::text::{Statement, parts, within};

pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) keys: Vec<Key>,
    /// A column stands behind a table constraint.
    pub(super) column_after_constraint: bool,
    pub(super) strict: bool,
}

pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) not_null: bool,
}

pub(super) enum Key {
    Primary(Vec<String>),
    Unique(Vec<String>),
    Foreign { columns: Vec<String>, table: String, target: Vec<String> },
}

/// The table that a statement creates.
pub(super) fn table(s: &Statement) -> Option<Table> {
    let rest = match &*s.words {
        [a, b, rest @ ..] if a == "create" && b == "table" => rest,
        _ => return None,
    };
    let named = ["if", "not", "exists"];
    let rest = if rest.starts_with(&named.map(str::to_owned)) { &rest[3..] } else { rest };
    let (name, rest) = rest.split_first()?;
    let inner = within(rest);
    let mut table = Table {
        name: name.clone(),
        columns: vec![],
        keys: vec![],
        column_after_constraint: false,
        strict: rest.get(inner.len() + 2..).unwrap_or_default().iter().any(|w| w == "{strict}"),
    };
    let mut constraints = false;
    for part in parts(inner) {
        if is_constraint(part) {
            constraints = true;
            table.keys.extend(key(part));
        } else {
            table.column_after_constraint |= constraints;
            column(part, &mut table);
        }
    }
    Some(table)
}

fn is_constraint(part: &[String]) -> bool {
    let first = part.first().map(String::as_str);
    matches!(first, Some("constraint" | "primary" | "unique" | "check" | "foreign" | "exclude"))
}

fn key(part: &[String]) -> Option<Key> {
    let part = if part[0] == "constraint" { part.get(2..)? } else { part };
    let open = part.iter().position(|w| w == "(")?;
    let columns = names(&part[open..]);
    match &*part[0] {
        "primary" => Some(Key::Primary(columns)),
        "unique" => Some(Key::Unique(columns)),
        "foreign" => reference(part, columns),
        _ => None,
    }
}

fn names(words: &[String]) -> Vec<String> {
    parts(within(words)).iter().map(|p| p.join(" ")).collect()
}

/// `references table (columns)`, somewhere in `part`.
fn reference(part: &[String], columns: Vec<String>) -> Option<Key> {
    let at = part.iter().position(|w| w == "references")?;
    let table = part.get(at + 1)?.clone();
    let target = match part.get(at + 2).map(String::as_str) {
        Some("(") => names(&part[at + 2..]),
        _ => vec![],
    };
    Some(Key::Foreign { columns, table, target })
}

fn column(part: &[String], table: &mut Table) {
    let name = part[0].clone();
    let has = |a: &str, b: &str| part.windows(2).any(|w| w[0] == a && w[1] == b);
    table.columns.push(Column {
        name: name.clone(),
        kind: part.get(1).cloned().unwrap_or_default(),
        not_null: has("not", "null"),
    });
    if has("primary", "key") {
        table.keys.push(Key::Primary(vec![name.clone()]));
    }
    if part.iter().any(|w| w == "unique") {
        table.keys.push(Key::Unique(vec![name.clone()]));
    }
    table.keys.extend(reference(part, vec![name]));
}

/// `create unique index name on table (columns)`: table and columns.
pub(super) fn unique_index(s: &Statement) -> Option<(String, Vec<String>)> {
    if !s.words.starts_with(&["create", "unique", "index"].map(str::to_owned)) {
        return None;
    }
    let on = s.words.iter().position(|w| w == "on")?;
    let open = on + s.words[on..].iter().position(|w| w == "(")?;
    Some((s.words.get(on + 1)?.clone(), names(&s.words[open..])))
}
