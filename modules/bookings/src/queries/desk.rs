//! What the desk looks at.
use super::rooms::said;
use crate::model::{BookingId, BookingState};
use crate::permissions;
use crate::record::{BookingRecord, RoomAt};
use crate::store;
use crate::store::booking::Wanted;
use crate::targets;
use crate::views::{DeskBooking, DeskBookingList, PolicyView, several};
use lianxin_calendar::Span;
use lianxin_kernel::{
    Date, Error, FieldCode, FieldError, Found, Kind, Permission, Query, Read, Result,
};
use lianxin_people::PersonId;
use lianxin_places::{CenterId, CenterRef, RoomId};
use std::collections::HashMap;

/// Bookings of a center on some days, by name; those that wait for a decision also say what else is
/// asked for the same time.
pub struct ListDeskBookings {
    pub center: CenterId,
    pub from: Date,
    /// The last day, at most 92 days after the first.
    pub to: Date,
    /// Only what waits for a decision.
    pub asked: bool,
}

/// More than a center has in a week.
const MOST: i64 = 2_000;
const LONGEST_DAYS: i32 = 92;

impl Query for ListDeskBookings {
    const NAME: &'static str = "bookings.list_desk_bookings";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = CenterRef;
    type Out = DeskBookingList;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<DeskBookingList> {
        if self.to < self.from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        if self.from.days_until(self.to) > LONGEST_DAYS {
            let fault = FieldError::new("to", FieldCode::OutOfRange);
            let last = self.from.plus_days(LONGEST_DAYS);
            return Err(Error::Invalid(vec![fault.with("max", last)]));
        }
        let (from, to) = (r.zone().start_of(self.from), r.zone().start_of(self.to.plus_days(1)));
        let wanted = Wanted {
            center: center.id,
            span: Span::new(from, to),
            ends_after: None,
            states: BookingState::ALL,
            rooms: None,
        };
        let all = store::booking::at_center(r.tx(), &wanted, MOST).await?;
        let open: Vec<BookingRecord> = all.iter().filter(|b| b.state.is_open()).cloned().collect();
        let shown = all.into_iter().filter(|b| !self.asked || b.state == BookingState::Asked);
        let shown: Vec<BookingRecord> = shown.collect();
        let concurrent = concurrent(r, &shown, &open).await?;
        let people: Vec<PersonId> = shown.iter().map(|b| b.person).collect();
        let names = lianxin_people::persons(r.tx(), &people).await?;
        let names: HashMap<PersonId, String> = names.into_iter().map(|p| (p.id, p.name)).collect();
        for person in names.keys() {
            r.saw(person.id());
        }
        let shown = several(r, shown).await?;
        let items = shown.into_iter().zip(concurrent).map(|(booking, concurrent)| DeskBooking {
            person_name: names.get(&booking.person).cloned().unwrap_or_default(),
            booking,
            concurrent,
        });
        Ok(DeskBookingList { items: items.collect() })
    }
}

/// Of each that waits for a decision, the others that could not be had beside it.
async fn concurrent(
    r: &mut Read<'_>,
    shown: &[BookingRecord],
    open: &[BookingRecord],
) -> Result<Vec<Vec<BookingId>>> {
    let mut all = vec![];
    for b in shown {
        if b.state != BookingState::Asked {
            all.push(vec![]);
            continue;
        }
        let tree = lianxin_places::room_tree(r.tx(), b.room).await?;
        let sharing = tree.sharing(b.room);
        let others = open
            .iter()
            .filter(|o| o.id != b.id && o.span.meets(b.span) && sharing.contains(&o.room));
        all.push(others.map(|o| o.id).collect());
    }
    Ok(all)
}

/// The rules in force for a room.
pub struct ShowRoomPolicy {
    pub room: RoomId,
}

impl Query for ShowRoomPolicy {
    const NAME: &'static str = "bookings.show_room_policy";
    const NEEDS: Permission = permissions::RULES;
    type Target = RoomAt;
    type Out = PolicyView;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<PolicyView> {
        let today = r.zone().date(r.now());
        Ok(PolicyView::of(said(r, &at, today).await?))
    }
}

/// The rules in force for the rooms of a center that have none of their own.
pub struct ShowCenterPolicy {
    pub center: CenterId,
}

impl Query for ShowCenterPolicy {
    const NAME: &'static str = "bookings.show_center_policy";
    const NEEDS: Permission = permissions::RULES;
    type Target = CenterRef;
    type Out = PolicyView;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<PolicyView> {
        let today = r.zone().date(r.now());
        Ok(PolicyView::of(store::policy::of_center(r.tx(), center.id, today).await?))
    }
}
