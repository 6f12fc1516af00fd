use lianxin_kernel::{Timestamp, words};

words! {
    /// What is said of a center, by who keeps it up.
    pub enum KeptPart { Facts = "facts", Rooms = "rooms", Hours = "hours" }
}

/// When each part of what is said of a center was last changed; `None`: not since this is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptUp {
    pub facts: Option<Timestamp>,
    pub rooms: Option<Timestamp>,
    pub hours: Option<Timestamp>,
}
