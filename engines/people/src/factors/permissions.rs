use lianxin_kernel::{Permission, Role};

/// One's own second factors and password.
pub const FACTORS: Permission = Permission::new("people.factors", &[Role::Resident]).oneself();
/// Taking the factors of someone's account away, and saying whom an authority's subject means: either
/// could open that account to another.
pub const ACCOUNTS: Permission =
    Permission::new("people.accounts", &[Role::Administrator]).sensitive();
