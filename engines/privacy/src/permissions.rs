use lianxin_kernel::{Permission, Role};

const DESK: &[Role] = &[Role::Clerk, Role::CenterManager, Role::Administrator];

/// What is processed why, and the texts people read: public.
pub const READ: Permission = Permission::new("privacy.read", &[Role::Anyone]);
/// One's own consents, data and requests; a guardian's for a child.
pub const OWN: Permission = Permission::new("privacy.own", &[Role::Resident]);
/// Hear what a person says to a purpose, as their witness at the desk of their home center.
pub const WITNESS: Permission = Permission::new("privacy.witness", DESK).names();
/// Take in a request for someone at the desk, also of a near relative of someone who died.
pub const TAKE_IN: Permission = Permission::new("privacy.take_in", DESK).names();
/// See the requests of a place with their deadlines, and take one up.
pub const REQUESTS: Permission =
    Permission::new("privacy.requests", &[Role::CenterManager, Role::Administrator]).names();
/// Answer a request: never one's own.
pub const DECIDE: Permission =
    Permission::new("privacy.decide", &[Role::CenterManager, Role::Administrator])
        .names()
        .approves();
/// All that is held about a person, to answer their request.
pub const HELD: Permission = Permission::new("privacy.held", &[Role::Administrator]).sensitive();
/// The register of purposes and its texts.
pub const REGISTER: Permission = Permission::new("privacy.register", &[Role::Administrator]);
/// Assessments, breaches and those who get data: to read.
pub const LOOK: Permission = Permission::new("privacy.look", &[Role::Administrator, Role::Auditor]);
/// Assessments, breaches and those who get data: to write.
pub const WRITE: Permission = Permission::new("privacy.write", &[Role::Administrator]);
/// Approve or reject an assessment: never one's own.
pub const REVIEW: Permission = Permission::new("privacy.review", &[Role::Administrator]).approves();
/// Whose data a breach concerns, by name.
pub const CONCERNED: Permission =
    Permission::new("privacy.concerned", &[Role::Administrator]).sensitive();
/// The program's own: seeding, retention, reminders, carrying out.
pub const KEEP: Permission = Permission::new("privacy.keep", &[]);

pub const ALL: [Permission; 13] = [
    READ, OWN, WITNESS, TAKE_IN, REQUESTS, DECIDE, HELD, REGISTER, LOOK, WRITE, REVIEW, CONCERNED,
    KEEP,
];
