use crate::disk::Disk;
use crate::{Dice, vfs};
use rusqlite::ffi;
use std::ffi::c_int;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What was asked of the disk, or said to the world, one after another.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Write { file: Arc<str>, at: usize, bytes: Vec<u8> },
    Truncate { file: Arc<str>, to: usize },
    Sync { file: Arc<str> },
    Delete { file: Arc<str> },
    Mark(u64),
}

/// What the disk does to whoever writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Nothing,
    /// No room for another byte.
    Full,
    /// Every write fails, as on a file system that became read-only.
    Writes,
    /// Writes pass, but they can not be brought to the disk.
    Syncs,
}

/// Everything that happens to the SQLite files of one folder.
pub struct Tape {
    folder: PathBuf,
    events: Mutex<Vec<Event>>,
    refusal: AtomicU8,
    /// Writes that still fit before the disk is full.
    room: AtomicUsize,
}

static TAPES: Mutex<Vec<Arc<Tape>>> = Mutex::new(vec![]);

fn hold<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tape {
    /// Records from now on; the folder is one for files that do not exist yet.
    pub fn on(folder: &Path) -> Arc<Self> {
        vfs::register();
        let folder = folder.to_owned();
        let tape = Arc::new(Self {
            folder,
            events: Mutex::default(),
            refusal: AtomicU8::new(0),
            room: AtomicUsize::default(),
        });
        hold(&TAPES).push(tape.clone());
        tape
    }

    /// The tape for a file, and the name of the file on it.
    pub(crate) fn of(path: &Path) -> Option<(Arc<Self>, Arc<str>)> {
        let name = path.file_name()?.to_str()?;
        let tapes = hold(&TAPES);
        let tape = tapes.iter().find(|t| path.parent() == Some(&t.folder))?;
        Some((tape.clone(), name.into()))
    }

    pub(crate) fn push(&self, event: Event) {
        hold(&self.events).push(event);
    }

    pub fn mark(&self, what: u64) {
        self.push(Event::Mark(what));
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        hold(&self.events).len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn refuse(&self, what: Refusal) {
        self.refusal.store(what as u8, SeqCst);
    }

    /// The disk is full behind the next `writes` writes, wherever in a commit that is.
    pub fn full_after(&self, writes: usize) {
        self.room.store(writes, SeqCst);
        self.refuse(Refusal::Full);
    }

    fn has_room(&self) -> bool {
        self.room.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok()
    }

    fn refuses(&self, what: Refusal) -> bool {
        self.refusal.load(SeqCst) == what as u8
    }

    pub(crate) fn refused_write(&self) -> Option<c_int> {
        match (self.refuses(Refusal::Full), self.refuses(Refusal::Writes)) {
            (true, _) if self.has_room() => None,
            (true, _) => Some(ffi::SQLITE_FULL),
            (_, true) => Some(ffi::SQLITE_IOERR_WRITE),
            _ => None,
        }
    }

    pub(crate) fn refused_sync(&self) -> Option<c_int> {
        self.refuses(Refusal::Syncs).then_some(ffi::SQLITE_IOERR_FSYNC)
    }

    /// Puts into the folder `to` what a cut behind the first `at` events may leave; gives the marks before it.
    pub fn cut(&self, at: usize, dice: &mut Dice, to: &Path) -> std::io::Result<Vec<u64>> {
        let events = hold(&self.events);
        let mut disk = Disk::default();
        let mut marks = vec![];
        for event in events.iter().take(at) {
            match event {
                Event::Mark(what) => marks.push(*what),
                other => disk.take(other),
            }
        }
        for (name, bytes) in disk.after_the_cut(dice) {
            fs::write(to.join(&*name), bytes)?;
        }
        Ok(marks)
    }
}
