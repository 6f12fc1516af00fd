//! What one part knows and the answers of another show.
use lianxin_activities::sessions_per_center;
use lianxin_kernel::{Permission, Query, Read, Result, Scope};
use lianxin_people::PersonId;
use lianxin_places::CenterId;
use std::collections::HashMap;

/// Only the program itself counts for an answer; who may have the answer was decided before.
const COUNT: Permission = Permission::new("composed.count", &[]);

macro_rules! count {
    ($(#[$meta:meta])* $name:ident($($field:ident: $of:ty)?), $query:literal, $out:ty, |$self:ident, $r:ident| $run:expr) => {
        $(#[$meta])*
        pub struct $name { $(pub $field: $of)? }

        impl Query for $name {
            const NAME: &'static str = $query;
            const NEEDS: Permission = COUNT;
            type Target = Scope;
            type Out = $out;

            async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
                Ok(Scope::default())
            }

            async fn run(&$self, $r: &mut Read<'_>, _: Scope) -> Result<$out> {
                $run
            }
        }
    };
}

count! {
    /// Messages a person has not read.
    UnreadOf(person: PersonId), "composed.count_unread", i64,
    |self, r| lianxin_notices::unread(r.tx(), self.person).await
}

count! {
    /// Coming activities a person is signed up for or waits for.
    OpenSignUpsOf(person: PersonId), "composed.count_open_sign_ups", i64,
    |self, r| {
        let now = r.now();
        lianxin_seats::open_claims(r.tx(), None, self.person.into(), now).await
    }
}

count! {
    /// Published activities of today, by center.
    SessionsToday(), "composed.count_sessions_today", HashMap<CenterId, i64>,
    |self, r| {
        let today = r.zone().date(r.now());
        sessions_per_center(r, today).await
    }
}
