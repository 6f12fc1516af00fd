//! The files beside a database: its lock, and the copies made before a migration.
use crate::{DbError, Result};
use rusqlite::{Connection, MAIN_DB, OpenFlags};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// How many copies from before migrations are kept.
const COPIES: usize = 3;

/// Held while the database is open. Group commit and the one writer count on being alone.
pub(crate) struct Lock(
    #[expect(dead_code, reason = "the lock lives as long as the file is open")] File,
);

impl Lock {
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let beside = beside(path, ".lock");
        let named = |e: std::io::Error| DbError::driver(format!("{}: {e}", beside.display()));
        let file = File::options().create(true).truncate(false).write(true).open(&beside);
        let file = file.map_err(named)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(DbError::InUse(path.to_string_lossy().into())),
            Err(TryLockError::Error(e)) => Err(named(e)),
        }
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// Copies the database to `<file>.before-<what>` and keeps the newest copies.
pub(crate) fn copy_before(path: &Path, what: &str) -> Result<PathBuf> {
    let to = beside(path, &format!(".before-{what}"));
    let part = beside(path, ".before.part");
    let named = |e: std::io::Error| DbError::driver(format!("{}: {e}", to.display()));
    let _ = fs::remove_file(&part);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)?.backup(
        MAIN_DB,
        &part,
        None::<fn(rusqlite::backup::Progress)>,
    )?;
    // Whole or not at all: on disk first, then under its name.
    File::open(&part).and_then(|f| f.sync_all()).map_err(named)?;
    fs::rename(&part, &to).map_err(named)?;
    prune(path, &to).map_err(named)?;
    Ok(to)
}

fn prune(path: &Path, newest: &Path) -> std::io::Result<()> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Ok(());
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let start = format!("{}.before-", name.to_string_lossy());
    let mut old = vec![];
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_copy = entry.file_name().to_string_lossy().starts_with(&start);
        if is_copy && Some(&*entry.file_name()) != newest.file_name() {
            old.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    old.sort();
    old.truncate((old.len() + 1).saturating_sub(COPIES));
    old.iter().try_for_each(|(_, path)| fs::remove_file(path))
}
