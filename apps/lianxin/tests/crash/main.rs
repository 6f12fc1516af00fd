//! What is left when the program, its database server or its disk goes away under load.
//!
//! An oracle in this process writes down every answer that came over HTTP; the database is held against it after each
//! round. `LIANXIN_CRASH_ROUNDS` asks for more rounds than a usual run has (`make crash`).
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]
mod book;
mod check;
mod client;
mod cluster;
mod disk;
mod load;
mod proxy;
mod replica;
mod rounds;
mod server;
mod town;
