use super::cell::{Cell, Whole};
use super::{Digest, Piece, Shape, shapes};
use crate::meter::Meter;
use crate::{Db, DbError, Look, Result, Sql, Tx};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{self, Sender};

/// Rows that are read at once.
const PAGE: usize = 1_000;

/// While others write, reading takes a quarter of the time: so many times as long as a page took it rests.
const REST: u32 = 3;
const LONGEST_REST: Duration = Duration::from_millis(500);

/// Sends every row of every table, on one snapshot, and the end. Who receives and goes away ends it with an error.
pub async fn read_out(db: &Db, to: Sender<Piece>) -> Result<()> {
    let shapes = shapes(db).await?;
    db.look_at_leisure(&ReadOut { shapes, to, meter: db.0.meter.clone() }).await
}

/// What every table has, by its name.
pub async fn digests(db: &Db) -> Result<BTreeMap<String, Digest>> {
    let (to, mut from) = mpsc::channel(4);
    let reading = read_out(db, to);
    let counting = async {
        let mut all = BTreeMap::new();
        let mut now = String::new();
        while let Some(piece) = from.recv().await {
            match piece {
                Piece::Table { name, .. } => {
                    all.insert(name.clone(), Digest::default());
                    now = name;
                }
                Piece::Rows(rows) => {
                    let digest: &mut Digest = all.entry(now.clone()).or_default();
                    rows.iter().for_each(|row| digest.add(row));
                }
                Piece::End => break,
            }
        }
        all
    };
    let (read, all) = tokio::join!(reading, counting);
    read.map(|()| all)
}

struct ReadOut {
    shapes: Vec<Shape>,
    to: Sender<Piece>,
    meter: Arc<Meter>,
}

impl Look for ReadOut {
    type Out = ();
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.unlimited().await?;
        for shape in &self.shapes {
            let (name, columns) = (shape.name.clone(), shape.columns.clone());
            self.send(Piece::Table { name, columns }).await?;
            let mut last: Option<Vec<Cell>> = None;
            loop {
                let (start, works) = (Instant::now(), self.works());
                let rows: Vec<Whole> = tx.all(page(shape, last.as_deref())).await?;
                let rows: Vec<_> = rows.into_iter().map(|Whole(cells)| cells).collect();
                let full = rows.len() == PAGE;
                last = rows.last().cloned();
                if !rows.is_empty() {
                    self.send(Piece::Rows(rows)).await?;
                }
                if !full {
                    break;
                }
                if self.works() != works {
                    tokio::time::sleep((start.elapsed() * REST).min(LONGEST_REST)).await;
                }
            }
        }
        self.send(Piece::End).await
    }
}

impl ReadOut {
    /// How much was written so far, by whoever shares this database with us.
    fn works(&self) -> u64 {
        self.meter.works.load(Relaxed)
    }

    async fn send(&self, piece: Piece) -> Result<()> {
        let sent = self.to.send(piece).await;
        sent.map_err(|_| DbError::driver("who takes the rows has stopped"))
    }
}

/// The next rows by the primary key, after the last one.
fn page(shape: &Shape, last: Option<&[Cell]>) -> Sql {
    let key = shape.key.iter().map(|n| shape.columns[*n].as_str()).collect::<Vec<_>>().join(", ");
    let mut text = format!("select {} from {}", shape.columns.join(", "), shape.name);
    let mut args = vec![];
    if let Some(last) = last {
        let marks = (1..=shape.key.len()).map(|n| format!("${n}")).collect::<Vec<_>>();
        let _ = write!(text, " where ({key}) > ({})", marks.join(", "));
        args.extend(shape.key.iter().map(|n| last[*n].clone().value(shape.kinds[*n])));
    }
    let _ = write!(text, " order by {key} limit {PAGE}");
    Sql { text, args }
}
