#![doc = include_str!("../README.md")]
mod asking;
mod commands;
mod events;
mod holding;
mod http;
mod lending;
mod loan_holding;
mod making;
mod model;
mod moving;
pub mod permissions;
mod queries;
mod reasons;
mod record;
mod rounds;
mod series;
mod series_holding;
mod store;
mod targets;
mod things;
mod verify;
mod views;

pub use commands::*;
pub use events::NoticeWanted;
pub use http::routes;
pub use model::{
    Asked, Booked, Booker, BookingId, BookingSeriesId, BookingState, Facts, FeeBand, LoanEnd,
    LoanId, LoanRules, LoanState, NoShows, Policy, QuotaOf, Verdict, decide,
};
pub use queries::*;
pub use rounds::allocate_round;
pub use rounds::commands::*;
pub use rounds::model::*;
pub use rounds::views::*;
pub use series::{
    BookingSeries, BookingSeriesDate, BookingSeriesOutlook, BookingSeriesSummary,
    DeskBookingSeries, NewBookingSeries, NewDeskBookingSeries, SeriesOutlook,
};
pub use views::*;

use lianxin_kernel::{JobHandler, Listener, Module, Span, Timestamp};
use lianxin_places::RoomId;

pub const MODULE: Module = Module {
    name: "bookings",
    migrations: lianxin_db::migrations!(
        "bookings",
        "0001_bookings.sql",
        "0002_series.sql",
        "0003_rounds.sql",
        "0004_loans.sql",
        "0005_series_asked.sql"
    ),
    permissions: &permissions::ALL,
    holdings: &[&holding::Bookings, &series_holding::Series, &loan_holding::Loans],
    checks: verify::CHECKS,
    jobs: &[
        JobHandler::of::<ReleaseNoShow>(),
        JobHandler::of::<FollowClosing>(),
        JobHandler::of::<FollowCalendar>(),
        JobHandler::of::<HoldAward>(),
        JobHandler::of::<EndAward>(),
        JobHandler::of::<RemindLoan>(),
        JobHandler::of::<ReviewSeries>(),
    ],
    listeners: &[
        Listener { event: "calendar.closed_over", job: "bookings.follow_closing" },
        Listener { event: "calendar.occupancy_changed", job: "bookings.follow_calendar" },
    ],
    ..Module::EMPTY
};

/// The lane in which bookings of one room on one day share commits. For speed only.
pub(crate) fn lane(room: RoomId, from: Timestamp) -> String {
    format!("bookings {room} {}", from.0.div_euclid(Span::days(1).0))
}

/// How a person's words stand in the audit: that there were some, and never which.
pub(crate) fn masked<T, S: serde::Serializer>(_: &T, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str("•••")
}
