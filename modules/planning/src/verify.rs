//! Holds what is kept for planning against itself.
use crate::model::ScenarioId;
use crate::store::check;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{App, Check, Error, Kind, Part, Result, broken, in_parts};

pub(crate) const CHECKS: &[Check] = &[
    Check { name: "planning.ground", run: |app| Box::pin(ground(app)) },
    Check { name: "planning.scenarios", run: |app| Box::pin(scenarios(app)) },
    Check {
        name: "planning.runs",
        run: |app| Box::pin(async move { broken(&app, "run", check::runs()).await }),
    },
];

/// Scenarios that are looked at in one go: one may have many sites.
const PART: i64 = 50;

async fn ground(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "reg", check::shelves()).await?;
    wrong.extend(broken(&app, "net", check::networks()).await?);
    wrong.extend(broken(&app, "ppl", check::populations()).await?);
    Ok(wrong)
}

async fn scenarios(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "scn", check::scenarios()).await?;
    wrong.extend(in_parts(&app, |after| Several { after: ScenarioId(after) }).await?);
    Ok(wrong)
}

struct Several {
    after: ScenarioId,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let scenarios = check::some(tx, self.after, PART).await?;
        let other = scenarios
            .iter()
            .filter(|s| (s.fields.network, s.fields.population) != (s.network, s.population));
        let found = other.map(|s| format!("scenario {}: it says other streets or people", s.id));
        Ok((scenarios.last().map(|s| s.id.id()), found.collect()))
    }
}
