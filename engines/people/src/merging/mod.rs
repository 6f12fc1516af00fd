//! Merging duplicates, and taking them apart again.
//!
//! `merged` leads to `kept`: id, card, phone. Rows go through the holdings of all parts and each
//! is written down, so an undo (90 days) brings back exactly those; what cannot go stays with the
//! alias.
//!
//! Nobody gains what was not given. What staff sign in with (login, an authority's subject, factors)
//! never moves: it was checked for that one record, and moved it would open another; so such a record
//! is the one that is kept, and of two such neither goes. Roles move, marked anew, only if who merges
//! or splits could give each of them; who may not leaves them to an administrator. A role or membership
//! that was changed since stays at an undo. Lent rights are bound to both names, so nobody who stands
//! in, or is stood in for, is merged away meanwhile. Sign-ins of the alias end; those of the kept record
//! since the merge end with its undoing.
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
