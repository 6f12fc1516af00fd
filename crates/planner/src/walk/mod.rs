//! Walking on streets, as one profile walks: the graph, places on it, and searches from them.
//!
//! Everything is exact: costs are whole millimeters, and every search gives what a textbook Dijkstra
//! on the segments gives. Points between two ways are contracted into *chains*, a home lies at an
//! offset on its chain, and dead ends are never searched, because nothing lies behind them.
mod around;
mod beside;
mod chains;
mod counts;
mod graph;
mod homes;
mod lanes;
mod nearest;
mod parts;
mod reached;
mod search;
mod snap;
mod surface;
mod tree;
mod wide;

pub use around::{Around, Covers, around, covers};
pub use beside::beside;
pub use counts::{Counts, counts};
pub use graph::Graph;
pub use homes::Homes;
pub use nearest::{Near, costs, nearest, nearest_points};
pub use parts::Part;
pub use reached::{Piece, reached};
pub use snap::{Snap, Snapping, Spot};
pub use surface::surface;

/// What no walk reaches.
pub(crate) const UNREACHED: u32 = u32::MAX;

/// The largest cost that counts as reached.
fn farthest(limit: Option<u32>) -> u32 {
    limit.unwrap_or(UNREACHED).min(UNREACHED - 1)
}
