//! Searches for sites, beside the worker.
pub mod under_way;

use crate::commands::BegunRun;
use lianxin_kernel::{Act, Result};

pub async fn begin(_: &Act, _: BegunRun) -> Result<()> {
    Ok(())
}
