//! Merging duplicates, and taking them apart again.
//!
//! `merged` leads to `kept`: id, card, phone. Rows go through the holdings of all parts and each
//! is written down, so an undo (90 days) brings back exactly those; what cannot go stays with the
//! alias.
mod commands;
mod http;
mod model;
pub(crate) mod permissions;
mod queries;
mod steps;
pub(crate) mod store;

pub(crate) use commands::RenewFields;
pub use commands::{MergePeople, SplitPerson, TakenOut, TellApart, UndoMerge};
pub(crate) use http::routes;
pub(crate) use model::UNDO;
pub use model::{
    Differing, Duplicate, HeldCount, HeldThing, Likeness, MergeId, MergePreview, Merged, Moved,
    PastMerge, PersonField, Side,
};
pub use queries::{ListDuplicates, ListHeld, ListMerges, PreviewMerge};
