//! Merging duplicates, and taking them apart again.
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
