use lianxin_kernel::TimeOfDay;
use serde::{Deserialize, Serialize};

/// `[verify]`: counting everything again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Verify {
    pub nightly: bool,
    pub night_at: TimeOfDay,
}

impl Default for Verify {
    fn default() -> Self {
        let night_at = TimeOfDay::new(3, 20).unwrap_or(TimeOfDay::MIDNIGHT);
        Self { nightly: true, night_at }
    }
}
