//! Answers that take computing: beside the async threads, on streets and people kept in memory.
mod comparison;
mod coverage;
mod drawing;
mod export;
mod layout;
mod page;

pub use comparison::comparison;
pub use coverage::coverage;
pub use export::{Exported, export};

use crate::atlas;
use crate::store::network::NetworkRow;
use lianxin_kernel::{Act, Result};
use std::sync::Arc;

/// The streets of a network as a drawing.
pub async fn map(act: &Act, network: &NetworkRow) -> Result<Arc<String>> {
    atlas::drawing(act, network, drawing::draw).await
}
