use lianxin_kernel::{Permission, Role};

/// Read one's own inbox.
pub const READ: Permission = Permission::new("notices.read", &[Role::Resident]);
/// Tell someone something: only the program does, when it hears of it.
pub const DELIVER: Permission = Permission::new("notices.deliver", &[]);

pub const ALL: [Permission; 2] = [READ, DELIVER];
