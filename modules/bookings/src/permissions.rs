use lianxin_kernel::{Permission, Role};

/// Looking at rooms, their rules and when they are free.
pub const LOOK: Permission = Permission::new("bookings.look", &[Role::Anyone]);
/// Booking a room for oneself, or for an organization one acts for.
pub const BOOK: Permission = Permission::new("bookings.book", &[Role::Resident]);
/// One's own booking; or, for the staff of the center, anyone's.
pub const BOOKINGS: Permission = Permission::new(
    "bookings.bookings",
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
/// Bookings by name, at the center where they are.
pub const ATTEND: Permission = Permission::new(
    "bookings.attend",
    &[Role::Clerk, Role::DutyOfficer, Role::Operator, Role::CenterManager, Role::Administrator],
)
.names();
/// Deciding what somebody asked for. Nobody decides on their own.
pub const DECIDE: Permission = Permission::new(
    "bookings.decide",
    &[Role::Clerk, Role::Operator, Role::CenterManager, Role::Administrator],
)
.names()
.approves();
/// Handing equipment out and taking it back.
pub const LOANS: Permission = Permission::new(
    "bookings.loans",
    &[Role::Clerk, Role::DutyOfficer, Role::Operator, Role::CenterManager, Role::Administrator],
)
.names();
/// The rules by which rooms may be booked.
pub const RULES: Permission =
    Permission::new("bookings.rules", &[Role::Operator, Role::CenterManager, Role::Administrator]);
/// Sharing out rooms among clubs for a season.
pub const ROUNDS: Permission =
    Permission::new("bookings.rounds", &[Role::CenterManager, Role::Administrator]);
/// Season rounds, as staff see them.
pub const SEE_ROUNDS: Permission = Permission::new(
    "bookings.see_rounds",
    &[Role::Clerk, Role::Operator, Role::CenterManager, Role::Administrator],
);
/// Stating wishes of a club one acts for, and seeing what came of them.
pub const WISH: Permission = Permission::new("bookings.wish", &[Role::Resident]);
/// Giving rooms back that nobody came to, and following closings: the program itself.
pub const KEEP: Permission = Permission::new("bookings.keep", &[]);

pub const ALL: [Permission; 11] =
    [LOOK, BOOK, BOOKINGS, ATTEND, DECIDE, LOANS, RULES, ROUNDS, SEE_ROUNDS, WISH, KEEP];
