//! Every change of merging, one file each.
mod merge_people;
mod renew_fields;
mod split_person;
mod tell_apart;
mod undo_merge;

pub use merge_people::MergePeople;
pub(crate) use renew_fields::RenewFields;
pub use split_person::{SplitPerson, TakenOut};
pub use tell_apart::TellApart;
pub use undo_merge::UndoMerge;
