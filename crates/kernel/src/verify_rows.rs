//! The statements of the kernel's own checks.
use crate::verify::Rule;
use crate::{Error, Result};
use lianxin_db::{FromRow, Look, Row, Tx, stmt};

/// Late is measured by the last thing that happened, not by the clock: a program that did not run was
/// not idle.
pub(crate) fn jobs() -> Vec<Rule> {
    vec![
        (
            "a job failed as often as it may, and nobody looked at it",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from kernel_job where dead = true order by id"
            ),
        ),
        (
            "a job was due an hour before the last thing that was done, and waits",
            stmt!(
                "/* every district: a check of the whole installation */
                 select j.id from kernel_job j
                 where j.dead = false
                   and j.run_at < (select max(a.at) from kernel_audit a
                     where a.district = j.district) - 3600000000
                   and j.leased_until < (select max(a.at) from kernel_audit a
                     where a.district = j.district) - 3600000000
                 order by j.id"
            ),
        ),
    ]
}

pub(crate) fn idempotency() -> Vec<Rule> {
    vec![(
        "an answer is kept under no key, or without the fingerprint of its question",
        stmt!(
            "/* every district: a check of the whole installation */
             select actor as id from kernel_idempotency
             where key = '' or length(request_hash) <> 32 order by district, actor, key"
        ),
    )]
}

/// The kinds of jobs that wait.
pub(crate) struct Kinds;

struct Kind(String);

impl FromRow for Kind {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("kind").map(Self)
    }
}

impl Look for Kinds {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let q = stmt!(
            "/* every district: a check of the whole installation */
             select distinct kind from kernel_job order by kind"
        );
        let kinds: Vec<Kind> = tx.all(q).await?;
        Ok(kinds.into_iter().map(|kind| kind.0).collect())
    }
}
