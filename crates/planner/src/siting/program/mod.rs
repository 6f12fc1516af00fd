//! Integer programs, for what our own bounds leave open. Solved by HiGHS in builds with the feature
//! `highs`; a build without it says so and callers keep their own bounds.
#[cfg(feature = "highs")]
mod solver;

use crate::{Result, Watch};

/// A linear program, some of whose columns may have to be whole numbers. Rows are sparse.
#[derive(Clone, Debug)]
pub struct Program {
    #[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "read by the solver only"))]
    aim: Aim,
    columns: Vec<Range>,
    rows: Vec<Line>,
    start: Option<Vec<f64>>,
    nodes: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Least,
    Most,
}

#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "read by the solver only"))]
#[derive(Clone, Copy, Debug)]
struct Range {
    factor: f64,
    low: f64,
    high: f64,
    whole: bool,
}

#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "read by the solver only"))]
#[derive(Clone, Debug)]
struct Line {
    low: f64,
    high: f64,
    terms: Vec<(u32, f64)>,
}

/// What the solver made of a program.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    pub ended: Ended,
    /// The best found: its value and the columns in the order they were added.
    pub best: Option<(f64, Vec<f64>)>,
    /// No solution is better than this; infinite on the hopeful side when nothing is known.
    pub bound: f64,
    /// Of each row, in order; only for programs without whole columns that ended as `Proved`.
    pub duals: Vec<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing better exists, within the tolerances of the solver (one part in a million of a row).
    Proved,
    /// No values of the columns satisfy every row.
    Infeasible,
    /// The time or the nodes were used up; the bound holds all the same.
    Cut,
    /// The solver gave up; nothing is known but what `best` and `bound` say.
    Failed,
}

impl Program {
    pub fn new(aim: Aim) -> Self {
        Self { aim, columns: vec![], rows: vec![], start: None, nodes: None }
    }

    /// A column with any value of `low..=high`; returns its index.
    pub fn column(&mut self, factor: f64, low: f64, high: f64) -> u32 {
        self.push(Range { factor, low, high, whole: false })
    }

    /// A column with whole values only; returns its index.
    pub fn whole(&mut self, factor: f64, low: f64, high: f64) -> u32 {
        self.push(Range { factor, low, high, whole: true })
    }

    fn push(&mut self, column: Range) -> u32 {
        let index = self.columns.len();
        self.columns.push(column);
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// `low <= sum of factor × column <= high`; infinite where there is no limit. A column is named
    /// once in a row.
    pub fn row(&mut self, low: f64, high: f64, terms: Vec<(u32, f64)>) {
        self.rows.push(Line { low, high, terms });
    }

    /// A solution known already, one value per column.
    pub fn start(&mut self, values: Vec<f64>) {
        self.start = Some(values);
    }

    /// Ends after this many nodes of the search tree: a limit that gives the same answer every time,
    /// as a time limit does not.
    pub fn nodes(&mut self, limit: u32) {
        self.nodes = Some(limit);
    }

    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// `None` when this build has no solver. The time left on the watch is kept to; an error when
    /// it was cancelled.
    pub fn solve(self, watch: &Watch<'_>) -> Result<Option<Solved>> {
        watch.go_on()?;
        #[cfg(feature = "highs")]
        return solver::solve(self, watch).map(Some);
        #[cfg(not(feature = "highs"))]
        Ok(None)
    }
}

/// Whether this build can solve programs.
pub const fn available() -> bool {
    cfg!(feature = "highs")
}

#[cfg(test)]
mod tests;
