use super::add_program::shown;
use crate::model::{ProgramId, ProgramStatus};
use crate::permissions;
use crate::reasons;
use crate::record::ProgramAt;
use crate::store;
use crate::targets;
use crate::views::Program;
use lianxin_kernel::{Command, Error, FieldCode, Permission, Read, Result, Write};
use serde::{Deserialize, Serialize};

/// Publish a program, or put it away. Putting it away cancels nothing: its sessions take place, but
/// no list shows them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetProgramStatus {
    pub program: ProgramId,
    pub status: ProgramStatus,
}

impl Command for SetProgramStatus {
    const NAME: &'static str = "activities.set_program_status";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = ProgramAt;
    type Out = Program;

    async fn target(&self, r: &mut Read<'_>) -> Result<ProgramAt> {
        targets::program(r.tx(), self.program).await
    }

    async fn run(&self, w: &mut Write<'_>, at: ProgramAt) -> Result<Program> {
        let mut program = at.program;
        if program.status != self.status {
            if !program.status.may_become(self.status) {
                return Err(Error::field("status", FieldCode::Wrong));
            }
            program.status = self.status;
            let now = w.now();
            if !store::program::update(w.tx(), &program, now).await? {
                return Err(Error::reason(reasons::changed_meanwhile()));
            }
            program.version += 1;
            store::day::mark_program(w.tx(), program.id).await?;
        }
        shown(w, program).await
    }
}
