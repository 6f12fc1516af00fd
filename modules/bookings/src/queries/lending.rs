//! What a center lends by itself, and when it is free: for everyone, without a name.
use crate::model::{LoanRules, Policy};
use crate::permissions;
use crate::store;
use crate::views::{Busy, CenterName, ThingName};
use lianxin_calendar::{ItemId, Resource, ResourceKind, Span};
use lianxin_kernel::{AnyId, Date, Found, Permission, Query, Read, Result};
use lianxin_places::{CenterId, CenterRef, OpenSpan};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use utoipa::ToSchema;

/// The rules of a center for lending, when it is open, and its things that can be carried.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Lending {
    pub center: CenterName,
    pub rules: LoanRules,
    /// The last day one can fetch something, counted from today.
    pub days_ahead: i64,
    /// From today on, as far as anything can be had; at most 93.
    pub days: Vec<LendingDay>,
    /// When it is closed all the same, and why.
    pub closed: Vec<Busy>,
    pub items: Vec<LendingItem>,
}

/// When a center is open: then things are fetched and brought back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LendingDay {
    pub date: Date,
    /// `null`: not published.
    pub open: Option<Vec<OpenSpan>>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LendingItem {
    #[serde(flatten)]
    pub thing: ThingName,
    /// When somebody has it; never who.
    pub busy: Vec<Span>,
    /// It should be back and is not.
    pub late: bool,
}

pub struct ShowLending {
    pub center: CenterId,
}

const MOST_DAYS: i64 = 92;
const MOST_OUT: i64 = 500;

impl Query for ShowLending {
    const NAME: &'static str = "bookings.show_lending";
    const NEEDS: Permission = permissions::LOOK;
    type Target = CenterRef;
    type Out = Lending;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<Lending> {
        let (now, zone) = (r.now(), r.zone().clone());
        let today = zone.date(now);
        let said = store::policy::of_center(r.tx(), center.id, today).await?;
        let policy = said.map_or_else(Policy::usual, |p| p.rules);
        let ahead = (policy.days_ahead + policy.loans.days).min(MOST_DAYS);
        let last = today.plus_days(i32::try_from(ahead).unwrap_or_default());
        let open = lianxin_places::open_spans(r.tx(), center.id, today, last).await?;
        let days = open
            .into_iter()
            .map(|day| LendingDay { date: day.date, open: day.is_known().then_some(day.spans) });
        let span = Span { from: zone.start_of(today), to: zone.start_of(last.plus_days(1)) };
        let mut busy: HashMap<AnyId, Vec<Span>> = HashMap::new();
        for held in lianxin_calendar::occupancies_at(r.tx(), center.id, span).await? {
            if held.resource.kind == ResourceKind::Item {
                busy.entry(held.resource.id).or_default().push(held.span);
            }
        }
        let mut items = lianxin_calendar::items_of(r.tx(), center.id).await?;
        items.retain(|item| item.facts.portable);
        let closed = match items.first() {
            Some(item) => closed(r, Resource::item(item.id, center.id), span).await?,
            None => vec![],
        };
        let out = store::loan::at_center(r.tx(), center.id, (now, now), MOST_OUT).await?;
        let late: HashSet<ItemId> =
            out.into_iter().filter(|l| l.is_overdue(now)).map(|l| l.item).collect();
        let carried = items.into_iter().map(|item| LendingItem {
            busy: busy.remove(&item.id.0).unwrap_or_default(),
            late: late.contains(&item.id),
            thing: ThingName::from(item),
        });
        Ok(Lending {
            items: carried.collect(),
            days: days.collect(),
            closed,
            center: CenterName { id: center.id, name: center.name },
            rules: policy.loans,
            days_ahead: policy.days_ahead,
        })
    }
}

async fn closed(r: &mut Read<'_>, resource: Resource, span: Span) -> Result<Vec<Busy>> {
    let closings = lianxin_calendar::closings(r.tx(), resource, span).await?;
    let closed = closings.into_iter().map(|c| {
        let to = c.ended_at.map_or(c.span.to, |ended| ended.min(c.span.to));
        Busy { span: Span { to, ..c.span }, kind: None, why: Some(c.why) }
    });
    Ok(closed.collect())
}
