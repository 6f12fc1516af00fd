pub use crate::correcting::permissions::CORRECT;
pub use crate::factors::permissions::{ACCOUNTS, FACTORS};
use crate::families::permissions as families;
pub use crate::kiosks::permissions::KIOSKS;
pub use crate::sessions::permissions::SESSIONS;
pub use crate::staff::permissions::SEE_STAFF;
use lianxin_kernel::{Permission, Role};

const DESK: &[Role] =
    &[Role::Clerk, Role::DutyOfficer, Role::Operator, Role::CenterManager, Role::Administrator];

pub const SIGN_IN: Permission = Permission::new("people.sign_in", &[Role::Anyone]);
/// One's own account.
pub const OWN: Permission = Permission::new("people.own", &[Role::Resident]);
pub const FIND: Permission = Permission::new("people.find", DESK).names();
pub const ADD: Permission = Permission::new("people.add", DESK).names();
/// See, print and renew a card: one's own, and the desk of the home center.
pub const CARD: Permission = Permission::new(
    "people.card",
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
pub const GRANT: Permission = Permission::new("people.grant", &[Role::Administrator]).names();
/// Accounts of staff, and ending someone's account.
pub const STAFF: Permission = Permission::new("people.staff", &[Role::Administrator]).names();
/// The program's own housekeeping: no role has it.
pub const KEEP: Permission = Permission::new("people.keep", &[]);

pub use crate::organizations::permissions::{
    ADD_MEMBER, CONTRACTS, MEMBERS, ORGANIZATIONS, OWN_ORGANIZATIONS,
};
pub use crate::rights::permissions::{DUTY, EDIT_ROLES, RIGHTS, ROLES};

pub const ALL: &[Permission] = &[
    crate::auditing::permissions::AUDIT,
    SIGN_IN,
    OWN,
    FIND,
    ADD,
    CARD,
    GRANT,
    STAFF,
    KEEP,
    families::FAMILY,
    families::CHANGE_FAMILY,
    families::ADD_CHILD,
    families::PICK_UP,
    families::DELEGATE,
    families::RECORD_DELEGATE,
    families::END_DELEGATE,
    families::ACT_FOR,
    families::PAPER_CODE,
    families::CLAIM_RESIDENCY,
    families::DECIDE_RESIDENCY,
    families::OWN_STANDING,
    families::STANDING,
    families::SENSITIVE_STANDING,
    families::RECORD,
    families::RECORD_SENSITIVE,
    families::NEEDS,
    ORGANIZATIONS,
    MEMBERS,
    ADD_MEMBER,
    CONTRACTS,
    OWN_ORGANIZATIONS,
    DUTY,
    RIGHTS,
    ROLES,
    EDIT_ROLES,
    crate::merging::permissions::MERGE,
    CORRECT,
    SEE_STAFF,
    crate::intake::permissions::IMPORT,
    SESSIONS,
    FACTORS,
    ACCOUNTS,
    KIOSKS,
];
