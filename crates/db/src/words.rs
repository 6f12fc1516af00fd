//! The few words that differ between the engines; everything else in a migration is one text.
const WORDS: [(&str, &str, &str); 9] = [
    ("{id}", "blob", "uuid"),
    ("{time}", "integer", "bigint"),
    ("{date}", "text", "text"),
    ("{json}", "text", "text"),
    ("{bool}", "integer", "boolean"),
    ("{int}", "integer", "bigint"),
    ("{real}", "real", "double precision"),
    ("{blob}", "blob", "bytea"),
    ("{strict}", "strict", ""),
];

/// The text for one engine. Lines after `-- sqlite:` or `-- postgres:` belong to it alone,
/// up to `-- both:`.
pub fn render(text: &str, sqlite: bool) -> String {
    let mut out = String::new();
    let mut only = None;
    for line in text.lines() {
        match line.trim() {
            "-- sqlite:" => only = Some(true),
            "-- postgres:" => only = Some(false),
            "-- both:" => only = None,
            _ if only.is_none_or(|o| o == sqlite) => {
                out.push_str(line);
                out.push('\n');
            }
            _ => {}
        }
    }
    for (word, on_sqlite, on_postgres) in WORDS {
        out = out.replace(word, if sqlite { on_sqlite } else { on_postgres });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_lines_belong_to_their_engine() {
        let text = "create table a (x {real}) {strict};\n-- sqlite:\none;\n-- postgres:\ntwo;\n-- both:\nend;";
        assert_eq!(render(text, true), "create table a (x real) strict;\none;\nend;\n");
        assert_eq!(render(text, false), "create table a (x double precision) ;\ntwo;\nend;\n");
    }
}
