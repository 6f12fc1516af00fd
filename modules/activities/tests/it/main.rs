//! Activities through the door, on every engine.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can not go on has failed")]
mod attending;
mod crowd;
mod days;
mod figures;
mod publishing;
mod signing_up;
mod town;

static MODULES: &[&lianxin_kernel::Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_seats::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_activities::MODULE,
];
