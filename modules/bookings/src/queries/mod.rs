//! What readers ask for.
mod desk;
mod door;
mod figures;
mod here;
mod lending;
mod loans;
mod mine;
mod now;
mod offer;
mod rooms;
mod rounds;
mod series;
mod who_waits;

pub use desk::{ListDeskBookings, ShowCenterPolicy, ShowRoomPolicy};
pub use door::{RoomDoor, RoomUse, ShowRoomDoor};
pub use figures::{
    CenterUse, CenterUses, RoomFigure, RoomFigures, ShowCenterUses, ShowRoomFigures, UseFigure,
};
pub use lending::{Lending, LendingDay, LendingItem, ShowLending};
pub(crate) use loans::loan_view;
pub use loans::{DeskLoan, DeskLoanList, ListDeskLoans, ListMyLoans, Loan, LoanList};
pub use mine::{ListMyBookings, MyBookingFilter, MyBookings, ShowBooking};
pub use now::{CenterNow, FloorNow, RoomNow, ShowCenterNow};
pub use offer::{OfferAsked, ShowOffer};
pub use rooms::{ListBookableRooms, ShowRoomDays};
pub use rounds::{AskAllocation, ListMyRounds, ListRounds, ShowClubRound, ShowDeskRound};
pub use series::{
    DeskSeriesFilter, ListDeskSeries, ListMySeries, MySeriesFilter, PreviewSeries,
    PreviewSeriesFor, ShowSeries,
};
pub(crate) use who_waits::WhoWaits;
