//! SQLite's own file system with a listener in front: each call goes on to it, and what changes a file is noted.
//!
//! A file of ours is a [`Head`] with the file of SQLite's own right behind it, in memory that SQLite makes for both.
#![expect(unsafe_code, reason = "SQLite takes its file system as a table of C functions")]
use crate::tape::{Event, Tape};
use rusqlite::ffi::{self, sqlite3_file, sqlite3_io_methods, sqlite3_vfs};
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;
use std::sync::{Arc, OnceLock};

#[repr(C)]
struct Head {
    file: sqlite3_file,
    /// Null for files nobody listens to.
    on: *mut On,
}

struct On {
    tape: Arc<Tape>,
    file: Arc<str>,
}

struct Own(*mut sqlite3_vfs);
// SAFETY: SQLite's own file system lives as long as the process and may be called from any thread.
unsafe impl Send for Own {}
// SAFETY: as above.
unsafe impl Sync for Own {}

static OWN: OnceLock<Own> = OnceLock::new();

/// Stands before SQLite's own file system from now on, for the whole process.
pub(crate) fn register() {
    OWN.get_or_init(|| {
        // SAFETY: the default file system is there once SQLite is initialized, and its table is plain data.
        unsafe {
            ffi::sqlite3_initialize();
            let own = ffi::sqlite3_vfs_find(ptr::null());
            assert!(!own.is_null(), "SQLite has a file system");
            let ours = Box::new(sqlite3_vfs {
                szOsFile: (*own).szOsFile + size_of::<Head>() as c_int,
                pNext: ptr::null_mut(),
                zName: c"powercut".as_ptr(),
                xOpen: Some(open),
                xDelete: Some(delete),
                ..*own
            });
            assert_eq!(ffi::sqlite3_vfs_register(Box::into_raw(ours), 1), ffi::SQLITE_OK);
            Own(own)
        }
    });
}

fn own_vfs() -> *mut sqlite3_vfs {
    OWN.get().map_or(ptr::null_mut(), |own| own.0)
}

/// # Safety
/// `file` was opened by [`open`].
unsafe fn inner(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: SQLite made room for both, one behind the other.
    unsafe { file.cast::<u8>().add(size_of::<Head>()).cast() }
}

/// # Safety
/// `file` was opened by [`open`].
unsafe fn on<'a>(file: *mut sqlite3_file) -> Option<&'a On> {
    // SAFETY: `open` set it, `close` frees it, and SQLite uses no file after closing it.
    unsafe { (*file.cast::<Head>()).on.as_ref() }
}

/// # Safety
/// `name` is null or ends with a zero byte.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    // SAFETY: see above.
    let name = (!name.is_null()).then(|| unsafe { CStr::from_ptr(name) })?;
    Some(Path::new(OsStr::from_bytes(name.to_bytes())))
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: SQLite gives `szOsFile` bytes and a name that outlives the file.
    unsafe {
        let head = file.cast::<Head>();
        (*head).file.pMethods = ptr::null();
        (*head).on = ptr::null_mut();
        let own = own_vfs();
        let Some(call) = (*own).xOpen else { return ffi::SQLITE_CANTOPEN };
        let done = call(own, name, inner(file), flags, out);
        if (*inner(file)).pMethods.is_null() {
            return done;
        }
        if let Some((tape, file)) = path(name).and_then(Tape::of) {
            (*head).on = Box::into_raw(Box::new(On { tape, file }));
        }
        (*head).file.pMethods = &raw const METHODS;
        done
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    // SAFETY: as SQLite calls it.
    unsafe {
        let own = own_vfs();
        let Some(call) = (*own).xDelete else { return ffi::SQLITE_IOERR_DELETE };
        let done = call(own, name, sync_folder);
        if let (ffi::SQLITE_OK, Some((tape, file))) = (done, path(name).and_then(Tape::of)) {
            tape.push(Event::Delete { file });
        }
        done
    }
}

/// The call as it would be without us.
macro_rules! go_on {
    ($file:ident, $method:ident $(, $argument:expr)*) => {{
        // SAFETY: `$file` was opened by `open`, so SQLite's own file lies behind it, with methods.
        unsafe {
            let own = inner($file);
            match (*(*own).pMethods).$method {
                Some(call) => call(own $(, $argument)*),
                None => ffi::SQLITE_IOERR,
            }
        }
    }};
}

macro_rules! as_it_is {
    ($($name:ident = $method:ident ($($argument:ident: $type:ty),*);)*) => {$(
        unsafe extern "C" fn $name(file: *mut sqlite3_file $(, $argument: $type)*) -> c_int {
            go_on!(file, $method $(, $argument)*)
        }
    )*};
}
as_it_is! {
    read = xRead(to: *mut c_void, amount: c_int, at: i64);
    file_size = xFileSize(out: *mut i64);
    lock = xLock(level: c_int);
    unlock = xUnlock(level: c_int);
    check_reserved = xCheckReservedLock(out: *mut c_int);
    control = xFileControl(what: c_int, with: *mut c_void);
    sector_size = xSectorSize();
    characteristics = xDeviceCharacteristics();
    shm_map = xShmMap(page: c_int, size: c_int, extend: c_int, out: *mut *mut c_void);
    shm_lock = xShmLock(offset: c_int, count: c_int, flags: c_int);
    shm_unmap = xShmUnmap(delete: c_int);
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    // SAFETY: as in `go_on`.
    unsafe {
        let own = inner(file);
        if let Some(call) = (*(*own).pMethods).xShmBarrier {
            call(own);
        }
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let done = go_on!(file, xClose);
    // SAFETY: made by `open` and used by nobody after this.
    unsafe {
        let on = std::mem::replace(&mut (*file.cast::<Head>()).on, ptr::null_mut());
        if !on.is_null() {
            drop(Box::from_raw(on));
        }
    }
    done
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    amount: c_int,
    at: i64,
) -> c_int {
    // SAFETY: as SQLite calls it: `from` has `amount` bytes.
    let (on, bytes) = unsafe {
        (on(file), std::slice::from_raw_parts(from.cast::<u8>(), amount.cast_unsigned() as usize))
    };
    if let Some(refused) = on.and_then(|on| on.tape.refused_write()) {
        return refused;
    }
    let done = go_on!(file, xWrite, from, amount, at);
    if let Some(on) = on {
        let (at, bytes) = (at.cast_unsigned() as usize, bytes.to_vec());
        on.tape.push(Event::Write { file: on.file.clone(), at, bytes });
    }
    done
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: i64) -> c_int {
    // SAFETY: as SQLite calls it.
    let on = unsafe { on(file) };
    if let Some(refused) = on.and_then(|on| on.tape.refused_write()) {
        return refused;
    }
    let done = go_on!(file, xTruncate, to);
    if let Some(on) = on {
        let to = to.cast_unsigned() as usize;
        on.tape.push(Event::Truncate { file: on.file.clone(), to });
    }
    done
}

/// Noted behind the sync: before it nothing is safe.
unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: as SQLite calls it.
    let on = unsafe { on(file) };
    if let Some(refused) = on.and_then(|on| on.tape.refused_sync()) {
        return refused;
    }
    let done = go_on!(file, xSync, flags);
    if let (ffi::SQLITE_OK, Some(on)) = (done, on) {
        on.tape.push(Event::Sync { file: on.file.clone() });
    }
    done
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved),
    xFileControl: Some(control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};
