use lianxin_kernel::{Permission, Role};

/// Ends offers; the program does it by itself.
pub const EXPIRE: Permission = Permission::new("seats.expire_offer", &[Role::Administrator]);

pub const ALL: [Permission; 1] = [EXPIRE];
