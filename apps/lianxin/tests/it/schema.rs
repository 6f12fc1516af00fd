//! One SQL text, two engines.
use crate::fresh::root;
use crate::world::{Setup, Test};
use lianxin_db::schema::{describe, difference};
use lianxin_testkit::{Isolation, both};
use std::collections::BTreeSet;
use std::path::Path;

both! { setup: Setup::new(lianxin::MODULES);
    async fn every_statement_prepares(t: Test) {
        let mut faults = vec![];
        for (place, text) in lianxin_db::STATEMENTS {
            if let Err(e) = t.app.db().check(text).await {
                faults.push(format!("{place}: {e}"));
            }
        }
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_have_the_same_tables() {
    let sqlite = Test::sqlite(Setup::new(lianxin::MODULES)).await;
    assert_eq!(sqlite.lint(), Vec::<String>::new());
    let setup = Setup::new(lianxin::MODULES);
    if let Some(postgres) = Test::postgres(setup, Isolation::Serializable).await {
        let (a, b) = (describe(sqlite.app.db()).await, describe(postgres.app.db()).await);
        assert_eq!(difference(&a.unwrap(), &b.unwrap()), Vec::<String>::new());
        postgres.end().await;
    }
    sqlite.end().await;
}

/// A statement that the linker did not gather would be checked by nobody.
#[test]
fn every_statement_in_the_sources_is_checked() {
    let mut written = BTreeSet::new();
    for folder in ["crates", "engines", "modules", "apps"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let source = entry.unwrap().path().join("src");
            if source.is_dir() {
                collect(&source, &mut written);
            }
        }
    }
    let gathered: BTreeSet<String> = lianxin_db::STATEMENTS
        .iter()
        .map(|(place, _)| place.replace('\\', "/"))
        .filter(|place| place.contains("/src/"))
        .collect();
    assert!(!gathered.is_empty());
    let lost: Vec<_> = written.difference(&gathered).collect();
    let unknown: Vec<_> = gathered.difference(&written).collect();
    assert!(lost.is_empty() && unknown.is_empty(), "not gathered {lost:?}, not found {unknown:?}");
    assert_eq!(lianxin_db::STATEMENTS.len(), written.len());
}

/// Places of `stmt!(` in programs, as the compiler names them: `engines/x/src/store.rs:12`.
fn collect(folder: &Path, written: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, written);
            continue;
        }
        if path.extension().is_none_or(|e| e != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let program = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let place = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        for (number, line) in program.lines().enumerate() {
            let code = line.split("//").next().unwrap();
            if code.contains("stmt!(") && !code.contains('`') {
                written.insert(format!("{place}:{}", number + 1));
            }
        }
    }
}
