//! What stands in the file: CBOR items one after another.
use lianxin_db::Db;
use lianxin_db::carry::{Carried, Cell, Digest, Piece};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{Read, Write};

/// The form of the file; a newer one is not guessed at.
const FORM: u32 = 1;

/// The first item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Always "lianxin backup": what is no backup is said to be none.
    pub what: String,
    pub form: u32,
    pub program: String,
    /// Microseconds since 1970.
    pub made_at: i64,
    /// Which tables the rows are of.
    pub steps: Vec<Step>,
}

const WHAT: &str = "lianxin backup";

/// A migration that the database had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub module: String,
    pub number: u32,
    pub checksum: String,
}

impl Step {
    /// All of those this program knows, which the database must have.
    pub async fn all_of(db: &Db) -> Result<Vec<Self>, String> {
        let all = crate::modules::migrations();
        let missing = lianxin_db::pending(db, &all).await.map_err(|e| e.to_string())?;
        if !missing.is_empty() {
            let count = missing.len();
            return Err(format!("{count} migrations are missing: run lianxin migrate first"));
        }
        let step = |m: &lianxin_db::Migration| Self {
            module: m.module.to_owned(),
            number: m.number,
            checksum: m.checksum(),
        };
        Ok(all.iter().map(step).collect())
    }
}

impl Header {
    pub fn new(made_at: i64, steps: Vec<Step>) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { what: WHAT.to_owned(), form: FORM, program, made_at, steps }
    }
}

#[derive(Serialize, Deserialize)]
enum Item {
    Table(String, Vec<String>),
    Rows(Vec<Vec<ciborium::Value>>),
    /// Rows and sum of each table.
    End(BTreeMap<String, (u64, [u64; 4])>),
}

fn fault(e: impl std::fmt::Display) -> String {
    e.to_string()
}

/// Writes header and pieces; counts what it writes.
pub(super) struct Writer<W> {
    to: W,
    now: String,
    pub(super) counted: Carried,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(mut to: W, header: &Header) -> Result<Self, String> {
        ciborium::into_writer(header, &mut to).map_err(fault)?;
        Ok(Self { to, now: String::new(), counted: Carried::new() })
    }

    pub(super) fn take(&mut self, piece: Piece) -> Result<(), String> {
        let item = match piece {
            Piece::Table { name, columns } => {
                self.counted.insert(name.clone(), Digest::default());
                self.now.clone_from(&name);
                Item::Table(name, columns)
            }
            Piece::Rows(rows) => {
                let digest = self.counted.entry(self.now.clone()).or_default();
                rows.iter().for_each(|row| digest.add(row));
                Item::Rows(rows.into_iter().map(|row| row.into_iter().map(out).collect()).collect())
            }
            Piece::End => {
                let sums = self.counted.iter().map(|(name, d)| (name.clone(), (d.rows, d.sum)));
                Item::End(sums.collect())
            }
        };
        ciborium::into_writer(&item, &mut self.to).map_err(fault)
    }

    pub(super) fn into_inner(self) -> W {
        self.to
    }
}

/// Reads header and pieces; the end is only passed on when all that came adds up.
pub(super) struct Reader<R> {
    from: R,
    now: String,
    counted: Carried,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(mut from: R) -> Result<(Self, Header), String> {
        let header: Result<Header, _> = ciborium::from_reader(&mut from);
        let header = header.ok().filter(|h| h.what == WHAT);
        let header = header.ok_or("this is no backup of lianxin, or its beginning is damaged")?;
        if header.form > FORM {
            let (form, program) = (header.form, &header.program);
            return Err(format!("form {form} of version {program}: restore it with that version"));
        }
        Ok((Self { from, now: String::new(), counted: Carried::new() }, header))
    }

    pub(super) fn next(&mut self) -> Result<Piece, String> {
        let item: Item = ciborium::from_reader(&mut self.from)
            .map_err(|e| format!("the file is damaged or cut off: {e}"))?;
        Ok(match item {
            Item::Table(name, columns) => {
                self.counted.insert(name.clone(), Digest::default());
                self.now.clone_from(&name);
                Piece::Table { name, columns }
            }
            Item::Rows(rows) => {
                let rows: Vec<Vec<Cell>> = rows
                    .into_iter()
                    .map(|row| row.into_iter().map(into).collect())
                    .collect::<Result<_, _>>()?;
                let digest = self.counted.entry(self.now.clone()).or_default();
                rows.iter().for_each(|row| digest.add(row));
                Piece::Rows(rows)
            }
            Item::End(sums) => {
                let whole =
                    |(name, (rows, sum)): (String, (u64, [u64; 4]))| (name, Digest { rows, sum });
                let sums: Carried = sums.into_iter().map(whole).collect();
                if sums != self.counted {
                    return Err("the file is damaged: its rows do not add up".to_owned());
                }
                Piece::End
            }
        })
    }
}

fn out(cell: Cell) -> ciborium::Value {
    match cell {
        Cell::Null => ciborium::Value::Null,
        Cell::Int(n) => ciborium::Value::from(n),
        Cell::Real(x) => ciborium::Value::Float(x),
        Cell::Text(text) => ciborium::Value::Text(text),
        Cell::Bytes(bytes) => ciborium::Value::Bytes(bytes),
    }
}

fn into(value: ciborium::Value) -> Result<Cell, String> {
    match value {
        ciborium::Value::Null => Ok(Cell::Null),
        ciborium::Value::Float(x) => Ok(Cell::Real(x)),
        ciborium::Value::Text(text) => Ok(Cell::Text(text)),
        ciborium::Value::Bytes(bytes) => Ok(Cell::Bytes(bytes)),
        ciborium::Value::Integer(n) => {
            let n = i64::try_from(n).map_err(|_| "the file is damaged: a number is too large")?;
            Ok(Cell::Int(n))
        }
        _ => Err("the file is damaged: a value is of no known kind".to_owned()),
    }
}
