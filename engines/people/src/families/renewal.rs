//! What is sealed or keyed here: made anew when keys change, and looked through for what was changed
//! behind the program's back.
use crate::families::commands::{NEEDS, PHONE, RenewSealed, SealedHere};
use crate::families::kinds;
use crate::families::model::{PickUpId, StandingId};
use crate::families::store::renew;
use crate::model::PersonId;
use lianxin_db::{Id, Look, Tx};
use lianxin_kernel::{ActorId, App, Check, Error, Held, Kind, Result, SealedColumns};

pub(crate) const SEALED: &[SealedColumns] = &[
    SealedColumns { name: NEEDS, renew: needs },
    SealedColumns { name: PHONE, renew: phones },
    SealedColumns { name: kinds::KIND, renew: standings },
];

pub(crate) const CHECK: Check = Check { name: "people.sealed_families", run: check };

fn needs(app: App, after: Option<Id>) -> Held<'static, Option<Id>> {
    part(app, SealedHere::Needs, after)
}

fn phones(app: App, after: Option<Id>) -> Held<'static, Option<Id>> {
    part(app, SealedHere::Phones, after)
}

fn standings(app: App, after: Option<Id>) -> Held<'static, Option<Id>> {
    part(app, SealedHere::Standings, after)
}

fn part(app: App, what: SealedHere, after: Option<Id>) -> Held<'static, Option<Id>> {
    Box::pin(async move {
        let after = ActorId::from(after.unwrap_or(Id::NIL));
        let last = app.system("keys").run(RenewSealed { what, after }).await?;
        Ok(last.map(|id| id.id()))
    })
}

impl SealedHere {
    /// The thing a value is sealed for.
    fn show(self, owner: Id) -> String {
        match self {
            Self::Needs => PersonId(owner).to_string(),
            Self::Phones => PickUpId(owner).to_string(),
            Self::Standings => StandingId(owner).to_string(),
        }
    }
}

/// How many rows are looked at in one go.
const PART: i64 = 1_000;

fn check(app: App) -> Held<'static, Vec<String>> {
    Box::pin(async move {
        let mut findings = vec![];
        for what in SealedHere::ALL.iter().copied() {
            let mut after = Some(Id::NIL);
            while let Some(from) = after {
                let looked = app.db().look(&Looking { app: &app, what, from }).await?;
                findings.extend(looked.findings);
                after = looked.last;
            }
        }
        Ok(findings)
    })
}

struct Looking<'a> {
    app: &'a App,
    what: SealedHere,
    from: Id,
}

struct Looked {
    last: Option<Id>,
    findings: Vec<String>,
}

impl Look for Looking<'_> {
    type Out = Looked;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Looked> {
        let keys = self.app.keys();
        let (mut last, mut findings) = (None, vec![]);
        let (field, rows) = match self.what {
            SealedHere::Needs => (NEEDS, renew::needs(tx, self.from, PART).await?),
            SealedHere::Phones => (PHONE, renew::phones(tx, self.from, PART).await?),
            SealedHere::Standings => {
                for row in renew::standings(tx, self.from, PART).await? {
                    if !kinds::is_as_written(keys, &row) {
                        let why = format!("{} tells no kind of {}", row.id, row.person);
                        findings.push(why);
                    }
                    last = Some(row.id.id());
                }
                return Ok(Looked { last, findings });
            }
        };
        for row in rows {
            if keys.open(field, row.owner, &row.sealed).is_err() {
                findings.push(format!("{field} of {} does not open", self.what.show(row.owner)));
            }
            last = Some(row.owner);
        }
        Ok(Looked { last, findings })
    }
}
