//! The triple every center is asked for: sessions, visits, service hours (row 000-30), counted from
//! records for any place and period.
use crate::assemble::cards;
use crate::permissions;
use crate::reasons;
use crate::record::SessionRecord;
use crate::store::{self, session::Wanted};
use crate::targets::Here;
use crate::views::{Figure, SessionCard};
use lianxin_db::{Id, Tx};
use lianxin_kernel::{
    AnyId, Date, Error, FieldCode, Found, Limit, Names, Page, Permission, Query, Read, Reason,
    Result, Scope, Timestamp, Zone,
};
use lianxin_places::{CenterId, PlaceRef, RegionId};
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

/// More than a district of a million has in a year. A wider question asks for the reports.
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
    let centers = lianxin_places::centers_below(tx, place).await?;
    Ok(Wanted {
        centers: Some(centers.into_iter().map(|c| c.id).collect()),
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
    const NEEDS: Permission = permissions::FIGURES;
    type Target = At;
    type Out = Figures;

    async fn target(&self, r: &mut Read<'_>) -> Result<At> {
        place(r, &self.filter.place).await.map(At)
    }

    async fn run(&self, r: &mut Read<'_>, at: At) -> Result<Figures> {
        let f = &self.filter;
        let (now, zone) = (r.now(), r.zone().clone());
        let wanted = wanted(r.tx(), at.0.id, period(f.from, f.to, &zone)?).await?;
        let sessions = match wanted.centers.as_ref().is_some_and(Vec::is_empty) {
            true => vec![],
            false => store::session::all(r.tx(), &wanted, SESSIONS_MOST + 1).await?,
        };
        if sessions.len() as i64 > SESSIONS_MOST {
            let why = format!("more than {SESSIONS_MOST} sessions; ask for a shorter period");
            return Err(Error::TooLarge(why));
        }
        let counted = counted(r.tx(), &sessions, now).await?;
        let mut total = Figure::default();
        let mut rows: BTreeMap<String, Figure> = BTreeMap::new();
        for (session, figure) in sessions.iter().zip(&counted) {
            total += *figure;
            *rows.entry(key(f.by, session)).or_default() += *figure;
        }
        let names = names(r.tx(), f.by, &sessions).await?;
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

fn key(by: By, session: &SessionRecord) -> String {
    let date = session.date;
    match by {
        By::Day => date.to_string(),
        By::Month => format!("{:04}-{:02}", date.year(), date.month()),
        By::Center => session.program.center.to_string(),
    }
}

async fn names(tx: &mut Tx, by: By, sessions: &[SessionRecord]) -> Result<HashMap<String, Names>> {
    let mut names = HashMap::new();
    if by == By::Center {
        for center in sessions.iter().map(|s| s.program.center) {
            if !names.contains_key(&center.to_string())
                && let Some(found) = lianxin_places::center(tx, center).await?
            {
                names.insert(center.to_string(), found.name);
            }
        }
    }
    Ok(names)
}

/// The figure of each session, in their order. Only what took place counts as a session and with
/// its hours; what was cancelled is counted as that.
async fn counted(tx: &mut Tx, sessions: &[SessionRecord], now: Timestamp) -> Result<Vec<Figure>> {
    let subjects: Vec<AnyId> = sessions.iter().map(|s| s.id.0).collect();
    let (mut came, mut seated) = (HashMap::new(), HashMap::<AnyId, i64>::new());
    for chunk in subjects.chunks(1000) {
        let counts = lianxin_presence::counts_of_subjects(tx, chunk).await?;
        came.extend(counts.into_iter().map(|c| (c.subject, c)));
        for pool in lianxin_seats::pools_of_subjects(tx, chunk).await? {
            *seated.entry(pool.subject).or_default() += pool.places.seated();
        }
    }
    let figure = |s: &SessionRecord| {
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
            service_minutes: s.minutes(),
            sign_ups: seated,
            no_shows: (seated - count.map_or(0, |c| c.signed_up)).max(0),
            cancelled: 0,
        }
    };
    Ok(sessions.iter().map(figure).collect())
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
        let figures = counted(r.tx(), &page.items, moment.now).await?;
        let cards = cards(r.tx(), &moment, &page.items).await?;
        let record = |(session, figure)| Record { session, figure };
        let items = cards.into_iter().zip(figures).map(record).collect();
        Ok(Page { items, next: page.next })
    }
}
