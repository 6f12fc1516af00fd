//! Holds requests, consents and registers against themselves.
use crate::model::RequestId;
use crate::store::check::{self, Bare, Numbered};
use lianxin_db::{Look, Tx};
use lianxin_kernel::{App, Check, Error, Kind, Part, Result, Zone, broken, in_parts};

pub(crate) const CHECKS: &[Check] = &[
    Check { name: "privacy.requests", run: |app| Box::pin(requests(app)) },
    Check {
        name: "privacy.consents",
        run: |app| Box::pin(async move { broken(&app, "dec", check::consents()).await }),
    },
    Check { name: "privacy.registers", run: |app| Box::pin(registers(app)) },
];

/// Requests that are looked at in one go.
const PART: i64 = 1_000;

async fn requests(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "req", check::requests()).await?;
    let zone = app.zone().clone();
    let several = |after| Several { after: RequestId(after), zone: zone.clone() };
    wrong.extend(in_parts(&app, several).await?);
    Ok(wrong)
}

struct Several {
    after: RequestId,
    zone: Zone,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let requests = check::some(tx, self.after, PART).await?;
        let found = requests
            .iter()
            .flat_map(|r| self.faults(r).into_iter().map(|why| format!("request {}: {why}", r.id)));
        Ok((requests.last().map(|r| r.id.id()), found.collect()))
    }
}

impl Several {
    fn faults(&self, r: &Bare) -> Vec<&'static str> {
        let mut faults = vec![];
        // An id knows the moment it was given out, and nothing changes it.
        if r.id.id().millis() != r.received_at.millis() {
            faults.push("it came at another moment than it was written down");
        }
        if r.due_on < self.zone.date(r.received_at) {
            faults.push("its answer was due before it came");
        }
        faults
    }
}

async fn registers(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "brc", check::breaches()).await?;
    wrong.extend(broken(&app, "dpa", check::assessments()).await?);
    let numbered = app.db().look_at_leisure(&Numbers).await?;
    wrong.extend(numbered.iter().filter(|n| n.rows != n.last).map(|n| {
        let Numbered { series, year, last, rows } = n;
        format!("{series}-{year}: numbered up to {last}, and {rows} are there")
    }));
    Ok(wrong)
}

/// Numbers are taken and used at once, and nothing that has one is deleted.
struct Numbers;

impl Look for Numbers {
    type Out = Vec<Numbered>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<Numbered>> {
        check::numbered(tx).await
    }
}
