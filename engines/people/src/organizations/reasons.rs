//! Every reason that is given about organizations.
use lianxin_kernel::{Reason, reason};

pub(crate) fn not_an_operator() -> Reason {
    reason!("people.not_an_operator")
}

pub(crate) fn organization_ended() -> Reason {
    reason!("people.organization_ended")
}

pub(crate) fn invitation_over() -> Reason {
    reason!("people.invitation_over")
}

pub(crate) fn too_many(max: i64) -> Reason {
    reason!("people.too_many_members", max = max)
}

pub(crate) fn already_member() -> Reason {
    reason!("people.already_member")
}
