use crate::model::BookingId;
use crate::permissions;
use crate::record::BookingAt;
use crate::store;
use crate::targets;
use crate::views::{Booking, one, several};
use lianxin_kernel::{Error, Limit, Page, Permission, Query, Read, Result, Scope, words};
use lianxin_people::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

words! {
    /// Coming: open and not over, the soonest first. Past: all others, the latest first.
    pub enum MyBookings { Coming = "coming", Past = "past" }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MyBookingFilter {
    /// Coming when not said.
    #[param(inline)]
    pub when: Option<MyBookings>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// The reader's own bookings.
pub struct ListMyBookings {
    pub filter: MyBookingFilter,
}

impl Query for ListMyBookings {
    const NAME: &'static str = "bookings.list_my_bookings";
    const NEEDS: Permission = permissions::BOOK;
    type Target = Scope;
    type Out = Page<Booking>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<Booking>> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let when = (self.filter.when != Some(MyBookings::Past), r.now());
        let (after, limit) = (self.filter.after.as_deref(), Limit::new(self.filter.limit)?);
        let page = store::booking::of_person(r.tx(), person, when, after, limit).await?;
        let items = several(r, page.items).await?;
        Ok(Page { items, next: page.next })
    }
}

/// One booking: one's own, or of the center one works at.
pub struct ShowBooking {
    pub booking: BookingId,
}

impl Query for ShowBooking {
    const NAME: &'static str = "bookings.show_booking";
    const NEEDS: Permission = permissions::BOOKINGS;
    type Target = BookingAt;
    type Out = Booking;

    async fn target(&self, r: &mut Read<'_>) -> Result<BookingAt> {
        targets::booking(r.tx(), self.booking).await
    }

    async fn run(&self, r: &mut Read<'_>, at: BookingAt) -> Result<Booking> {
        one(r, at.booking).await
    }
}
