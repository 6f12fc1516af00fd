//! Series, before they are booked and after.
use crate::asking::{Answer, Ask, asker, by_rules};
use crate::model::BookingSeriesId;
use crate::permissions;
use crate::reasons;
use crate::record::{RoomAt, SeriesAt};
use crate::series::{
    BookingSeries, BookingSeriesOutlook, BookingSeriesSummary, DeskBookingSeries, NewBookingSeries,
    NewDeskBookingSeries, SeriesOutlook, several, shown,
};
use crate::store;
use crate::store::series::Of;
use crate::targets;
use lianxin_calendar::{Kind as Use, NewSeries, Outlook, Resource, Span, preview_series};
use lianxin_kernel::{
    Decision, Error, Found, Kind, Limit, Names, Page, Permission, Query, Read, Result, Scope,
};
use lianxin_people::PersonId;
use lianxin_places::{CenterId, CenterRef, RoomId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::IntoParams;

/// What would become of each date of a series the reader would book; nothing is changed.
pub struct PreviewSeries {
    pub room: RoomId,
    pub new: NewBookingSeries,
}

impl Query for PreviewSeries {
    const NAME: &'static str = "bookings.preview_series";
    const NEEDS: Permission = permissions::BOOK;
    type Target = RoomAt;
    type Out = BookingSeriesOutlook;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<BookingSeriesOutlook> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let asker = asker(r, person, self.new.organization).await?;
        let (people, mut had) = (self.new.people, Vec::<Span>::new());
        let mut dates = vec![];
        for Outlook { nth, span, reasons } in by_calendar(r, &at, &self.new, false).await? {
            let ask = Ask { span, people, asker: asker.clone() };
            let (policy, verdict) = by_rules(r, &at, &ask, None, &had).await?;
            let answer = Answer { now: r.now(), policy, verdict, calendar: reasons };
            if answer.against().is_empty() {
                had.push(span);
            }
            dates.push(SeriesOutlook { nth, span, decision: answer.decision() });
        }
        Ok(BookingSeriesOutlook { dates })
    }
}

/// The same for what would be booked at the desk: only the calendar counts.
pub struct PreviewSeriesFor {
    pub room: RoomId,
    pub new: NewDeskBookingSeries,
}

impl Query for PreviewSeriesFor {
    const NAME: &'static str = "bookings.preview_series_for";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = RoomAt;
    type Out = BookingSeriesOutlook;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<BookingSeriesOutlook> {
        let looked = by_calendar(r, &at, &self.new.new, self.new.outside_hours).await?;
        let dates = looked.into_iter().map(|Outlook { nth, span, reasons }| SeriesOutlook {
            nth,
            span,
            decision: match reasons.is_empty() {
                true => Decision::yes(vec![reasons::booked_by_staff()]),
                false => Decision::no(reasons),
            },
        });
        Ok(BookingSeriesOutlook { dates: dates.collect() })
    }
}

/// What the calendar has against each date.
async fn by_calendar(
    r: &mut Read<'_>,
    at: &RoomAt,
    new: &NewBookingSeries,
    outside_hours: bool,
) -> Result<Vec<Outlook>> {
    // Says what is wrong with it by the fields of what was sent.
    new.dates(r.zone(), r.now())?;
    let wished = NewSeries {
        rule: new.rule.clone(),
        resource: Resource::room(at.room.id, at.center.id),
        kind: Use::Booking,
        owner: lianxin_db::Id::NIL,
        label: Names::zh_cn(""),
        outside_hours,
    };
    preview_series(r, &wished).await
}

/// One series: one's own, or of the center one works at.
pub struct ShowSeries {
    pub series: BookingSeriesId,
}

impl Query for ShowSeries {
    const NAME: &'static str = "bookings.show_series";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = SeriesAt;
    type Out = BookingSeries;

    async fn target(&self, r: &mut Read<'_>) -> Result<SeriesAt> {
        targets::series(r.tx(), self.series).await
    }

    async fn run(&self, r: &mut Read<'_>, found: SeriesAt) -> Result<BookingSeries> {
        shown(r, found.series).await
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MySeriesFilter {
    /// Those that are over or were given up.
    #[param(inline)]
    pub past: bool,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// The reader's own series.
pub struct ListMySeries {
    pub filter: MySeriesFilter,
}

impl Query for ListMySeries {
    const NAME: &'static str = "bookings.list_my_series";
    const NEEDS: Permission = permissions::BOOK;
    type Target = Scope;
    type Out = Page<BookingSeriesSummary>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<BookingSeriesSummary>> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let (after, limit) = (self.filter.after.as_deref(), Limit::new(self.filter.limit)?);
        let when = (self.filter.past, r.now());
        let page = store::series::list(r.tx(), Of::Person(person), when, after, limit).await?;
        Ok(Page { items: several(r, page.items).await?, next: page.next })
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeskSeriesFilter {
    pub center: CenterId,
    /// Those that are over or were given up.
    #[serde(default)]
    pub past: bool,
    #[serde(default)]
    pub after: Option<String>,
    #[serde(default)]
    pub limit: Option<i64>,
}

/// The series of a center, by name.
pub struct ListDeskSeries {
    pub filter: DeskSeriesFilter,
}

impl Query for ListDeskSeries {
    const NAME: &'static str = "bookings.list_desk_series";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = CenterRef;
    type Out = Page<DeskBookingSeries>;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.filter.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<Page<DeskBookingSeries>> {
        let (after, limit) = (self.filter.after.as_deref(), Limit::new(self.filter.limit)?);
        let when = (self.filter.past, r.now());
        let page = store::series::list(r.tx(), Of::Center(center.id), when, after, limit).await?;
        let people: Vec<PersonId> = page.items.iter().map(|s| s.person).collect();
        let names = lianxin_people::persons(r.tx(), &people).await?;
        let names: HashMap<PersonId, String> = names.into_iter().map(|p| (p.id, p.name)).collect();
        for person in names.keys() {
            r.saw(person.id());
        }
        let shown = several(r, page.items).await?.into_iter().map(|series| DeskBookingSeries {
            person_name: names.get(&series.person).cloned().unwrap_or_default(),
            series,
        });
        Ok(Page { items: shown.collect(), next: page.next })
    }
}
