//! What changes bookings, one file a change.
mod book_room;
mod borrow_item;
mod cancel_booking;
mod cancel_loan;
mod check_in_booking;
mod decide_booking;
mod end_booking;
mod follow_calendar;
mod hand_loans;
mod move_booking;
mod put_policy;
mod release_no_show;
mod remind_loan;
mod series;

pub use book_room::{BookRoom, BookRoomFor, NewBooking, NewDeskBooking};
pub use borrow_item::{BorrowItem, BorrowItemFor, NewDeskLoan, NewLoan};
pub use cancel_booking::CancelBooking;
pub use cancel_loan::CancelLoan;
pub(crate) use cancel_loan::CloseLoan;
pub use check_in_booking::{CheckInAtDoor, CheckInBooking};
pub use decide_booking::{ApproveBooking, DenyBooking};
pub use end_booking::EndBooking;
pub use follow_calendar::{FollowCalendar, FollowClosing};
pub use hand_loans::{HandOutItem, TakeBackItem, TakingBack};
pub use move_booking::{BookingMove, MoveBooking};
pub use put_policy::{PutCenterPolicy, PutRoomPolicy};
pub use release_no_show::ReleaseNoShow;
pub use remind_loan::RemindLoan;
pub use series::{
    ApproveSeries, BookSeries, BookSeriesFor, BookingSeriesMove, CancelSeries, ConfirmSeries,
    DenySeries, MoveSeries, RetrySeries, ReviewSeries,
};
