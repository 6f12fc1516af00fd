//! A backup, and what comes of it: on another file, encrypted, cut off, made by the program itself.
use crate::process::{lianxin, run, serve, terminate};
use age::secrecy::ExposeSecret;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

fn ran(folder: &Path, args: &[&str]) -> (Output, String) {
    let (out, said, why) = run(lianxin(folder).args(args));
    (out, format!("{said}{why}"))
}

/// A small network in `lianxin.db`, and how many rows it has.
fn filled(folder: &Path) -> String {
    let (mut child, _) = serve(folder, &[]);
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let (out, said) = ran(folder, &["backup", "first.backup"]);
    assert!(out.status.success(), "{said}");
    said.split(' ').next().unwrap().to_owned()
}

/// Another file in the same folder.
fn other(folder: &Path, name: &str) -> String {
    let config = format!("[database]\nurl = \"sqlite:{name}.db\"\n");
    let path = folder.join(format!("{name}.toml"));
    std::fs::write(&path, config).unwrap();
    path.display().to_string()
}

#[test]
fn it_is_made_and_everything_counted_while_the_program_serves() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (mut child, _) = serve(folder, &[]);
    for args in [["backup", "beside.backup"].as_slice(), &["verify"]] {
        let (out, said) = ran(folder, args);
        assert!(out.status.success(), "{args:?}: {said}");
    }
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let (out, said) = ran(folder, &["restore", "--check", "beside.backup"]);
    assert!(out.status.success() && said.starts_with("whole"), "{said}");
}

#[test]
fn what_was_backed_up_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rows = filled(folder);
    assert!(rows.parse::<u64>().unwrap() > 0);
    let config = other(folder, "second");
    let (out, said) = ran(folder, &["restore", "--config", &config, "first.backup"]);
    assert!(out.status.success() && said.starts_with(&format!("{rows} rows")), "{said}");
    let (out, said) = ran(folder, &["copy", "sqlite:second.db", "sqlite:third.db"]);
    assert!(out.status.success() && said.starts_with(&format!("{rows} rows")), "{said}");
    // What has rows of its own is left alone, and so is a file that is there.
    for args in [
        ["restore", "--config", &config, "first.backup"].as_slice(),
        &["copy", "sqlite:second.db", "sqlite:lianxin.db"],
        &["backup", "first.backup"],
    ] {
        assert!(!ran(folder, args).0.status.success(), "{args:?}");
    }
    let (out, said) = ran(folder, &["audit", "verify", "--config", &config]);
    assert!(
        !out.status.success() && said.contains("key"),
        "without its keys it does not start: {said}"
    );
    std::fs::copy(folder.join("lianxin.db.keys"), folder.join("second.db.keys")).unwrap();
    let (out, said) = ran(folder, &["audit", "verify", "--config", &config]);
    assert!(out.status.success(), "{said}");
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    filled(folder);
    let whole = std::fs::read(folder.join("first.backup")).unwrap();
    let mut turned = whole.clone();
    turned[whole.len() / 2] ^= 1;
    let cut = whole[..whole.len() - 30].to_vec();
    for (name, bytes) in [("cut", cut), ("turned", turned), ("other", b"Dear diary".to_vec())] {
        let file = format!("{name}.backup");
        std::fs::write(folder.join(&file), bytes).unwrap();
        assert!(!ran(folder, &["restore", "--check", &file]).0.status.success(), "{name}");
        let config = other(folder, name);
        assert!(
            !ran(folder, &["restore", "--config", &config, &file]).0.status.success(),
            "{name}"
        );
        let (_, rows) =
            ran(folder, &["backup", "--config", &config, &format!("{name}-after.backup")]);
        let nothing = ["0 rows, ", "missing", "unable to open"].iter().any(|no| rows.contains(no));
        assert!(nothing, "{name}: {rows}");
    }
}

#[test]
fn an_encrypted_one_needs_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    filled(folder);
    let key = age::x25519::Identity::generate();
    std::fs::write(folder.join("key.txt"), key.to_string().expose_secret()).unwrap();
    let recipient = key.to_public().to_string();
    let (out, said) = ran(folder, &["backup", "sealed.backup", "--recipient", &recipient]);
    assert!(out.status.success(), "{said}");
    let (out, said) = ran(folder, &["restore", "--check", "sealed.backup"]);
    assert!(!out.status.success() && said.contains("--identity"), "{said}");
    let (out, said) =
        ran(folder, &["restore", "--check", "sealed.backup", "--identity", "key.txt"]);
    assert!(out.status.success() && said.starts_with("whole"), "{said}");
    let (out, said) = ran(folder, &["backup", "x.backup", "--recipient", "age1wrong"]);
    assert!(!out.status.success() && said.contains("backup.recipient"), "{said}");
}

#[test]
fn the_program_makes_them_while_it_serves_and_keeps_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::create_dir(folder.join("kept")).unwrap();
    for old in ["lianxin-2020-01-01", "lianxin-2020-01-02"] {
        let file = std::fs::File::create(folder.join(format!("kept/{old}.backup"))).unwrap();
        file.set_modified(std::time::UNIX_EPOCH).unwrap();
    }
    std::fs::write(folder.join("s.toml"), "[backup]\nfolder = \"kept\"\nkeep = 2\n").unwrap();
    let (mut child, _) = serve(folder, &["--config", "s.toml"]);
    let began = Instant::now();
    let there = || {
        let names = std::fs::read_dir(folder.join("kept")).unwrap();
        let mut names: Vec<_> =
            names.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    while there().first().is_none_or(|name| name.contains("2020-01-01")) {
        assert!(began.elapsed() < Duration::from_secs(60), "{:?}", there());
        std::thread::sleep(Duration::from_millis(50));
    }
    terminate(&child);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let names = there();
    assert_eq!(names.len(), 2, "{names:?}");
    let (out, said) = ran(folder, &["restore", "--check", &format!("kept/{}", names[1])]);
    assert!(out.status.success(), "{said}");
}
