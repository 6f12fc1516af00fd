//! The search for free time: who asks for a room for so many people, with a piano, near home, some
//! evening next week, is told the best there is, and what comes near and why not quite.
//!
//! Pure but for [`find_free`], which reads what is searched. Whatever it answers as free is accepted
//! by [`crate::may_occupy`] at that moment, since both keep the same rules: hours that are not
//! published are unknown and not closed, setting up and cleaning have to fit too, and so on.
//!
//! **What is searched.** Rooms that residents use and that can be booked. Of each room and day the
//! earliest time that fits, within that day. Equipment stands in the room (as its words say) or is
//! lent by its center, if it can be carried.
//!
//! **What comes first.** (1) Rooms that fit: for up to half as many again as come, then for up to
//! three times as many, then larger ones, then those of which it is not known. (2) The shorter walk.
//! (3) The earlier time. (4) Of the same, the smaller room, then the older id. So the same question
//! has the same answer, and each answer says what spoke for it.
mod answer;
mod ask;
mod bits;
mod day;
mod find;
mod house;
mod miss;
mod rank;
mod search;
mod town;

#[cfg(test)]
mod tests;

pub use answer::{Free, FreeList, NearMiss, RoomFound};
pub use ask::{Ask, Near};
pub use find::find_free;
