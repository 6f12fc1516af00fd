use crate::{App, Read, Result, Timestamp, Write};
use lianxin_db::{Id, Tx};
use std::pin::Pin;

/// How many rows of one holding a person is shown at most.
pub const SHOWN_ROWS: i64 = 10_000;
/// How many rows one part of the retention changes at most.
pub const EXPIRED_ROWS: i64 = 500;

/// An answer of a part of the program that is only known when it runs.
pub type Held<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// What one part of the program holds about persons: so that someone can see all of it, have it
/// erased, be merged with a second record of theirs, and be forgotten in time.
pub trait Holding: Send + Sync {
    /// `<module>.<things>`
    fn name(&self) -> &'static str;

    /// The key of the purpose these are kept for; it decides for how long.
    fn purpose(&self) -> &'static str;

    /// Everything held, as the person it is about may read it.
    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: Id) -> Held<'a, Vec<serde_json::Value>>;

    /// Takes away what tells who it was, and leaves every count, balance and figure as it is. Says
    /// how many rows it touched.
    fn erase<'a>(&'a self, w: &'a mut Write<'_>, person: Id) -> Held<'a, u64>;

    /// Gives the rows of one person to another, all or only these, and says which went. What cannot
    /// go, since the other has the same, stays.
    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: Id,
        to: Id,
        rows: Option<&'a [Id]>,
    ) -> Held<'a, Vec<Id>>;

    /// Takes the names out of what ended before, at most [`EXPIRED_ROWS`] a call; says how many it touched.
    fn expire<'a>(&'a self, w: &'a mut Write<'_>, before: Timestamp) -> Held<'a, u64>;
}

/// A look at the rows of a part of the program for what should not be: a row changed behind the
/// program's back, a counter that is not its rows. Each finding is a line of text without personal
/// data.
#[derive(Clone, Copy)]
pub struct Check {
    /// `<module>.<what>`
    pub name: &'static str,
    pub run: fn(App) -> Held<'static, Vec<String>>,
}

/// Seals anew, with the newest key, what a part of the program keeps sealed, hashed or marked.
/// Called again and again with the cursor of the call before, until that is `None`.
#[derive(Clone, Copy)]
pub struct SealedColumns {
    /// `<table>.<column>`
    pub name: &'static str,
    pub renew: fn(App, Option<Id>) -> Held<'static, Option<Id>>,
}

/// Whether two live together or one stands up for the other; also one for oneself. What staff have
/// to do with their own family is marked in the audit.
pub type Family = for<'a> fn(&'a mut Tx, Id, Id) -> Held<'a, bool>;
