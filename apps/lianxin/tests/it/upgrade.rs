//! A database of every schema there ever was comes forward and is whole; see `upgrade/README.md`.
use crate::fresh::root;
use crate::process::{lianxin, run};
use lianxin_testkit::{Postgres, server, start_of_time};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/upgrade")
}

/// The kept databases, the oldest first.
fn kept() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> =
        entries.filter(|p| p.extension().is_some_and(|e| e == "backup")).collect();
    all.sort();
    all
}

fn ran(folder: &Path, args: &[&str]) -> (bool, String) {
    let (out, said, why) = run(lianxin(folder).args(args));
    (out.status.success(), format!("{said}{why}"))
}

/// Restores it where `url` says, which brings its tables forward, and counts everything again.
fn comes_forward(backup: &Path, url: &str) {
    let dir = tempfile::tempdir().unwrap();
    let keys = dir.path().join("kept.keys");
    std::fs::copy(backup.with_extension("keys"), &keys).unwrap();
    std::fs::set_permissions(&keys, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let settings = format!("[database]\nurl = \"{url}\"\n[keys]\nfile = \"kept.keys\"\n");
    std::fs::write(dir.path().join("s.toml"), settings).unwrap();
    let file = backup.display().to_string();
    let (fine, said) = ran(dir.path(), &["restore", "--config", "s.toml", &file]);
    assert!(fine && said.contains("rows restored"), "{file}: {said}");
    let (fine, said) = ran(dir.path(), &["verify", "--config", "s.toml"]);
    assert!(fine && said.contains("found nothing wrong"), "{file}: {said}");
    // What came forward is like any other: it can be copied, and the copy is whole.
    let copy = format!("sqlite:{}", dir.path().join("copy.db").display());
    let (fine, said) = ran(dir.path(), &["copy", &from(dir.path(), url), &copy]);
    assert!(fine && said.contains("rows copied"), "{file}: {said}");
}

/// Settings name a file from where the program runs.
fn from(folder: &Path, url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(file) => format!("sqlite:{}", folder.join(file).display()),
        None => url.to_owned(),
    }
}

#[test]
fn every_kept_database_comes_forward_on_sqlite() {
    assert!(!kept().is_empty());
    for backup in kept() {
        comes_forward(&backup, "sqlite:kept.db");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kept_database_comes_forward_on_postgres() {
    let Some(server) = server() else { return };
    for backup in kept() {
        let fresh = Postgres::fresh(&server, &[], start_of_time().into()).await;
        let url = fresh.url.clone();
        tokio::task::spawn_blocking(move || comes_forward(&backup, &url)).await.unwrap();
    }
}

/// `module number` and the checksum of each migration that databases out there may have.
fn released() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder().join("released.txt")).unwrap();
    let line = |line: &str| line.rsplit_once(' ').map(|(m, sum)| (m.to_owned(), sum.to_owned()));
    text.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
}

#[test]
fn a_released_migration_never_changes() {
    let name = |m: &lianxin_db::Migration| format!("{} {}", m.module, m.number);
    let now: BTreeMap<_, _> =
        lianxin::migrations().iter().map(|m| (name(m), m.checksum())).collect();
    let released = released();
    assert!(!released.is_empty());
    for (migration, checksum) in &released {
        assert_eq!(
            now.get(migration),
            Some(checksum),
            "{migration} was released and is not what it was: put it back, and write a new one"
        );
    }
    let changelog = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let versions = changelog.lines().filter_map(|l| l.strip_prefix("## [")?.split(']').next());
    for version in versions.filter(|v| v.starts_with(|c: char| c.is_ascii_digit())) {
        let file = folder().join(format!("{version}.backup"));
        assert!(
            file.exists(),
            "{version} was released: keep a small database of it, {}",
            file.display()
        );
        if version == env!("CARGO_PKG_VERSION") {
            let missing: Vec<_> = now.keys().filter(|m| !released.contains_key(*m)).collect();
            assert!(missing.is_empty(), "{version} was released: add {missing:?} to released.txt");
        }
    }
}
