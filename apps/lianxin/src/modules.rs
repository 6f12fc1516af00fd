use lianxin_db::Migration;
use lianxin_kernel::Module;

/// Everything this program is made of, in order of dependence: who comes later may use who came
/// before.
pub static MODULES: &[&Module] = &[
    &lianxin_places::MODULE,
    &lianxin_people::MODULE,
    &lianxin_privacy::MODULE,
    &lianxin_calendar::MODULE,
    &lianxin_seats::MODULE,
    &lianxin_presence::MODULE,
    &lianxin_activities::MODULE,
    &lianxin_bookings::MODULE,
    &lianxin_notices::MODULE,
    &lianxin_planning::MODULE,
];

/// The tables of all modules, the kernel's first.
pub fn migrations() -> Vec<Migration> {
    let own = lianxin_kernel::MIGRATIONS.iter();
    own.chain(MODULES.iter().flat_map(|m| m.migrations)).copied().collect()
}
