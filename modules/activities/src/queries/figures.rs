//! The triple every center is asked for: sessions, visits, service hours (row 000-30), counted from
//! records for any place and period.
use crate::assemble::cards;
use crate::counting::counted;
use crate::permissions;
use crate::reasons;
use crate::store::day::{Counting, Days};
use crate::store::{self, session::Wanted};
use crate::targets::Here;
use crate::views::{Figure, SessionCard};
use lianxin_db::{Id, Tx};
use lianxin_kernel::{
    Date, Error, FieldCode, Found, Limit, Names, Page, Permission, Query, Read, Reason, Result,
    Scope, Timestamp, Zone,
};
use lianxin_places::{CenterId, PlaceRef, RegionId, center_ids_below, center_names};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    #[default]
    Month,
    Day,
    Center,
}

#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FigureFilter {
    /// A center or a region.
    pub place: String,
    pub from: Date,
    /// Included; at most three years after `from`.
    pub to: Date,
    #[serde(default)]
    #[param(inline)]
    pub by: By,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Figures {
    pub place: String,
    pub name: Names,
    pub from: Date,
    pub to: Date,
    pub total: Figure,
    pub rows: Vec<FigureRow>,
    /// How they were counted.
    pub rule: Reason,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FigureRow {
    /// `2026-03`, `2026-03-02`, or the id of a center.
    pub key: String,
    pub name: Option<Names>,
    #[serde(flatten)]
    pub figure: Figure,
}

/// More than a district of a million has in a year, of days that were not added up yet.
const SESSIONS_MOST: i64 = 50_000;
const DAYS_MOST: i32 = 1_096;

/// Reads the id of a center or a region.
fn place_id(text: &str) -> Result<Id> {
    let center = text.parse::<CenterId>().map(|c| c.0);
    let place = center.or_else(|_| text.parse::<RegionId>().map(|r| r.0));
    place.map_err(|_| Error::field("place", FieldCode::Unknown))
}

pub(super) async fn place(r: &mut Read<'_>, text: &str) -> Result<PlaceRef> {
    lianxin_places::place(r.tx(), place_id(text)?).await?.found("place")
}

fn scope(place: &PlaceRef) -> Scope {
    Scope::district(place.district).at(place.path.clone()).on(place.id)
}

/// A place as a target, kept for the answer.
pub struct At(PlaceRef);

impl lianxin_kernel::Scoped for At {
    fn scope(&self) -> Scope {
        scope(&self.0)
    }
}

pub(super) fn period(from: Date, to: Date, zone: &Zone) -> Result<(Timestamp, Timestamp)> {
    if to < from {
        return Err(Error::field("to", FieldCode::BeforeStart));
    }
    if from.days_until(to) > DAYS_MOST {
        return Err(Error::field("to", FieldCode::OutOfRange));
    }
    Ok((zone.start_of(from), zone.start_of(to.plus_days(1))))
}

/// Published sessions of a place that start in a period.
async fn wanted(tx: &mut Tx, place: Id, span: (Timestamp, Timestamp)) -> Result<Wanted> {
    Ok(Wanted {
        centers: Some(center_ids_below(tx, place).await?),
        starts_from: Some(span.0),
        to: Some(span.1),
        cancelled: true,
        archived: true,
        ..Wanted::default()
    })
}

pub struct ShowFigures {
    pub filter: FigureFilter,
}

impl Query for ShowFigures {
    const NAME: &'static str = "activities.show_figures";
    const MAY_LAG: bool = true;
    const NEEDS: Permission = permissions::FIGURES;
    type Target = At;
    type Out = Figures;

    async fn target(&self, r: &mut Read<'_>) -> Result<At> {
        place(r, &self.filter.place).await.map(At)
    }

    async fn run(&self, r: &mut Read<'_>, at: At) -> Result<Figures> {
        let f = &self.filter;
        let now = r.now();
        period(f.from, f.to, r.zone())?;
        let centers = center_ids_below(r.tx(), at.0.id).await?;
        let rows = match centers.is_empty() {
            true => BTreeMap::new(),
            false => {
                sums(r.tx(), &Days { centers: &centers, from: f.from, to: f.to }, f.by, now).await?
            }
        };
        let mut total = Figure::default();
        rows.values().for_each(|figure| total += *figure);
        let names = names(r.tx(), f.by, &rows).await?;
        let row = |(key, figure): (String, Figure)| {
            let name = names.get(&key).cloned();
            FigureRow { key, name, figure }
        };
        Ok(Figures {
            place: f.place.clone(),
            name: at.0.name,
            from: f.from,
            to: f.to,
            total,
            rows: rows.into_iter().map(row).collect(),
            rule: reasons::figure_rule(),
        })
    }
}

/// Days that were added up, and the records of those that are to be: as right as a count of everything,
/// whenever that was done last.
async fn sums(
    tx: &mut Tx,
    days: &Days<'_>,
    by: By,
    now: Timestamp,
) -> Result<BTreeMap<String, Figure>> {
    let mut rows: BTreeMap<String, Figure> = match by {
        By::Month => days.by_month(tx).await?.into_iter().map(|s| (s.key, s.figure)).collect(),
        By::Day => days.by_day(tx).await?.into_iter().map(|s| (s.key, s.figure)).collect(),
        By::Center => {
            let sums = days.by_center(tx).await?.into_iter();
            sums.map(|s| (s.key.to_string(), s.figure)).collect()
        }
    };
    let due = days.due(tx, SESSIONS_MOST + 1).await?;
    if due.len() as i64 > SESSIONS_MOST {
        let why = format!("more than {SESSIONS_MOST} sessions to count; ask for a shorter period");
        return Err(Error::TooLarge(why));
    }
    for (session, figure) in due.iter().zip(counted(tx, &due, now).await?) {
        *rows.entry(key(by, session)).or_default() += figure;
    }
    Ok(rows)
}

fn key(by: By, session: &Counting) -> String {
    let date = session.date;
    match by {
        By::Day => date.to_string(),
        By::Month => format!("{:04}-{:02}", date.year(), date.month()),
        By::Center => session.center.to_string(),
    }
}

async fn names(
    tx: &mut Tx,
    by: By,
    rows: &BTreeMap<String, Figure>,
) -> Result<HashMap<String, Names>> {
    if by != By::Center || rows.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<CenterId> = rows.keys().filter_map(|key| key.parse().ok()).collect();
    let names = center_names(tx, &ids).await?;
    Ok(names.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
}

#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecordFilter {
    /// A center or a region.
    pub place: String,
    pub from: Date,
    /// Included.
    pub to: Date,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// A session as a figure counts it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Record {
    pub session: SessionCard,
    #[serde(flatten)]
    pub figure: Figure,
}

/// The records a figure counts: what took place or was cancelled. What is still to come is in none.
pub struct ListRecords {
    pub filter: RecordFilter,
}

impl Query for ListRecords {
    const NAME: &'static str = "activities.list_records";
    const NEEDS: Permission = permissions::FIGURES;
    type Target = At;
    type Out = Page<Record>;

    async fn target(&self, r: &mut Read<'_>) -> Result<At> {
        place(r, &self.filter.place).await.map(At)
    }

    async fn run(&self, r: &mut Read<'_>, at: At) -> Result<Page<Record>> {
        let (f, moment) = (&self.filter, r.moment());
        let mut wanted = wanted(r.tx(), at.0.id, period(f.from, f.to, &moment.zone)?).await?;
        wanted.over_at = Some(moment.now);
        if wanted.centers.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Page { items: vec![], next: None });
        }
        let limit = Limit::new(f.limit)?;
        let page = store::session::list(r.tx(), &wanted, f.after.as_deref(), limit).await?;
        let counting: Vec<Counting> = page.items.iter().map(Counting::of).collect();
        let figures = counted(r.tx(), &counting, moment.now).await?;
        let cards = cards(r.tx(), &moment, &page.items).await?;
        let record = |(session, figure)| Record { session, figure };
        let items = cards.into_iter().zip(figures).map(record).collect();
        Ok(Page { items, next: page.next })
    }
}
