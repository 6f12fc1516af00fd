use super::{Cells, Digest, Piece, Shape, shapes};
use crate::{Db, DbError, Result, Sql, Tx, Value, Work};
use std::collections::{BTreeMap, HashSet};
use tokio::sync::Mutex;
use tokio::sync::mpsc::Receiver;

/// Values in one statement: SQLite looks named ones up one by one, so more would be slower there.
const VALUES: usize = 200;

/// What was written, by table.
pub type Carried = BTreeMap<String, Digest>;

/// Writes what comes in place of all that is there, in one transaction. The tables must be those of the pieces.
pub async fn read_in(db: &Db, from: Receiver<Piece>) -> Result<Carried> {
    let shapes = shapes(db).await?;
    db.write_at_leisure(&ReadIn { shapes, from: Mutex::new(Some(from)) }).await
}

struct ReadIn {
    shapes: Vec<Shape>,
    from: Mutex<Option<Receiver<Piece>>>,
}

fn wrong(why: impl Into<String>) -> DbError {
    DbError::driver(why.into())
}

impl Work for ReadIn {
    type Out = Carried;
    type Error = DbError;

    async fn run(&self, tx: &mut Tx) -> Result<Carried> {
        // What was received is gone, so it can not run again.
        let from = self.from.lock().await.take();
        let mut from = from.ok_or_else(|| wrong("the database was busy; nothing was written"))?;
        tx.unlimited().await?;
        for shape in self.shapes.iter().rev() {
            let text = format!("delete from {}", shape.name);
            tx.run(Sql { text, args: vec![] }).await?;
        }
        let mut carried = Carried::new();
        let mut now: Option<Table<'_>> = None;
        while let Some(piece) = from.recv().await {
            match piece {
                Piece::Table { name, columns } => {
                    if let Some(table) = now.take() {
                        table.end(tx).await?;
                    }
                    carried.insert(name.clone(), Digest::default());
                    now = Some(self.table(&name, &columns)?);
                }
                Piece::Rows(rows) => {
                    let table = now.as_mut().ok_or_else(|| wrong("rows without a table"))?;
                    let digest = carried.entry(table.shape.name.clone()).or_default();
                    rows.iter().for_each(|row| digest.add(row));
                    table.take(tx, rows).await?;
                }
                Piece::End => {
                    if let Some(table) = now.take() {
                        table.end(tx).await?;
                    }
                    return Ok(carried);
                }
            }
        }
        Err(wrong("what came has no end: it is not whole"))
    }
}

impl ReadIn {
    fn table(&self, name: &str, columns: &[String]) -> Result<Table<'_>> {
        let shape = self.shapes.iter().find(|shape| shape.name == name);
        let shape = shape.ok_or_else(|| wrong(format!("there is no table {name}")))?;
        match shape.columns == columns {
            true => Ok(Table { shape, waiting: vec![] }),
            false => Err(wrong(format!("table {name} has other columns than what came"))),
        }
    }
}

/// The table that is being written.
struct Table<'a> {
    shape: &'a Shape,
    /// All rows of one whose rows name each other, which are few: regions, rooms.
    waiting: Vec<Cells>,
}

impl Table<'_> {
    async fn take(&mut self, tx: &mut Tx, rows: Vec<Cells>) -> Result<()> {
        let width = self.shape.columns.len();
        if rows.iter().any(|row| row.len() != width) {
            return Err(wrong(format!("a row of {} has not {width} values", self.shape.name)));
        }
        if self.shape.parent.is_some() {
            self.waiting.extend(rows);
            return Ok(());
        }
        insert(tx, self.shape, rows).await
    }

    /// Writes who is named before those who name them.
    async fn end(mut self, tx: &mut Tx) -> Result<()> {
        let Some((parent, id)) = self.shape.parent else { return Ok(()) };
        let mut there: HashSet<String> = HashSet::new();
        while !self.waiting.is_empty() {
            let may = |row: &Cells| {
                row[parent] == super::Cell::Null || there.contains(&format!("{:?}", row[parent]))
            };
            let (now, later): (Vec<_>, Vec<_>) = self.waiting.drain(..).partition(may);
            if now.is_empty() {
                return Err(wrong(format!(
                    "rows of {} name each other in a circle",
                    self.shape.name
                )));
            }
            there.extend(now.iter().map(|row| format!("{:?}", row[id])));
            insert(tx, self.shape, now).await?;
            self.waiting = later;
        }
        Ok(())
    }
}

async fn insert(tx: &mut Tx, shape: &Shape, rows: Vec<Cells>) -> Result<()> {
    let width = shape.columns.len();
    let most = (VALUES / width).max(1);
    let mut rows = rows.into_iter();
    loop {
        let args: Vec<Value> =
            rows.by_ref().take(most).flat_map(|row| values(shape, row)).collect();
        if args.is_empty() {
            return Ok(());
        }
        let row = |n: usize| {
            let marks: Vec<_> = (1..=width).map(|m| format!("${}", n * width + m)).collect();
            format!("({})", marks.join(", "))
        };
        let list: Vec<_> = (0..args.len() / width).map(row).collect();
        let (columns, list) = (shape.columns.join(", "), list.join(", "));
        let text = format!("insert into {} ({columns}) values {list}", shape.name);
        tx.run(Sql { text, args }).await?;
    }
}

fn values(shape: &Shape, row: Cells) -> impl Iterator<Item = Value> {
    row.into_iter().zip(shape.kinds.clone()).map(|(cell, kind)| cell.value(kind))
}
