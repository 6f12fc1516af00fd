use lianxin_kernel::{Permission, Role};

/// See which accounts of staff there are at a place and below.
pub const SEE_STAFF: Permission =
    Permission::new("people.see_staff", &[Role::CenterManager, Role::Administrator]).names();
