//! Counts everything again: what must hold in all rows there are, whatever happened before.
use crate::{App, Check, Error, KindOf, Result, verify_audit, verify_rows};
use lianxin_db::{Id, Look, Sql, Tx};
use std::time::{Duration, Instant};

/// What the ground itself looks through.
pub(crate) const CHECKS: &[Check] = &[
    Check {
        name: AUDIT,
        run: |app| Box::pin(async move { Ok(verify_audit(&app).await?.findings) }),
    },
    Check { name: "kernel.jobs", run: |app| Box::pin(jobs(app)) },
    Check {
        name: "kernel.idempotency",
        run: |app| Box::pin(async move { broken(&app, "act", verify_rows::idempotency()).await }),
    },
];

/// The check of the whole audit.
pub const AUDIT: &str = "kernel.audit";

/// What one check found, and how long it took.
#[derive(Clone, Debug)]
pub struct Checked {
    pub name: &'static str,
    pub took: Duration,
    /// A line for each thing that is not as it must be.
    pub findings: Vec<String>,
}

/// Every check there is, one after another. One that can not be done is a finding too.
pub async fn verify(app: &App) -> Vec<Checked> {
    let mut all = vec![];
    for check in app.checks() {
        all.push(check.look(app).await);
    }
    all
}

impl Check {
    pub async fn look(&self, app: &App) -> Checked {
        let start = Instant::now();
        let findings = match (self.run)(app.clone()).await {
            Ok(findings) => findings,
            Err(e) => vec![format!("it could not be looked through: {e}")],
        };
        Checked { name: self.name, took: start.elapsed(), findings }
    }
}

/// What is wrong with a row, and the statement that gives the ids of such rows.
pub type Rule = (&'static str, Sql);

/// How many ids a finding names.
const NAMED: usize = 5;
/// Rows after which a rule is counted no further.
const MOST: i64 = 1_000;

/// A line for each rule that rows break: how many, and the first few, shown with this prefix.
pub async fn broken(app: &App, prefix: &'static str, rules: Vec<Rule>) -> Result<Vec<String>> {
    app.db().look_at_leisure(&Breaking { prefix, rules }).await
}

/// The last of some rows and what is wrong with them; `None` when there are none left.
pub type Part = (Option<Id>, Vec<String>);

/// Looks through all rows in parts, each a look of its own: `part` begins behind an id. Goes on until
/// it found so much that more would say nothing new.
pub async fn in_parts<L>(app: &App, part: impl Fn(Id) -> L) -> Result<Vec<String>>
where
    L: Look<Out = Part, Error = Error>,
{
    let (mut wrong, mut after) = (vec![], Id::NIL);
    while let (Some(last), found) = app.db().look_at_leisure(&part(after)).await? {
        wrong.extend(found);
        after = last;
        if wrong.len() >= MOST as usize {
            wrong.push("the rest was not looked through".to_owned());
            break;
        }
    }
    Ok(wrong)
}

struct Breaking {
    prefix: &'static str,
    rules: Vec<Rule>,
}

impl Look for Breaking {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let mut findings = vec![];
        for (what, rule) in &self.rules {
            let ids = tx.ids(rule.clone().push_bind(" limit ", MOST)).await?;
            if !ids.is_empty() {
                findings.push(finding(what, self.prefix, &ids));
            }
        }
        Ok(findings)
    }
}

fn finding(what: &str, prefix: &str, ids: &[Id]) -> String {
    let first: Vec<String> = ids.iter().take(NAMED).map(|id| KindOf::show(prefix, *id)).collect();
    let count = ids.len();
    let least = if i64::try_from(count).is_ok_and(|n| n >= MOST) { "at least " } else { "" };
    format!("{what}: {least}{count}, {}", first.join(", "))
}

async fn jobs(app: App) -> Result<Vec<String>> {
    let mut findings = broken(&app, "job", verify_rows::jobs()).await?;
    let kinds = app.db().look(&verify_rows::Kinds).await?;
    let unknown = kinds.into_iter().filter(|kind| app.job(kind).is_none());
    findings.extend(unknown.map(|kind| format!("no module works on jobs of the kind {kind}")));
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_counts_all_and_names_few() {
        let ids: Vec<Id> = (0..7).map(|n| Id::compose(1, 1, n)).collect();
        let text = finding("too late", "job", &ids);
        assert!(text.starts_with("too late: 7, job_"), "{text}");
        assert_eq!(text.matches("job_").count(), NAMED);
        let many = vec![Id::NIL; 1_000];
        assert!(finding("too late", "job", &many).starts_with("too late: at least 1000, "));
    }
}
