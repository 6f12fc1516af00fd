//! What is on: programs made from templates, weekly ones all over the district and special ones at
//! the main center.
mod slots;
mod special;
mod template;

pub use special::Special;
pub use template::Template;

use super::network::Network;
use super::stage::{Stage, all};
use lianxin_activities::{AddProgram, ProgramDraft, ProgramId, Series, SessionId};
use lianxin_kernel::{Date, Result, Timestamp};
use lianxin_places::RoomId;
use std::sync::Arc;

/// A program to be.
pub struct Planned {
    pub template: Arc<Template>,
    pub special: Option<Special>,
    /// Of the centers of the network.
    pub center: usize,
    pub room: Option<RoomId>,
    pub seats: Option<i64>,
    pub series: Series,
    /// Which share of the usual number of people comes: less to a small house.
    pub scale: f64,
}

/// One date that takes place.
#[derive(Clone)]
pub struct Meeting {
    pub session: SessionId,
    pub program: ProgramId,
    pub template: Arc<Template>,
    pub special: Option<Special>,
    pub center: usize,
    pub seats: Option<i64>,
    pub scale: f64,
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// All dates, by when they begin.
pub async fn announce(stage: &Stage, network: &Network) -> Result<Vec<Meeting>> {
    let mut planned = special::planned(stage, network)?;
    slots::fill(stage, network, &mut planned)?;
    add(stage, network, planned).await
}

/// The weekly ones alone.
pub async fn announce_weekly(stage: &Stage, network: &Network) -> Result<Vec<Meeting>> {
    let mut planned = vec![];
    slots::fill(stage, network, &mut planned)?;
    add(stage, network, planned).await
}

async fn add(stage: &Stage, network: &Network, planned: Vec<Planned>) -> Result<Vec<Meeting>> {
    let works = planned.into_iter().map(|plan| {
        let center = network.centers.get(plan.center).map(|c| c.id);
        let stage = stage.clone();
        async move {
            let Some(center) = center else { return Ok(vec![]) };
            let fields = plan.template.fields(plan.room, plan.seats)?;
            let (series, publish) = (plan.series, plan.template.publish);
            let draft = ProgramDraft { center, fields, series, publish };
            let made = stage.act().run(AddProgram { draft }).await?;
            let program = made.program.id;
            let meeting = |date: lianxin_activities::DateResult| {
                Some(Meeting {
                    session: date.session?,
                    program,
                    template: plan.template.clone(),
                    special: plan.special,
                    center: plan.center,
                    seats: plan.seats,
                    scale: plan.scale,
                    date: date.date,
                    starts_at: date.starts_at,
                    ends_at: date.ends_at,
                })
            };
            Ok(made.dates.into_iter().filter_map(meeting).collect::<Vec<_>>())
        }
    });
    let mut meetings = all(works).await?.concat();
    // Sorted by what does not depend on ids.
    meetings.sort_by_cached_key(|m| (m.starts_at, m.center, m.template.key.clone()));
    Ok(meetings)
}
