//! Settings from the environment: `LIANXIN_<SECTION>_<KEY>`, for instance `LIANXIN_DATABASE_URL` or
//! `LIANXIN_NOTICES_SMS`. A key that holds text takes the variable as it is; any other takes it as
//! TOML: `true`, `16`, `["offer_made"]`. `LIANXIN_LISTEN` is short for `LIANXIN_SERVER_LISTEN`.
use super::Config;
use std::collections::BTreeMap;
use toml::{Table, Value};

const SHORT: [(&str, &str, &str); 1] = [("LIANXIN_LISTEN", "server", "listen")];
/// Variables the checks of this repository use; they say nothing to the program.
const OTHERS: [&str; 5] =
    ["LIANXIN_TEST_PG", "LIANXIN_CACHE", "LIANXIN_CHROMIUM", "LIANXIN_BUILD_DENY", "LIANXIN_RENEW"];

/// Puts the variables that name a setting over the settings of the file.
pub fn from_environment(
    table: &mut Table,
    variables: impl Iterator<Item = (String, String)>,
) -> Result<(), String> {
    for (name, text) in variables {
        let Some((section, key)) = setting(&name) else {
            continue;
        };
        let Some(default) = defaults().get(&section).and_then(|s| s.get(&key)).cloned() else {
            return Err(format!(
                "{name}: section {section} has no key {key}; lianxin check --sample shows all keys"
            ));
        };
        let value = read(&name, &text, &default)?;
        let whole = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(section) = whole {
            section.insert(key, value);
        }
    }
    Ok(())
}

/// Variables that look like ours and name no section: most likely misspelled.
pub fn unused_variables(names: impl Iterator<Item = String>) -> Vec<String> {
    let unknown = |n: &String| {
        n.starts_with("LIANXIN_") && setting(n).is_none() && !OTHERS.contains(&n.as_str())
    };
    names.filter(unknown).collect()
}

/// Section and key a variable names.
fn setting(name: &str) -> Option<(String, String)> {
    if let Some((_, section, key)) = SHORT.iter().find(|(short, ..)| *short == name) {
        return Some(((*section).to_owned(), (*key).to_owned()));
    }
    let rest = name.strip_prefix("LIANXIN_")?.to_ascii_lowercase();
    let section = defaults().into_keys().find(|s| rest.starts_with(&format!("{s}_")))?;
    let key = rest[section.len() + 1..].to_owned();
    Some((section, key))
}

/// Every section with its keys, as they are unless said otherwise.
pub(super) fn defaults() -> BTreeMap<String, Table> {
    let Ok(Value::Table(all)) = Value::try_from(Config::default()) else {
        return BTreeMap::new();
    };
    let sections = all.into_iter().filter_map(|(name, value)| match value {
        Value::Table(section) => Some((name, section)),
        _ => None,
    });
    sections.collect()
}

fn read(name: &str, text: &str, default: &Value) -> Result<Value, String> {
    if default.is_str() {
        return Ok(Value::String(text.to_owned()));
    }
    let line: Result<Table, _> = format!("value = {text}").parse();
    let value = line.ok().and_then(|mut t| t.remove("value"));
    value.ok_or_else(|| {
        let kind = default.type_str();
        format!(
            "{name}: this setting is of the kind {kind}, and the variable cannot be read as that"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config, String> {
        let mut table = Table::new();
        let pairs = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        from_environment(&mut table, pairs)?;
        Config::from_table(table)
    }

    #[test]
    fn a_variable_sets_what_it_names() {
        let config = with(&[
            ("LIANXIN_DATABASE_URL", "postgres://u:p@h/d"),
            ("LIANXIN_DATABASE_CONNECTIONS", "4"),
            ("LIANXIN_LISTEN", "0.0.0.0:1"),
            ("LIANXIN_SERVER_TRUST_PROXY", "true"),
            ("LIANXIN_NOTICES_SMS", "[\"welcome\"]"),
            ("LIANXIN_TEST_PG", "postgres://elsewhere"),
            ("HOME", "/"),
        ]);
        let config = config.unwrap();
        assert_eq!(config.database.url, "postgres://u:p@h/d");
        assert_eq!(config.database.connections, 4);
        assert_eq!(config.server.listen, "0.0.0.0:1");
        assert!(config.server.trust_proxy);
        assert_eq!(config.notices.sms, [lianxin_notices::NoticeCode::Welcome]);
    }

    #[test]
    fn a_variable_that_sets_nothing_is_refused_or_named() {
        assert!(with(&[("LIANXIN_DATABASE_ULR", "x")]).unwrap_err().contains("ulr"));
        assert!(with(&[("LIANXIN_DATABASE_CONNECTIONS", "many")]).is_err());
        let names = ["LIANXIN_DATABSE_URL", "LIANXIN_TEST_PG", "LIANXIN_LISTEN", "PATH"];
        let unused = unused_variables(names.into_iter().map(str::to_owned));
        assert_eq!(unused, ["LIANXIN_DATABSE_URL"]);
    }
}
