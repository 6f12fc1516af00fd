use serde::{Deserialize, Serialize};

/// What an installation decides about activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How many coming sessions a resident may be signed up for at a time; `null`: any number.
    pub open_sign_ups_limit: Option<i64>,
}

impl Default for Config {
    fn default() -> Self {
        Self { open_sign_ups_limit: Some(10) }
    }
}
