//! All rows of a database as values that are the same on both engines: what a backup keeps, and what moves from one
//! engine to the other.
//!
//! Rows are read on one snapshot and written in one transaction, so there is all of it or nothing.
mod cell;
mod digest;
mod read;
mod shape;
mod write;

pub use cell::Cell;
pub use digest::Digest;
pub use read::{digests, read_out};
pub use shape::{Shape, shapes};
pub use write::{Carried, read_in};

/// One row, in the order of its table's columns.
pub type Cells = Vec<Cell>;

/// What goes over the channel between reading and writing, in this order: a table, its rows, the next table, and the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Table {
        name: String,
        columns: Vec<String>,
    },
    Rows(Vec<Cells>),
    /// Without it what came is not whole.
    End,
}
