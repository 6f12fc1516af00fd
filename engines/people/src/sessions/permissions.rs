use lianxin_kernel::{Permission, Role};

/// Where one is signed in: one's own alone, whoever may act in one's name.
pub const SESSIONS: Permission = Permission::new("people.sessions", &[Role::Resident]).oneself();
