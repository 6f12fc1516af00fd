//! What sessions add up to, counted from the records.
use crate::record::SessionRecord;
use crate::store;
use crate::store::day::Counting;
use crate::views::Figure;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Result, Span, Timestamp, Write};
use std::collections::HashMap;

/// After the end of its last session, when a day is added up: what was begun before is done by then.
pub const SETTLING: Span = Span::hours(1);

impl Counting {
    pub fn of(s: &SessionRecord) -> Self {
        Self {
            id: s.id,
            center: s.program.center,
            date: s.date,
            starts_at: s.starts_at,
            ends_at: s.ends_at,
            cancelled: s.cancelled,
        }
    }

    fn held(&self, now: Timestamp) -> bool {
        !self.cancelled && self.ends_at <= now
    }
}

/// The figure of each session, in their order. Only what took place counts as a session and with
/// its hours; what was cancelled is counted as that.
pub async fn counted(tx: &mut Tx, sessions: &[Counting], now: Timestamp) -> Result<Vec<Figure>> {
    let held = sessions.iter().filter(|s| s.held(now));
    let subjects: Vec<AnyId> = held.map(|s| s.id.0).collect();
    let (mut came, mut seated) = (HashMap::new(), HashMap::<AnyId, i64>::new());
    for chunk in subjects.chunks(1000) {
        let counts = lianxin_presence::counts_of_subjects(tx, chunk).await?;
        came.extend(counts.into_iter().map(|c| (c.subject, c)));
        for pool in lianxin_seats::pools_of_subjects(tx, chunk).await? {
            *seated.entry(pool.subject).or_default() += pool.places.seated();
        }
    }
    let figure = |s: &Counting| {
        if s.cancelled {
            return Figure { cancelled: 1, ..Figure::default() };
        }
        // What is under way counts when it is over.
        if !s.held(now) {
            return Figure::default();
        }
        let count = came.get(&s.id.0);
        let seated = seated.get(&s.id.0).copied().unwrap_or(0);
        Figure {
            sessions: 1,
            visits: count.map_or(0, |c| c.came),
            online_visits: count.map_or(0, |c| c.online),
            service_minutes: (s.ends_at - s.starts_at).in_minutes(),
            sign_ups: seated,
            no_shows: (seated - count.map_or(0, |c| c.signed_up)).max(0),
            cancelled: 0,
        }
    };
    Ok(sessions.iter().map(figure).collect())
}

/// Who comes to a session or gives a place up after its end changes a day that may be added up. Before
/// its end the day is not, so a crowd at the door has nothing to wait for here.
pub async fn touched(w: &mut Write<'_>, session: &SessionRecord) -> Result<()> {
    match w.now() >= session.ends_at {
        true => store::day::mark(w.tx(), session.program.center, session.date).await,
        false => Ok(()),
    }
}
