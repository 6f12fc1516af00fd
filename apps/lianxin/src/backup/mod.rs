//! A backup is one file: who made it when, of which tables, then every row, then how many and their sum. Compressed
//! with zstd, and when a recipient is named encrypted for them with age, so that the server itself can not read it.
//! The rows are those of either engine, so what one gave the other takes.
mod file;
mod make;
mod restore;
mod schedule;

pub use make::{Made, make};
pub use restore::{Opened, check, restore};
pub use schedule::keep_making;

use lianxin_db::carry::Piece;
use tokio::sync::mpsc;

/// Pieces on their way between the database and the file.
const AHEAD: usize = 4;

pub(crate) fn channel() -> (mpsc::Sender<Piece>, mpsc::Receiver<Piece>) {
    mpsc::channel(AHEAD)
}

/// Moves all rows of one database into another that has none of its own yet, and counts both again.
pub async fn copy(from: &lianxin_db::Db, to: &lianxin_db::Db) -> Result<u64, String> {
    restore::prepare(to, &file::Step::all_of(from).await?).await?;
    let (send, receive) = channel();
    let reading = lianxin_db::carry::read_out(from, send);
    let writing = lianxin_db::carry::read_in(to, receive);
    let (read, written) = tokio::join!(reading, writing);
    read.map_err(|e| format!("reading: {e}"))?;
    let written = written.map_err(|e| format!("writing: {e}"))?;
    restore::compare(to, &written).await?;
    Ok(written.values().map(|digest| digest.rows).sum())
}
