use crate::assemble::cards;
use crate::dates;
use crate::model::ProgramStatus;
use crate::permissions;
use crate::record::ProgramRecord;
use crate::store;
use crate::targets::{self, Here};
use crate::views::{NewProgram, Program, ProgramDraft};
use lianxin_kernel::{Command, Permission, Read, Result, Write};
use lianxin_places::CenterRef;
use serde::{Deserialize, Serialize};

/// Make a program and its dates. A date that can't be says why; the others are made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddProgram {
    pub draft: ProgramDraft,
}

impl Command for AddProgram {
    const NAME: &'static str = "activities.add_program";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = targets::Center;
    type Out = NewProgram;

    async fn target(&self, r: &mut Read<'_>) -> Result<targets::Center> {
        targets::center(r.tx(), self.draft.center).await.map(targets::Center)
    }

    async fn run(&self, w: &mut Write<'_>, center: targets::Center) -> Result<NewProgram> {
        let center: &CenterRef = &center.0;
        let draft = &self.draft;
        dates::check_fields(w.tx(), center, &draft.fields).await?;
        let when = dates::dates_of(&draft.series, w.zone(), w.now())?;
        let status = match draft.publish {
            true => ProgramStatus::Published,
            false => ProgramStatus::Draft,
        };
        let program = ProgramRecord {
            id: w.fresh_in(center.district),
            center: center.id,
            status,
            fields: draft.fields.clone(),
            version: 1,
        };
        w.on(program.id);
        let now = w.now();
        store::program::insert(w.tx(), &program, now).await?;
        let dates = dates::add(w, center, &program, &when).await?;
        Ok(NewProgram { program: shown(w, program).await?, dates })
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_calendar::lane(self.draft.center))
    }
}

/// The program as its editors see it, with its coming sessions.
pub async fn shown(w: &mut Write<'_>, program: ProgramRecord) -> Result<Program> {
    let (now, moment) = (w.now(), w.moment());
    let coming = store::session::of_program(w.tx(), program.id, Some(now), 200).await?;
    let sessions = cards(w.tx(), &moment, &coming).await?;
    Ok(Program {
        id: program.id,
        center: program.center,
        fields: program.fields,
        status: program.status,
        version: program.version,
        sessions,
    })
}
