use lianxin_db::Migration;

/// The tables of this crate.
pub const MIGRATIONS: &[Migration] =
    lianxin_db::migrations!("kernel", "0001_ground.sql", "0002_denials.sql");
