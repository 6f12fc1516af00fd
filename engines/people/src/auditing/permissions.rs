use lianxin_kernel::{Permission, Role};

/// Reading the audit. An installation that parts administration from its inspection (GB/T 22239-2019,
/// level 3) takes it from administrators.
pub const AUDIT: Permission =
    Permission::new("people.audit", &[Role::Auditor, Role::Administrator]).names();
