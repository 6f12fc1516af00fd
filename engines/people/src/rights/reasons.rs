//! Every reason that is given about rights.
use lianxin_kernel::{Reason, reason};

/// Who gives or lends must hold it at that place.
pub(crate) fn not_held(permission: &str) -> Reason {
    reason!("people.right_not_held", permission = permission)
}

/// Whoever holds a role adds nothing to it.
pub(crate) fn own_role() -> Reason {
    reason!("people.own_role")
}

/// An upward role sees sums, never names.
pub(crate) fn names_above(permission: &str) -> Reason {
    reason!("people.names_above", permission = permission)
}

/// It belongs to the program itself, or to everyone for their own.
pub(crate) fn not_given_to_roles(permission: &str) -> Reason {
    reason!("people.right_not_for_roles", permission = permission)
}

pub(crate) fn changed_meanwhile() -> Reason {
    reason!("people.changed_meanwhile")
}

pub(crate) fn role_retired() -> Reason {
    reason!("people.role_retired")
}

pub(crate) fn nothing_to_lend() -> Reason {
    reason!("people.nothing_to_lend")
}

pub(crate) fn outside_contract() -> Reason {
    reason!("people.outside_contract")
}

pub(crate) fn for_everyone() -> Reason {
    reason!("people.right_for_everyone")
}

pub(crate) fn for_oneself() -> Reason {
    reason!("people.right_for_oneself")
}

pub(crate) fn by_role(role: &str) -> Reason {
    reason!("people.right_by_role", role = role)
}

pub(crate) fn by_duty(role: &str) -> Reason {
    reason!("people.right_by_duty", role = role)
}

pub(crate) fn by_deputy(role: &str) -> Reason {
    reason!("people.right_by_deputy", role = role)
}

pub(crate) fn by_contract(role: &str) -> Reason {
    reason!("people.right_by_contract", role = role)
}

/// Held only in a sign-in with a second factor.
pub(crate) fn second_factor() -> Reason {
    reason!("people.right_second_factor")
}

pub(crate) fn not_given() -> Reason {
    reason!("people.right_not_given")
}

pub(crate) fn elsewhere() -> Reason {
    reason!("people.right_elsewhere")
}

pub(crate) fn taken_from_role(role: &str) -> Reason {
    reason!("people.right_taken_from_role", role = role)
}

pub(crate) fn other_modules(role: &str) -> Reason {
    reason!("people.right_other_modules", role = role)
}

pub(crate) fn not_at_this_time(role: &str) -> Reason {
    reason!("people.right_not_now", role = role)
}

pub(crate) fn program_only() -> Reason {
    reason!("people.right_program_only")
}
