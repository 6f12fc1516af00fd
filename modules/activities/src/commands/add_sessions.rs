use crate::dates;
use crate::model::ProgramId;
use crate::permissions;
use crate::record::ProgramAt;
use crate::series::Series;
use crate::targets;
use crate::views::Dates;
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Add dates to a program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddSessions {
    pub program: ProgramId,
    pub series: Series,
}

impl Command for AddSessions {
    const NAME: &'static str = "activities.add_sessions";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = ProgramAt;
    type Out = Dates;

    async fn target(&self, r: &mut Read<'_>) -> Result<ProgramAt> {
        targets::program(r.tx(), self.program).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ProgramAt) -> Result<Dates> {
        let when = dates::dates_of(&self.series, w.zone(), w.now())?;
        let dates = dates::add(w, &at.center, &at.program, &when).await?;
        Ok(Dates { dates })
    }
}
