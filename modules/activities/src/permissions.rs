use lianxin_kernel::{Permission, Role};

/// Looking at what is published.
pub const LOOK: Permission = Permission::new("activities.look", &[Role::Anyone]);
/// Signing up, leaving, checking in, giving feedback: for oneself.
pub const JOIN: Permission = Permission::new("activities.join", &[Role::Resident]);
/// Programs and their dates.
pub const PUBLISH: Permission = Permission::new(
    "activities.publish",
    &[Role::Operator, Role::CenterManager, Role::Administrator],
);
/// Participants by name, at the center where they take part.
pub const ATTEND: Permission = Permission::new(
    "activities.attend",
    &[Role::Clerk, Role::DutyOfficer, Role::Operator, Role::CenterManager, Role::Administrator],
)
.names();
/// One's own sign-up; or, for the staff of the center, anyone's.
pub const SIGN_UPS: Permission = Permission::new(
    "activities.sign_ups",
    &[
        Role::Resident,
        Role::Clerk,
        Role::DutyOfficer,
        Role::Operator,
        Role::CenterManager,
        Role::Administrator,
    ],
)
.names();
/// The day of a center: counts, no names.
pub const DESK: Permission = Permission::new(
    "activities.desk",
    &[
        Role::Clerk,
        Role::DutyOfficer,
        Role::Operator,
        Role::CenterManager,
        Role::DistrictManager,
        Role::Administrator,
    ],
);
/// Sums of a center or a region.
pub const FIGURES: Permission = Permission::new(
    "activities.figures",
    &[Role::Operator, Role::CenterManager, Role::DistrictManager, Role::Administrator],
);

/// Telling people what became of their sign-up, and cancelling what lost its room: the program itself.
pub const TELL: Permission = Permission::new("activities.tell", &[]);

/// Adding up the days of centers: the program itself.
pub const KEEP: Permission = Permission::new("activities.keep", &[]);

pub const ALL: [Permission; 9] = [LOOK, JOIN, PUBLISH, ATTEND, SIGN_UPS, DESK, FIGURES, TELL, KEEP];
