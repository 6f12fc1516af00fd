use lianxin_kernel::{Permission, Role};

/// See who looks like one person twice, put records together and take them apart: whoever answers for
/// both home centers.
pub const MERGE: Permission =
    Permission::new("people.merge", &[Role::CenterManager, Role::Administrator]).names();
