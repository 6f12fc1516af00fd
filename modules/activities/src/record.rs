//! Programs and sessions as they are kept.
use crate::model::{ProgramFields, ProgramId, ProgramStatus, SessionId, SessionStatus};
use lianxin_kernel::{Date, Scope, Scoped, Timestamp};
use lianxin_places::{CenterId, CenterRef, RoomId};

#[derive(Clone, Debug)]
pub struct ProgramRecord {
    pub id: ProgramId,
    pub center: CenterId,
    pub status: ProgramStatus,
    pub fields: ProgramFields,
    /// Counts changes, so that two editors do not overwrite each other.
    pub version: i64,
}

#[derive(Clone, Debug)]
pub struct SessionRecord {
    pub id: SessionId,
    pub program: ProgramRecord,
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<RoomId>,
    pub outdoor: Option<String>,
    pub cancelled: bool,
    pub cancel_reason: Option<String>,
}

impl SessionRecord {
    pub fn status(&self, now: Timestamp) -> SessionStatus {
        match self.cancelled {
            true => SessionStatus::Cancelled,
            false if self.ends_at <= now => SessionStatus::Ended,
            false => SessionStatus::Scheduled,
        }
    }

    /// Counts in figures: it took place.
    pub fn held(&self, now: Timestamp) -> bool {
        self.status(now) == SessionStatus::Ended
    }

    pub fn minutes(&self) -> i64 {
        (self.ends_at - self.starts_at).in_minutes()
    }
}

/// A session with the center it belongs to: what commands are about.
#[derive(Clone, Debug)]
pub struct SessionAt {
    pub session: SessionRecord,
    pub center: CenterRef,
}

impl Scoped for SessionAt {
    fn scope(&self) -> Scope {
        self.center.scope().on(self.session.id)
    }
}

/// A program with the center it belongs to.
#[derive(Clone, Debug)]
pub struct ProgramAt {
    pub program: ProgramRecord,
    pub center: CenterRef,
}

impl Scoped for ProgramAt {
    fn scope(&self) -> Scope {
        let scope = self.center.scope().on(self.program.id);
        // A draft is nobody's business outside the center.
        match self.program.status {
            ProgramStatus::Draft => scope.hidden(),
            _ => scope,
        }
    }
}
