use super::channel;
use super::file::{Header, Reader, Step};
use crate::modules::migrations;
use lianxin_db::carry::{Carried, Piece, digests, read_in};
use lianxin_db::{Db, Migration, Timestamp, migrate, pending};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use tokio::sync::mpsc::Sender;

type Bytes = Box<dyn Read + Send>;

/// A backup that can be read.
pub struct Opened {
    pub header: Header,
    reader: Reader<Bytes>,
}

impl Opened {
    /// `identity`: a file with the age secret key, for a backup that is encrypted.
    pub fn open(path: &Path, identity: Option<&Path>) -> Result<Self, String> {
        let named = |e: String| format!("{}: {e}", path.display());
        let file = File::open(path).map_err(|e| named(e.to_string()))?;
        let plain = opened(BufReader::new(file), identity).map_err(named)?;
        let packed = zstd::Decoder::new(plain);
        let packed: Bytes = Box::new(packed.map_err(|e| named(e.to_string()))?);
        let (reader, header) = Reader::new(packed).map_err(named)?;
        Ok(Self { header, reader })
    }

    /// Hands over every piece; without the end if anything is wrong.
    fn hand_over(mut self, to: &Sender<Piece>) -> Result<(), String> {
        loop {
            let piece = self.reader.next()?;
            let end = piece == Piece::End;
            to.blocking_send(piece).map_err(|_| "who takes the rows has stopped")?;
            if end {
                return Ok(());
            }
        }
    }
}

const SEALED: &[u8] = b"age-encryption.org/";

fn opened(mut file: BufReader<File>, identity: Option<&Path>) -> Result<Bytes, String> {
    let start = std::io::BufRead::fill_buf(&mut file).map_err(|e| e.to_string())?;
    if !start.starts_with(SEALED) {
        return Ok(Box::new(file));
    }
    let path = identity.ok_or("it is encrypted: name the file with the key, --identity FILE")?;
    let key = age::IdentityFile::from_file(path.display().to_string());
    let key = key.map_err(|e| format!("{}: {e}", path.display()))?;
    let all = key.into_identities().map_err(|e| format!("{}: {e}", path.display()))?;
    let sealed = age::Decryptor::new_buffered(file).map_err(|e| e.to_string())?;
    let plain = sealed.decrypt(all.iter().map(|one| one.as_ref() as &dyn age::Identity));
    Ok(Box::new(plain.map_err(|e| format!("{}: {e}", path.display()))?))
}

/// Reads all of it and adds it up, without a database.
pub async fn check(opened: Opened) -> Result<u64, String> {
    let (send, mut receive) = channel();
    let reading = tokio::task::spawn_blocking(move || opened.hand_over(&send));
    let mut rows = 0;
    while let Some(piece) = receive.recv().await {
        if let Piece::Rows(some) = piece {
            rows += some.len() as u64;
        }
    }
    reading.await.map_err(|e| e.to_string())?.map(|()| rows)
}

/// Fills a database that has nothing yet, counts what came to it, and brings its tables forward.
pub async fn restore(db: &Db, opened: Opened, now: Timestamp) -> Result<u64, String> {
    prepare(db, &opened.header.steps).await?;
    let (send, receive) = channel();
    let reading = tokio::task::spawn_blocking(move || opened.hand_over(&send));
    let written = read_in(db, receive).await;
    reading.await.map_err(|e| e.to_string())??;
    let written = written.map_err(|e| e.to_string())?;
    compare(db, &written).await?;
    migrate(db, &migrations(), now).await.map_err(|e| e.to_string())?;
    Ok(written.values().map(|digest| digest.rows).sum())
}

/// Makes the tables that the rows are of; the database must have none.
pub(super) async fn prepare(db: &Db, steps: &[Step]) -> Result<(), String> {
    let all = migrations();
    let missing = pending(db, &all).await.map_err(|e| e.to_string())?;
    if missing.len() != all.len() {
        return Err(
            "the database is in use: restore into a new one, then let it take the place of the old"
                .to_owned(),
        );
    }
    let known = |m: &Migration| {
        steps
            .iter()
            .any(|s| s.module == m.module && s.number == m.number && s.checksum == m.checksum())
    };
    let some: Vec<Migration> = all.into_iter().filter(known).collect();
    if some.len() != steps.len() {
        let count = steps.len() - some.len();
        return Err(format!(
            "{count} migrations are not known here: use the program that made it, or a newer one"
        ));
    }
    migrate(db, &some, Timestamp(0)).await.map_err(|e| e.to_string())?;
    Ok(())
}

/// Reads everything again: what is there is what came.
pub(super) async fn compare(db: &Db, wanted: &Carried) -> Result<(), String> {
    let there = digests(db).await.map_err(|e| format!("counting again: {e}"))?;
    let wrong = there.iter().filter(|(name, digest)| {
        wanted.get(*name).map_or(digest.rows > 0, |wanted| wanted != *digest)
    });
    let wrong: Vec<_> = wrong.map(|(name, _)| name.as_str()).collect();
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!("these tables are not what came: {}", wrong.join(", "))),
    }
}
