use crate::assemble::cards;
use crate::dates;
use crate::model::{ProgramId, ProgramStatus};
use crate::permissions;
use crate::record::{ProgramAt, ProgramRecord};
use crate::store;
use crate::targets::{self, Here};
use crate::views::{Dates, Program, ProgramCard, ProgramDraft};
use lianxin_kernel::{Limit, Page, Permission, Query, Read, Result};
use lianxin_places::CenterId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::IntoParams;

#[derive(Clone, Debug, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgramFilter {
    pub center: CenterId,
    /// Words of the title; then archived programs show too.
    pub q: Option<String>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// The programs of a center.
pub struct ListPrograms {
    pub filter: ProgramFilter,
}

impl Query for ListPrograms {
    const NAME: &'static str = "activities.list_programs";
    const NEEDS: Permission = permissions::DESK;
    type Target = targets::Center;
    type Out = Page<ProgramCard>;

    async fn target(&self, r: &mut Read<'_>) -> Result<targets::Center> {
        targets::center(r.tx(), self.filter.center).await.map(targets::Center)
    }

    async fn run(&self, r: &mut Read<'_>, center: targets::Center) -> Result<Page<ProgramCard>> {
        let (f, now) = (&self.filter, r.now());
        let search = f.q.as_deref().filter(|q| !q.trim().is_empty());
        let (id, limit) = (center.0.id, Limit::new(f.limit)?);
        let page = store::program::of_center(r.tx(), id, search, f.after.as_deref(), limit).await?;
        let coming = store::session::coming(r.tx(), id, now).await?;
        let coming: HashMap<_, _> = coming.into_iter().map(|c| (c.program, c)).collect();
        Ok(page.map(|p| ProgramCard {
            next_at: coming.get(&p.id).and_then(|c| c.next_at),
            sessions_coming: coming.get(&p.id).map_or(0, |c| c.sessions),
            id: p.id,
            title: p.fields.title,
            kind: p.fields.kind,
            status: p.status,
            center: p.center,
        }))
    }
}

/// A program for its editors.
pub struct ShowProgram {
    pub program: ProgramId,
}

impl Query for ShowProgram {
    const NAME: &'static str = "activities.show_program";
    const NEEDS: Permission = permissions::DESK;
    type Target = ProgramAt;
    type Out = Program;

    async fn target(&self, r: &mut Read<'_>) -> Result<ProgramAt> {
        targets::program(r.tx(), self.program).await
    }

    async fn run(&self, r: &mut Read<'_>, at: ProgramAt) -> Result<Program> {
        let (now, moment) = (r.now(), r.moment());
        let coming = store::session::of_program(r.tx(), self.program, Some(now), 200).await?;
        let sessions = cards(r.tx(), &moment, &coming).await?;
        let ProgramRecord { id, center, status, fields, version } = at.program;
        Ok(Program { id, center, fields, status, version, sessions })
    }
}

/// What would become of a program's dates; changes nothing.
pub struct PreviewDates {
    pub draft: ProgramDraft,
}

impl Query for PreviewDates {
    const NAME: &'static str = "activities.preview_dates";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = targets::Center;
    type Out = Dates;

    async fn target(&self, r: &mut Read<'_>) -> Result<targets::Center> {
        targets::center(r.tx(), self.draft.center).await.map(targets::Center)
    }

    async fn run(&self, r: &mut Read<'_>, center: targets::Center) -> Result<Dates> {
        let fields = &self.draft.fields;
        dates::check_fields(r.tx(), &center.0, fields).await?;
        let when = dates::dates_of(&self.draft.series, r.zone(), r.now())?;
        let program = ProgramRecord {
            id: ProgramId(lianxin_db::Id::NIL),
            center: center.0.id,
            status: ProgramStatus::Draft,
            fields: fields.clone(),
            version: 0,
        };
        let dates = dates::preview(r, &center.0, &program, &when).await?;
        Ok(Dates { dates })
    }
}
