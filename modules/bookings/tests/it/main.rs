//! Bookings through the door, on every engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod booking;
mod coming;
mod deciding;
mod ears;
mod house;
mod loans;
mod looking;
mod private;
mod reconcile;
mod reports;
mod rounds;
mod rounds_many;
mod ruling;
mod rush;
mod season;
mod series;
mod series_private;
mod still;
mod telling;
mod things_rush;
mod waiting;

pub static MODULES: &[&lianxin_kernel::Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_bookings::MODULE,
];
