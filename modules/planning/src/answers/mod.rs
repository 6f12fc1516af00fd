//! Answers that take computing: beside the async threads, on streets and people kept in memory.
use crate::model::*;
use crate::store::network::NetworkRow;
use lianxin_kernel::{Act, Error, Language, Result};
use lianxin_places::MapCollection;

pub struct Exported {
    pub kind: &'static str,
    pub text: String,
}

pub async fn coverage(_: &Act, _: Question, _: Language) -> Result<Coverage> {
    Err(Error::NotFound("x"))
}
pub async fn comparison(_: &Act, _: Comparing, _: Language) -> Result<Comparison> {
    Err(Error::NotFound("x"))
}
pub async fn map(_: &Act, _: &NetworkRow) -> Result<String> {
    let _: Option<MapCollection> = None;
    Err(Error::NotFound("x"))
}
pub async fn export(_: &Act, _: ScenarioId, _: &str, _: Language) -> Result<Exported> {
    Err(Error::NotFound("x"))
}
