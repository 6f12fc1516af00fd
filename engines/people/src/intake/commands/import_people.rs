use crate::commands::main;
use crate::intake::model::{LineOutcome, PersonLine, Verdict};
use crate::intake::steps::{judge, take};
use crate::permissions;
use crate::place::CenterId;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Secret, Write};
use serde::Serialize;

/// Take over people from a list, some lines at a time. A line that is there already stays as it is.
#[derive(Serialize)]
pub(crate) struct ImportPeople {
    /// With the center the line names.
    pub lines: Secret<Vec<(PersonLine, Option<CenterId>)>>,
    pub count: usize,
}

impl Command for ImportPeople {
    const NAME: &'static str = "people.import_people";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Vec<LineOutcome>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Vec<LineOutcome>> {
        let mut outcomes = vec![];
        for (line, home) in self.lines.expose() {
            let verdict = judge(&mut w.read(), line, *home).await?;
            take(w, line, *home, &verdict).await?;
            outcomes.push(match verdict {
                Verdict::Refused { errors } => {
                    LineOutcome::Refused(errors.into_iter().map(|e| (e.field, e.code)).collect())
                }
                Verdict::Same { .. } => LineOutcome::Same,
                Verdict::New {} | Verdict::Changed { .. } | Verdict::Doubtful { .. } => {
                    LineOutcome::Took
                }
            });
        }
        Ok(outcomes)
    }
}
