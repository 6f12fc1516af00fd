//! Bugs put in on purpose: what the crash checkers have to find, so that "nothing was found" means something.
//! Only with the feature `faults`, which dev-dependencies turn on; `scripts/lint` refuses it anywhere else.
use crate::Sql;
use std::sync::LazyLock;
use std::time::Duration;

/// What is done wrong. By itself nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// Those who share a commit are answered so long before it.
    pub answers_early: Option<Duration>,
    /// SQLite commits without waiting for the disk.
    pub no_sync: bool,
}

/// `answers_early` and `no_sync`, and with `FROM=>TO` texts of statements that are replaced, one a line.
const VARIABLE: &str = "LIANXIN_FAULTS";

static SAID: LazyLock<String> = LazyLock::new(|| std::env::var(VARIABLE).unwrap_or_default());
static REWRITTEN: LazyLock<Vec<(&str, &str)>> =
    LazyLock::new(|| SAID.lines().filter_map(|line| line.split_once("=>")).collect());

impl Faults {
    /// What the process under test was started with.
    pub fn from_environment() -> Self {
        let has = |name: &str| SAID.lines().any(|line| line == name);
        Self {
            answers_early: has("answers_early").then_some(Duration::from_millis(3)),
            no_sync: has("no_sync"),
        }
    }
}

pub(crate) fn rewritten(mut q: Sql) -> Sql {
    if !REWRITTEN.is_empty() {
        q.text = rewritten_text(&q.text);
    }
    q
}

pub(crate) fn rewritten_text(text: &str) -> String {
    REWRITTEN.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
