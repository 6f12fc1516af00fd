use super::channel;
use super::file::{Header, Step, Writer};
use lianxin_db::Db;
use lianxin_db::carry::{Piece, read_out};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tokio::sync::mpsc::Receiver;

/// Quick, and about a quarter of the size.
const LEVEL: i32 = 3;

/// What was made.
#[derive(Clone, Debug)]
pub struct Made {
    pub path: PathBuf,
    pub rows: u64,
    pub bytes: u64,
}

/// Makes a backup while the database serves: all rows of one moment. `recipient`: an age public key, `age1…`; without
/// one everybody who has the file can read it. There is no file until all of it is on the disk.
pub async fn make(db: &Db, path: &Path, made_at: i64, recipient: &str) -> Result<Made, String> {
    let header = Header::new(made_at, Step::all_of(db).await?);
    let recipient = match recipient {
        "" => None,
        text => Some(
            text.parse::<age::x25519::Recipient>().map_err(|e| format!("backup.recipient: {e}"))?,
        ),
    };
    let part = path.with_extension("part");
    let (send, receive) = channel();
    let writing = {
        let (part, path) = (part.clone(), path.to_owned());
        tokio::task::spawn_blocking(move || write(&part, &path, &header, recipient, receive))
    };
    let read = read_out(db, send).await;
    let written = writing.await.map_err(|e| e.to_string())?;
    if written.is_err() || read.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    // Why writing ended is the reason; that nobody takes the rows anymore only follows from it.
    let (rows, bytes) = written.map_err(|e| format!("{}: {e}", part.display()))?;
    read.map_err(|e| format!("reading the database: {e}"))?;
    Ok(Made { path: path.to_owned(), rows, bytes })
}

fn write(
    part: &Path,
    path: &Path,
    header: &Header,
    recipient: Option<age::x25519::Recipient>,
    mut from: Receiver<Piece>,
) -> Result<(u64, u64), String> {
    let fault = |e: std::io::Error| e.to_string();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(part).map_err(fault)?;
    let to = BufWriter::new(file);
    let (rows, to) = match recipient {
        None => pieces(to, header, &mut from)?,
        Some(recipient) => {
            let all = std::iter::once(&recipient as &dyn age::Recipient);
            let sealing = age::Encryptor::with_recipients(all).map_err(|e| e.to_string())?;
            let (rows, sealed) =
                pieces(sealing.wrap_output(to).map_err(fault)?, header, &mut from)?;
            (rows, sealed.finish().map_err(fault)?)
        }
    };
    let file = to.into_inner().map_err(|e| e.to_string())?;
    file.sync_all().map_err(fault)?;
    let bytes = file.metadata().map_err(fault)?.len();
    std::fs::rename(part, path).map_err(fault)?;
    // The name is on the disk once its folder is.
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        File::open(folder).and_then(|f| f.sync_all()).map_err(fault)?;
    }
    Ok((rows, bytes))
}

fn pieces<W: Write>(
    to: W,
    header: &Header,
    from: &mut Receiver<Piece>,
) -> Result<(u64, W), String> {
    let fault = |e: std::io::Error| e.to_string();
    let mut packing = zstd::Encoder::new(to, LEVEL).map_err(fault)?;
    packing.include_checksum(true).map_err(fault)?;
    let mut writer = Writer::new(packing, header)?;
    loop {
        let piece = from.blocking_recv().ok_or("the rows ended too early")?;
        let end = piece == Piece::End;
        writer.take(piece)?;
        if end {
            break;
        }
    }
    let rows = writer.counted.values().map(|digest| digest.rows).sum();
    Ok((rows, writer.into_inner().finish().map_err(fault)?))
}
