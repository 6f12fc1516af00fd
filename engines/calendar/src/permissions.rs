use lianxin_kernel::{Permission, Role};

/// Searching for free rooms, and what can be lent: tells of nobody.
pub const LOOK: Permission = Permission::new("calendar.look", &[Role::Anyone]);
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

/// Making the feeds of a center and its rooms, and giving them other addresses.
pub const FEEDS: Permission =
    Permission::new("calendar.feeds", &[Role::Operator, Role::CenterManager, Role::Administrator]);
/// Having a feed of when one is held oneself. Its address opens it, so nobody else makes it.
pub const OWN_FEED: Permission = Permission::new("calendar.own_feed", &[Role::Resident]).oneself();
/// Reading a feed with its address.
pub const READ_FEED: Permission = Permission::new("calendar.read_feed", &[Role::Anyone]);

/// Seeing how much the rooms of a center are used, without who uses them.
pub const UTILIZATION: Permission = Permission::new(
    "calendar.utilization",
    &[Role::CenterManager, Role::DistrictManager, Role::Administrator],
);

pub const ALL: [Permission; 9] =
    [LOOK, SEE, BLOCK, ARRANGE, KEEP, FEEDS, OWN_FEED, READ_FEED, UTILIZATION];
