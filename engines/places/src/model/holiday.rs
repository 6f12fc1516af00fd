use lianxin_kernel::{Date, Line};
use serde::{Deserialize, Serialize};

/// One day of a published list of statutory holidays: off, or a weekend day that is worked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HolidayDay {
    pub date: Date,
    pub name: Line<40>,
    pub off: bool,
}
