use lianxin_kernel::{Permission, Role};

const DESK: &[Role] = &[Role::Clerk, Role::Operator, Role::CenterManager, Role::Administrator];
const OWN_AND_DESK: &[Role] = &[
    Role::Resident,
    Role::Clerk,
    Role::DutyOfficer,
    Role::SocialWorker,
    Role::Operator,
    Role::CenterManager,
    Role::Administrator,
];
const CARE: &[Role] =
    &[Role::Clerk, Role::SocialWorker, Role::Operator, Role::CenterManager, Role::Administrator];
/// Those whom the authority itself employs: what is decided for it is not left to a contractor.
const OFFICE: &[Role] = &[Role::Clerk, Role::CenterManager, Role::Administrator];
const CLOSE: &[Role] = &[Role::SocialWorker, Role::CenterManager, Role::Administrator];

/// See a household, guardians, delegates, residency and plain details: one's own, and the desk of
/// the home center.
pub const FAMILY: Permission = Permission::new("people.family", OWN_AND_DESK).names();
/// Put households together and say who is a child's guardian.
pub const CHANGE_FAMILY: Permission = Permission::new("people.change_family", DESK).names();
/// Add a child of one's own.
pub const ADD_CHILD: Permission = Permission::new("people.add_child", &[Role::Resident]).oneself();
/// Say who may take a child home: guardians and the desk.
pub const PICK_UP: Permission = Permission::new("people.pick_up", OWN_AND_DESK).names();
/// Let someone act for oneself. Nobody lets others in who was let in themselves.
pub const DELEGATE: Permission = Permission::new("people.delegate", &[Role::Resident]).oneself();
/// Write down at a desk that someone lets another act for them.
pub const RECORD_DELEGATE: Permission = Permission::new("people.record_delegate", DESK).names();
/// End it: either side, or the desk.
pub const END_DELEGATE: Permission =
    Permission::new("people.end_delegate", OWN_AND_DESK).names().oneself();
/// Act for someone at home here, who is told.
pub const ACT_FOR: Permission = Permission::new("people.act_for", CARE).names();
/// A printed code for someone without a phone.
pub const PAPER_CODE: Permission = Permission::new("people.paper_code", DESK).names();
pub const CLAIM_RESIDENCY: Permission =
    Permission::new("people.claim_residency", OWN_AND_DESK).names();
/// Decide whether someone lives where they say; never by who claimed it.
pub const DECIDE_RESIDENCY: Permission =
    Permission::new("people.decide_residency", OFFICE).names().approves();
/// What one is in the life of a place: tell it and take it back.
pub const OWN_STANDING: Permission =
    Permission::new("people.own_standing", &[Role::Resident]).oneself();
pub const STANDING: Permission = Permission::new("people.standing", CARE).names();
/// Party members and veterans of a place.
pub const SENSITIVE_STANDING: Permission =
    Permission::new("people.sensitive_standing", CLOSE).sensitive();
/// One person's record without what is sensitive.
pub const RECORD: Permission = Permission::new("people.record", CARE).names();
/// All of one person's record, for a stated purpose.
pub const RECORD_SENSITIVE: Permission =
    Permission::new("people.record_sensitive", CLOSE).sensitive();
/// Write down what someone needs.
pub const NEEDS: Permission = Permission::new("people.needs", CARE).sensitive();
