//! A room booked again and again: what is asked, trying its dates, what readers get.
mod asked;
mod trying;
mod views;

pub use asked::{NewBookingSeries, NewDeskBookingSeries};
pub use trying::{Fate, Trying};
pub use views::{
    BookingSeries, BookingSeriesDate, BookingSeriesOutlook, BookingSeriesSummary,
    DeskBookingSeries, SeriesOutlook, several, shown,
};
