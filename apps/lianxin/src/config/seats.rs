use serde::{Deserialize, Serialize};

/// `[seats]`: rules of signing up that hold in every center.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Seats {
    pub open_sign_ups_limit: i64,
}

impl Default for Seats {
    fn default() -> Self {
        Self { open_sign_ups_limit: 6 }
    }
}

impl Seats {
    /// The limit, if there is one.
    pub fn limit(&self) -> Option<i64> {
        (self.open_sign_ups_limit > 0).then_some(self.open_sign_ups_limit)
    }

    pub(super) fn faults(&self) -> Vec<String> {
        let limit = self.open_sign_ups_limit;
        match limit {
            0..=1000 => vec![],
            _ => vec![format!("seats.open_sign_ups_limit: {limit} is not from 0 to 1000")],
        }
    }
}
