use super::SeriesRule;
use crate::any_id;
use crate::model::{Kind, OccupancyId, Resource, ResourceKind, SeriesId, Span, State, Wish};
use lianxin_kernel::{AnyId, Error, FieldCode, Names, Reason, Result, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// That a room or a thing shall be held again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NewSeries {
    pub rule: SeriesRule,
    pub resource: Resource,
    pub kind: Kind,
    /// The thing of the module that asks: a request, a season.
    #[serde(with = "any_id")]
    #[schema(value_type = String)]
    pub owner: AnyId,
    /// What is shown to those who may see it.
    pub label: Names,
    /// Staff may hold a room when its center is not open.
    pub outside_hours: bool,
}

/// A series as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Series {
    pub id: SeriesId,
    #[serde(flatten)]
    pub of: NewSeries,
    pub made_at: Timestamp,
    /// From when on it has no dates any more, if it was ended.
    pub ended_at: Option<Timestamp>,
    pub dates: Vec<SeriesDate>,
}

/// One date of a series: held, or refused with every reason that stood against it when it was last
/// tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeriesDate {
    /// Counted from 0 in the order of time.
    pub nth: i64,
    #[serde(flatten)]
    pub span: Span,
    /// For whom it is held, or would be.
    #[serde(with = "any_id")]
    #[schema(value_type = String)]
    pub owner: AnyId,
    /// `null` when it was refused.
    pub occupancy: Option<OccupancyId>,
    /// What became of that since: `released` when it was given back or closed over.
    pub state: Option<State>,
    pub reasons: Vec<Reason>,
}

/// What became of the dates that were tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeriesOutcome {
    pub series: SeriesId,
    pub dates: Vec<SeriesDate>,
}

/// What would become of a date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Outlook {
    pub nth: i64,
    #[serde(flatten)]
    pub span: Span,
    /// None: it would be held.
    pub reasons: Vec<Reason>,
}

impl SeriesOutcome {
    pub fn held(&self) -> impl Iterator<Item = &SeriesDate> {
        self.dates.iter().filter(|date| date.occupancy.is_some())
    }

    pub fn refused(&self) -> impl Iterator<Item = &SeriesDate> {
        self.dates.iter().filter(|date| date.occupancy.is_none())
    }
}

impl NewSeries {
    /// Its dates, or what is wrong with it. People are held with the sessions they lead.
    pub(super) fn dates(&self, zone: &Zone) -> Result<Vec<Span>> {
        if self.resource.kind == ResourceKind::Person {
            return Err(Error::field("resource", FieldCode::Wrong));
        }
        self.rule.dates(zone).map_err(Error::Invalid)
    }

    pub(super) fn wish(&self, span: Span, owner: AnyId, series: Option<SeriesId>) -> Wish {
        Wish {
            resource: self.resource,
            span,
            kind: self.kind,
            owner,
            label: self.label.clone(),
            outside_hours: self.outside_hours,
            series,
        }
    }
}
