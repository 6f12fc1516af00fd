use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The modules a grant reaches, by name, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(from = "Vec<String>")]
pub struct Modules(Vec<String>);

impl From<Vec<String>> for Modules {
    fn from(mut names: Vec<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self(names)
    }
}

impl Modules {
    pub fn names(&self) -> &[String] {
        &self.0
    }

    pub fn contains(&self, module: &str) -> bool {
        self.0.iter().any(|m| m == module)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What lies in both; `None` is all modules.
    pub fn meet(a: Option<&Self>, b: Option<&Self>) -> Option<Self> {
        match (a, b) {
            (Some(a), Some(b)) => {
                Some(Self(a.0.iter().filter(|m| b.contains(m)).cloned().collect()))
            }
            (one, other) => one.or(other).cloned(),
        }
    }

    /// Whether all of `inner` lies in `outer`; `None` is all modules.
    pub fn covers(outer: Option<&Self>, inner: Option<&Self>) -> bool {
        match (outer, inner) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(outer), Some(inner)) => inner.0.iter().all(|m| outer.contains(m)),
        }
    }
}
