use super::text::{Statement, statements};
use std::collections::BTreeSet;

const FORBIDDEN: [(&[&str], &str); 12] = [
    (&["now", "("], "`now()`: bind the time instead"),
    (&["current_timestamp"], "`current_timestamp`: bind the time instead"),
    (&["current_date"], "`current_date`: bind the date instead"),
    (&["ilike"], "`ilike`: only PostgreSQL has it, write `lower(x) like lower($1)`"),
    (&[":", ":"], "`::`: only PostgreSQL has it, write `cast(x as …)`"),
    (&["for", "update"], "`for update`: a conditional update decides, on both engines"),
    (&["string_agg"], "`string_agg`: join the rows in the program"),
    (&["greatest", "("], "`greatest`: only PostgreSQL has it, write `case when`"),
    (&["least", "("], "`least`: only PostgreSQL has it, write `case when`"),
    (&["any", "("], "`any`: only PostgreSQL has it, use `push_in`"),
    (&["array"], "`array`: only PostgreSQL has it, use `push_in`"),
    (&["rowid"], "`rowid`: only SQLite has it"),
];

/// What is wrong with a statement. One on a table that is not in `reference` must say `district`, so that a
/// cluster can send it to the one place where its rows are; the way out for the few that mean all of them
/// is the comment `/* every district: <reason> */` in front.
pub fn statement(text: &str, reference: &BTreeSet<String>) -> Option<String> {
    statements(text).iter().find_map(|s| wrong(s, text, reference))
}

fn wrong(s: &Statement, text: &str, reference: &BTreeSet<String>) -> Option<String> {
    if let Some((_, why)) = FORBIDDEN.iter().find(|(phrase, _)| s.has(phrase)) {
        return Some((*why).to_owned());
    }
    if s.has(&["like"]) && !s.has(&["lower", "("]) {
        let why =
            "`like`: SQLite ignores case and PostgreSQL does not, write `lower(x) like lower($1)`";
        return Some(why.to_owned());
    }
    if s.has(&["sum", "("]) && !s.has(&["cast", "("]) {
        let why = "`sum`: PostgreSQL answers with a numeric, write `cast(sum(x) as bigint)`";
        return Some(why.to_owned());
    }
    let every = text.trim_start().starts_with("/*")
        && s.comments
            .first()
            .and_then(|c| c.strip_prefix("every district:"))
            .is_some_and(|reason| !reason.trim().is_empty());
    if every || s.has(&["district"]) {
        return None;
    }
    let table = tables(s).into_iter().find(|t| !reference.contains(*t))?;
    Some(format!(
        "{table} belongs to districts: say `district = …`, or begin with `/* every district: <reason> */`"
    ))
}

/// The tables named, without those that `with` makes up.
fn tables(s: &Statement) -> Vec<&str> {
    let mut out = vec![];
    for (at, word) in s.words.iter().enumerate() {
        if !matches!(&**word, "from" | "join" | "into" | "update") {
            continue;
        }
        let before = at.checked_sub(1).and_then(|b| s.words.get(b)).map(String::as_str);
        // `is distinct from x`, `do update set`
        if matches!((before, &**word), (Some("distinct"), "from") | (Some("do"), "update")) {
            continue;
        }
        let Some(name) = s.words.get(at + 1) else { continue };
        let is_name = name.starts_with(|c: char| c.is_alphabetic());
        if is_name && name != "set" && !s.has(&[name, "as", "("]) && name != "select" {
            out.push(name.as_str());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lint(text: &str) -> Option<String> {
        statement(text, &BTreeSet::from(["places_region".to_owned()]))
    }

    #[test]
    fn good_statements_pass() {
        for text in [
            "select name from places_region where code = $1",
            "select id from room where district = $1 and id = $2",
            "insert into room (district, id) values ($1, $2) on conflict (district, id) do update set id = excluded.id",
            "update room set name = $3 where district = $1 and id = $2",
            "delete from room where district = $1",
            "/* every district: a nightly count */ select count(*) as n from room",
            "with a as (select code from places_region) select code from a where code is distinct from $1",
            "select id from room where district = $1 and lower(name) like lower($2)",
            "select cast(coalesce(sum(fee), 0) as bigint) as fee from room where district = $1",
            "select id from room where district = $1 and name = 'now() ilike ::'",
        ] {
            assert_eq!(lint(text), None, "{text}");
        }
    }

    #[test]
    fn each_rule_is_held() {
        for (text, expected) in [
            ("select id from room where id = $1", "room belongs to districts"),
            ("insert into room (id) values ($1)", "room belongs to districts"),
            ("update room set name = $1", "room belongs to districts"),
            ("delete from room", "room belongs to districts"),
            ("select r.id from places_region r join room on true", "room belongs to districts"),
            ("/* every district: */ select id from room", "room belongs to districts"),
            ("select id from room /* every district: behind */", "room belongs to districts"),
            ("select 1 from places_region where name like $1", "`like`"),
            ("select sum(n) as n from places_region", "`sum`"),
        ] {
            let wrong = lint(text);
            assert!(wrong.as_ref().is_some_and(|w| w.contains(expected)), "{text}: {wrong:?}");
        }
        for (phrase, why) in FORBIDDEN {
            let text = format!("select {} from places_region", phrase.join(" "));
            let text = text.replace(": :", "::");
            assert_eq!(lint(&text).as_deref(), Some(why), "{text}");
        }
    }
}
