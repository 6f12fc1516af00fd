use lianxin_kernel::{Permission, Role};

/// Put right what stands in someone's record: the desk of their home.
pub const CORRECT: Permission = Permission::new(
    "people.correct",
    &[Role::Clerk, Role::Operator, Role::CenterManager, Role::Administrator],
)
.names();
