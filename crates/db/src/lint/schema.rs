use super::ddl::{Key, Table, table, unique_index};
use super::text::{Statement, statements};
use std::collections::BTreeSet;

const KINDS: [&str; 9] =
    ["text", "{id}", "{int}", "{time}", "{date}", "{json}", "{bool}", "{real}", "{blob}"];

/// What one engine, or a cluster, does not have or does in its own way.
const FORBIDDEN: [(&[&str], &str); 24] = [
    (&["serial"], "ids are made by the program, not by a serial"),
    (&["bigserial"], "ids are made by the program, not by a serial"),
    (&["identity"], "ids are made by the program, not by an identity column"),
    (&["autoincrement"], "ids are made by the program, not by autoincrement"),
    (&["create", "sequence"], "ids are made by the program, not by a sequence"),
    (&["nextval"], "ids are made by the program, not by a sequence"),
    (&["trigger"], "no triggers: what must follow belongs into the same command"),
    (&["create", "procedure"], "no stored procedures: the program holds the rules"),
    (&["create", "function"], "no stored functions: the program holds the rules"),
    (&["replace", "function"], "no stored functions: the program holds the rules"),
    (&["as", "enum"], "no enum types: text with a check"),
    (&["array"], "no arrays: a table of its own"),
    (&["[", "]"], "no arrays: a table of its own"),
    (&["exclude"], "no exclusion constraints: slot rows with a unique key"),
    (&["gist"], "no gist indexes: slot rows with a unique key"),
    (&["deferrable"], "no deferrable constraints: write in the order they ask for"),
    (&["listen"], "no listen and notify: jobs and events are rows"),
    (&["notify"], "no listen and notify: jobs and events are rows"),
    (&["pg_advisory_lock"], "no advisory locks: a row with a condition"),
    (&["pg_advisory_xact_lock"], "no advisory locks: a row with a condition"),
    (&["now", "("], "the time is passed in, not `now()`"),
    (&["current_timestamp"], "the time is passed in, not `current_timestamp`"),
    (&["alter", "column"], "SQLite cannot alter a column: add a new one and move over"),
    (&["add", "constraint"], "SQLite cannot add a constraint: write it into `create table`"),
];

/// What a migration text of `module` does against the rules; `reference` are the reference tables of the
/// whole program, those of this text are found in it.
pub fn schema(module: &str, text: &str, reference: &BTreeSet<String>) -> Vec<String> {
    let mut reference = reference.clone();
    reference.extend(super::reference_tables(text));
    let rules = Rules { prefix: format!("{module}_"), reference };
    statements(text).iter().flat_map(|s| rules.of(s)).collect()
}

struct Rules {
    prefix: String,
    reference: BTreeSet<String>,
}

impl Rules {
    fn of(&self, s: &Statement) -> Vec<String> {
        let mut wrong: Vec<String> = FORBIDDEN
            .iter()
            .filter(|(phrase, _)| s.has(phrase))
            .map(|(phrase, why)| format!("`{}`: {why}", phrase.join(" ")))
            .collect();
        if let Some(table) = table(s) {
            self.shape(&table, &mut wrong);
            match self.reference.contains(&table.name) {
                true => self.reference(&table, &mut wrong),
                false => self.district(&table, &mut wrong),
            }
        } else if s.words.starts_with(&["create".to_owned(), "table".to_owned()]) {
            wrong.push("a `create table` that has no columns in parentheses".to_owned());
        }
        if let Some((table, columns)) = unique_index(s)
            && !self.reference.contains(&table)
            && columns.first().is_none_or(|c| c != "district")
        {
            let list = columns.join(", ");
            wrong.push(format!("{table}: the unique index ({list}) must begin with district"));
        }
        wrong
    }

    /// What holds for every table.
    fn shape(&self, table: &Table, wrong: &mut Vec<String>) {
        let name = &table.name;
        if !name.starts_with(&self.prefix) {
            wrong.push(format!("{name}: its name must begin with {}", self.prefix));
        }
        if !table.strict {
            wrong.push(format!("{name}: `{{strict}}` is missing behind the columns"));
        }
        if table.column_after_constraint {
            wrong.push(format!("{name}: constraints come after all columns"));
        }
        if !table.keys.iter().any(|k| matches!(k, Key::Primary(_))) {
            wrong.push(format!("{name}: a primary key is missing"));
        }
        for c in &table.columns {
            let (column, kind) = (&c.name, &c.kind);
            if !KINDS.contains(&kind.as_str()) {
                let kinds = KINDS.join(" ");
                wrong.push(format!("{name}.{column}: `{kind}` is not one of {kinds}"));
            }
            if (column == "id" || column.ends_with("_id")) && kind != "{id}" {
                wrong.push(format!("{name}.{column}: an id is typed `{{id}}`, not `{kind}`"));
            }
        }
    }

    /// What holds for a table that is the same everywhere.
    fn reference(&self, table: &Table, wrong: &mut Vec<String>) {
        for key in &table.keys {
            if let Key::Foreign { table: to, .. } = key
                && !self.reference.contains(to)
            {
                let name = &table.name;
                wrong.push(format!(
                    "{name}: a reference table cannot refer to {to}, which is not one"
                ));
            }
        }
    }

    /// What holds for a table whose rows belong to a district.
    fn district(&self, table: &Table, wrong: &mut Vec<String>) {
        let name = &table.name;
        let first = table.columns.first();
        let opens = first.is_some_and(|c| c.name == "district" && c.kind == "{int}" && c.not_null);
        if !opens {
            wrong.push(format!(
                "{name}: the first column must be `district {{int}} not null`, or the line before must say `-- reference: <reason>`"
            ));
        }
        let begins = |columns: &[String]| columns.first().is_some_and(|c| c == "district");
        for key in &table.keys {
            match key {
                Key::Primary(columns) if !begins(columns) => {
                    let list = columns.join(", ");
                    wrong
                        .push(format!("{name}: the primary key ({list}) must begin with district"));
                }
                Key::Unique(columns) if !begins(columns) => {
                    let list = columns.join(", ");
                    wrong.push(format!("{name}: unique ({list}) must begin with district"));
                }
                Key::Foreign { columns, table: to, target }
                    if !(self.reference.contains(to) || begins(columns) && begins(target)) =>
                {
                    let list = columns.join(", ");
                    wrong.push(format!(
                        "{name}: the foreign key ({list}) to {to} must begin with district on both sides"
                    ));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "
-- reference: the same in all districts
create table seats_kind (code text primary key, name text not null) {strict};
create table seats_pool (
  district {int} not null, id {id} not null, kind text not null references seats_kind (code),
  capacity {int} not null, taken {int} not null default 0, notified {bool} not null default false,
  primary key (district, id), unique (district, kind), check (taken <= capacity)
) {strict};
create table seats_taken (
  district {int} not null, id {id} not null, pool_id {id} not null, at {time} not null, on_day {date}, fee {real},
  constraint seats_taken_pk primary key (district, id),
  foreign key (district, pool_id) references seats_pool (district, id)
) {strict};
create unique index seats_taken_once on seats_taken (district, pool_id, at) where at > 0;
alter table seats_pool add column note text not null default '';";

    fn lint(text: &str) -> Vec<String> {
        schema("seats", text, &BTreeSet::from(["places_region".to_owned()]))
    }

    #[test]
    fn good_tables_pass() {
        assert_eq!(lint(GOOD), Vec::<String>::new());
    }

    /// Each change breaks a rule, which is named.
    #[test]
    fn each_rule_is_held() {
        let cases = [
            (
                "-- reference: the same in all districts\n",
                "",
                "seats_kind: the first column must be",
            ),
            (
                "-- reference: the same in all districts",
                "-- reference:",
                "seats_kind: the first column",
            ),
            (
                "district {int} not null, id {id} not null, kind",
                "district {int}, id {id} not null, kind",
                "seats_pool: the first column",
            ),
            (
                "primary key (district, id), unique",
                "primary key (id, district), unique",
                "the primary key (id, district) must begin",
            ),
            ("unique (district, kind)", "unique (kind)", "unique (kind) must begin with district"),
            (
                "capacity {int} not null,",
                "capacity {int} not null unique,",
                "unique (capacity) must begin",
            ),
            (
                "on seats_taken (district, pool_id, at)",
                "on seats_taken (pool_id, at)",
                "the unique index (pool_id, at) must",
            ),
            (
                "foreign key (district, pool_id) references seats_pool (district, id)",
                "foreign key (pool_id) references seats_pool (id)",
                "the foreign key (pool_id) to seats_pool",
            ),
            (
                "references seats_kind (code)",
                "references seats_group (code)",
                "the foreign key (kind) to seats_group",
            ),
            (
                ", check (taken <= capacity)\n)",
                ", check (taken <= capacity), late text\n)",
                "seats_pool: constraints come after",
            ),
            (
                "(code text primary key, name text not null) {strict}",
                "(code text primary key, name text not null)",
                "seats_kind: `{strict}` is missing",
            ),
            (
                "create table seats_kind",
                "create table kind",
                "kind: its name must begin with seats_",
            ),
            (
                "pool_id {id} not null",
                "pool_id text not null",
                "seats_taken.pool_id: an id is typed `{id}`",
            ),
            ("fee {real}", "fee numeric", "seats_taken.fee: `numeric` is not one of"),
            (
                "constraint seats_taken_pk primary key (district, id),",
                "",
                "seats_taken: a primary key is missing",
            ),
        ];
        for (from, to, expected) in cases {
            assert!(GOOD.contains(from), "the case {from} is not in the text");
            let wrong = lint(&GOOD.replacen(from, to, 1));
            assert!(wrong.iter().any(|w| w.contains(expected)), "{to}: {wrong:?}");
        }
    }

    #[test]
    fn each_forbidden_phrase_is_found_and_words_like_it_are_not() {
        for (phrase, why) in FORBIDDEN {
            let wrong = lint(&format!("{GOOD} select {} x;", phrase.join(" ")));
            assert!(wrong.iter().any(|w| w.contains(why)), "{phrase:?}: {wrong:?}");
        }
        let innocent = "insert into seats_kind (code, name) values ('now() trigger', 'array');";
        assert_eq!(lint(&format!("{GOOD}{innocent}")), Vec::<String>::new());
    }

    #[test]
    fn a_reference_table_refers_to_its_like() {
        let to = |table: &str| {
            GOOD.replace(
                "name text not null)",
                &format!("name text not null references {table} (code))"),
            )
        };
        assert_eq!(lint(&to("places_region")), Vec::<String>::new());
        let wrong = lint(&to("seats_pool"));
        assert_eq!(
            wrong,
            ["seats_kind: a reference table cannot refer to seats_pool, which is not one"]
        );
    }

    #[test]
    fn a_reference_table_of_another_module_may_be_referred_to() {
        let to = |table: &str| {
            GOOD.replace("references seats_kind (code)", &format!("references {table} (code)"))
        };
        assert_eq!(lint(&to("places_region")), Vec::<String>::new());
        assert_eq!(lint(&to("places_room")).len(), 1);
    }
}
