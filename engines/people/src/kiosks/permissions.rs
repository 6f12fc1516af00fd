use lianxin_kernel::{Permission, Role};

/// Make a device of a center one where cards sign in, and unmake it.
pub const KIOSKS: Permission =
    Permission::new("people.kiosks", &[Role::CenterManager, Role::Administrator]);
