use lianxin_kernel::{Permission, Role};

/// Looking at what the rooms of a center are held for.
pub const SEE: Permission = Permission::new(
    "calendar.see",
    &[
        Role::Clerk,
        Role::DutyOfficer,
        Role::Operator,
        Role::CenterManager,
        Role::DistrictManager,
        Role::Administrator,
    ],
);
/// Keeping a room for staff.
pub const BLOCK: Permission = Permission::new(
    "calendar.block",
    &[Role::Clerk, Role::DutyOfficer, Role::Operator, Role::CenterManager, Role::Administrator],
);
/// Saying which rooms are parts of which, how they are used, and closing them.
pub const ARRANGE: Permission = Permission::new(
    "calendar.arrange",
    &[Role::Operator, Role::CenterManager, Role::Administrator],
);
/// Holding what is kept against what it should be: the program itself.
pub const KEEP: Permission = Permission::new("calendar.keep", &[]);

pub const ALL: [Permission; 4] = [SEE, BLOCK, ARRANGE, KEEP];
