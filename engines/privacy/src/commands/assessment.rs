use super::{acting, fine};
use crate::config::Config;
use crate::events::NoticeWanted;
use crate::model::{Assessment, AssessmentFields, AssessmentId, AssessmentState};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::targets::{self, Kept, PlaceAt};
use lianxin_kernel::{Command, Error, FieldCode, Note, Permission, Read, Result, Scope, Write};
use lianxin_people::PlaceId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An assessment as it stands after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AssessmentChanged {
    pub assessment: AssessmentId,
    pub version: i64,
    pub state: AssessmentState,
}

fn changed(a: &Assessment) -> AssessmentChanged {
    AssessmentChanged { assessment: a.id, version: a.version, state: a.state }
}

async fn checked(w: &mut Write<'_>, fields: &AssessmentFields) -> Result<()> {
    let today = w.zone().date(w.now());
    fine(fields.faults(today))?;
    for (n, key) in fields.purposes.iter().enumerate() {
        if store::purpose::find(w.tx(), key.as_str()).await?.is_none() {
            return Err(Error::field(format!("purposes.{n}"), FieldCode::Unknown));
        }
    }
    Ok(())
}

async fn write(w: &mut Write<'_>, a: &Assessment) -> Result<AssessmentChanged> {
    match store::register::change_assessment(w.tx(), a).await? {
        true => Ok(changed(a)),
        false => Err(Error::reason(reasons::changed_meanwhile())),
    }
}

/// Begin an assessment of the impact on persons.
#[derive(Clone, Debug, Serialize)]
pub struct AddAssessment {
    pub place: PlaceId,
    pub fields: AssessmentFields,
}

impl Command for AddAssessment {
    const NAME: &'static str = "privacy.add_assessment";
    const NEEDS: Permission = permissions::WRITE;
    type Target = PlaceAt;
    type Out = AssessmentChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PlaceAt) -> Result<AssessmentChanged> {
        checked(w, &self.fields).await?;
        let row = Assessment {
            id: w.fresh(),
            place: at.0.id,
            state: AssessmentState::Draft,
            fields: self.fields.clone(),
            version: 1,
            author: acting(w)?,
            created_at: w.now(),
            reviewer: None,
            reviewed_at: None,
            review_note: None,
        };
        w.on(row.id);
        store::register::add_assessment(w.tx(), &row).await?;
        Ok(changed(&row))
    }
}

/// Change a draft; one that was approved or rejected becomes a draft again.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeAssessment {
    pub assessment: AssessmentId,
    /// The version that was read.
    pub version: i64,
    pub fields: AssessmentFields,
}

impl Command for ChangeAssessment {
    const NAME: &'static str = "privacy.change_assessment";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<Assessment>;
    type Out = AssessmentChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<Assessment>> {
        targets::assessment_at(r, self.assessment).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<Assessment>) -> Result<AssessmentChanged> {
        checked(w, &self.fields).await?;
        let mut row = at.row;
        // Only its author writes in it, so that who reviews it never wrote any of it.
        if acting(w)? != row.author {
            return Err(Error::Forbidden);
        }
        if row.state == AssessmentState::Submitted {
            return Err(Error::reason(reasons::wrong_state(row.state.code())));
        }
        row.state = AssessmentState::Draft;
        row.fields = self.fields.clone();
        row.version = self.version + 1;
        row.reviewer = None;
        row.reviewed_at = None;
        row.review_note = None;
        write(w, &row).await
    }
}

/// Give a draft to whoever reviews it.
#[derive(Clone, Debug, Serialize)]
pub struct SubmitAssessment {
    pub assessment: AssessmentId,
}

impl Command for SubmitAssessment {
    const NAME: &'static str = "privacy.submit_assessment";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<Assessment>;
    type Out = AssessmentChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<Assessment>> {
        targets::assessment_at(r, self.assessment).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<Assessment>) -> Result<AssessmentChanged> {
        let mut row = at.row;
        if row.state != AssessmentState::Draft {
            return Err(Error::reason(reasons::wrong_state(row.state.code())));
        }
        row.state = AssessmentState::Submitted;
        row.version += 1;
        write(w, &row).await
    }
}

/// Approve or reject what another wrote.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewAssessment {
    pub assessment: AssessmentId,
    pub approve: bool,
    pub note: Note<1000>,
}

impl Command for ReviewAssessment {
    const NAME: &'static str = "privacy.review_assessment";
    const NEEDS: Permission = permissions::REVIEW;
    type Target = Kept<Assessment>;
    type Out = AssessmentChanged;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<Assessment>> {
        targets::assessment_at(r, self.assessment).await
    }

    async fn run(&self, w: &mut Write<'_>, at: Kept<Assessment>) -> Result<AssessmentChanged> {
        let mut row = at.row;
        if row.state != AssessmentState::Submitted {
            return Err(Error::reason(reasons::wrong_state(row.state.code())));
        }
        row.state = match self.approve {
            true => AssessmentState::Approved,
            false => AssessmentState::Rejected,
        };
        row.version += 1;
        row.reviewer = Some(acting(w)?);
        row.reviewed_at = Some(w.now());
        row.review_note = Some(self.note.to_string());
        write(w, &row).await
    }
}

/// Remind author and reviewer of reviews that come up.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RemindOfReviews {}

impl Command for RemindOfReviews {
    const NAME: &'static str = "privacy.remind_of_reviews";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let days = w.settings().get::<Config>().remind_days;
        let until = w.zone().date(w.now()).plus_days(days.into());
        for due in store::register::remind(w.tx(), until).await? {
            for person in [Some(due.author), due.reviewer].into_iter().flatten() {
                let notice = NoticeWanted::new(person, "assessment_due", "/desk/admin/assessments");
                let notice = notice.text("subject", &due.subject).text("date", due.next_review);
                w.say(notice).await?;
            }
        }
        Ok(())
    }
}
