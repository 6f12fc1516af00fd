use lianxin_kernel::{Permission, Role};

/// Take over people of a center from a list.
pub const IMPORT: Permission =
    Permission::new("people.import", &[Role::CenterManager, Role::Administrator]).names();
