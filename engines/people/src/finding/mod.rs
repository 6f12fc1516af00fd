//! Finding a person in seconds.
//!
//! A name has up to 48 keys (as written, pinyin, initials, mixes, from each character on), looked
//! up by their beginning in steps of at most 120 rows. The phone is sealed; it and its last four
//! digits have keyed hashes.
mod holding;
mod http;
mod model;
mod queries;
pub(crate) mod store;

pub use holding::Visits;
pub(crate) use http::routes;
pub use model::{NameKey, Part, name_keys, sound_of};
pub use queries::FindPeople;

use crate::model::PersonId;
use crate::place::CenterId;
use lianxin_db::Tx;
use lianxin_kernel::{Result, Timestamp};

/// Notes that someone is at a center: who came lately is found first at its desk.
pub async fn was_here(tx: &mut Tx, id: PersonId, center: CenterId, at: Timestamp) -> Result<()> {
    store::was_here(tx, id, center, at).await
}
