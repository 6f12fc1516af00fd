//! Whether centers stay open and stay new (row 001-19): how new their programs are, how far ahead
//! something is announced, and when what is said of them was last kept up.
use super::figures::{period, place};
use crate::permissions;
use crate::store::freshness::{Run, runs};
use lianxin_kernel::{Date, Error, Names, Permission, Query, Read, Result, Timestamp, Zone};
use lianxin_places::{CenterId, CenterRef, DayHours, KeptUp, PlaceRef, Status};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FreshnessFilter {
    /// A center or a region.
    pub place: String,
    pub from: Date,
    /// Included; at most three years after `from`.
    pub to: Date,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Freshness {
    pub place: String,
    pub name: Names,
    pub from: Date,
    pub to: Date,
    /// The open centers of the place.
    pub items: Vec<CenterFreshness>,
}

/// How new what a center offers is, and how lately it was kept up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CenterFreshness {
    pub center: CenterId,
    pub name: Names,
    /// Programs with a date in the period.
    pub programs: i64,
    /// Of those, begun in the period.
    pub new_programs: i64,
    /// The day the newest program began; `null`: none has begun yet.
    pub newest_on: Option<Date>,
    /// The last day on which something is announced; `null`: nothing is from today on.
    pub announced_until: Option<Date>,
    /// Of the next 28 days, today with them, those whose hours are published.
    pub hours_known_days: i64,
    pub programs_changed_at: Option<Timestamp>,
    /// `null` in these: not since it is written down.
    pub hours_changed_at: Option<Timestamp>,
    pub rooms_changed_at: Option<Timestamp>,
    pub facts_changed_at: Option<Timestamp>,
}

/// The days of which it is asked whether people can know that the center is open.
const DAYS_AHEAD: i32 = 28;
/// More than a district of a million has; a city asks district by district.
const CENTERS_MOST: usize = 400;

pub struct ShowFreshness {
    pub filter: FreshnessFilter,
}

impl Query for ShowFreshness {
    const NAME: &'static str = "activities.show_freshness";
    const NEEDS: Permission = permissions::FIGURES;
    type Target = PlaceRef;
    type Out = Freshness;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceRef> {
        place(r, &self.filter.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PlaceRef) -> Result<Freshness> {
        let (f, now, zone) = (&self.filter, r.now(), r.zone().clone());
        let (from, to) = period(f.from, f.to, &zone)?;
        let mut centers = lianxin_places::centers_below(r.tx(), at.id).await?;
        centers.retain(|center| center.status == Status::Open);
        if centers.len() > CENTERS_MOST {
            let why = format!("more than {CENTERS_MOST} centers; ask for a smaller place");
            return Err(Error::TooLarge(why));
        }
        let ids: Vec<CenterId> = centers.iter().map(|center| center.id).collect();
        let today = zone.date(now);
        let last = today.plus_days(DAYS_AHEAD - 1);
        let mut items = vec![];
        if !ids.is_empty() {
            let days = lianxin_places::open_spans_of(r.tx(), &ids, today, last).await?;
            let kept = lianxin_places::kept_up(r.tx(), &ids).await?;
            for center in centers {
                let runs = runs(r.tx(), center.id, from, to).await?;
                let days = days.get(&center.id).map_or(&[][..], Vec::as_slice);
                let kept = kept.get(&center.id).copied().unwrap_or_default();
                items.push(fresh(center, &runs, days, kept, &Asked { now, from, to, zone: &zone }));
            }
        }
        let (place, name) = (f.place.clone(), at.name);
        Ok(Freshness { place, name, from: f.from, to: f.to, items })
    }
}

struct Asked<'a> {
    now: Timestamp,
    from: Timestamp,
    to: Timestamp,
    zone: &'a Zone,
}

fn fresh(
    center: CenterRef,
    runs: &[Run],
    days: &[DayHours],
    kept: KeptUp,
    asked: &Asked<'_>,
) -> CenterFreshness {
    let began = |run: &&Run| (asked.from..asked.to).contains(&run.first_at);
    let day = |at: Timestamp| asked.zone.date(at);
    let today = day(asked.now);
    let held = runs.iter().filter(|run| run.held > 0);
    let newest = runs.iter().map(|run| run.first_at).filter(|at| *at <= asked.now).max();
    let last = runs.iter().map(|run| day(run.last_at)).max();
    CenterFreshness {
        center: center.id,
        name: center.name,
        programs: held.clone().count() as i64,
        new_programs: held.filter(began).count() as i64,
        newest_on: newest.map(day),
        announced_until: last.filter(|last| *last >= today),
        hours_known_days: days.iter().filter(|day| day.is_known()).count() as i64,
        programs_changed_at: runs.iter().map(|run| run.changed_at).max(),
        hours_changed_at: kept.hours,
        rooms_changed_at: kept.rooms,
        facts_changed_at: kept.facts,
    }
}
