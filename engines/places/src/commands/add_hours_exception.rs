use super::LANE;
use crate::model::*;
use crate::permissions;
use crate::store;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, FieldError, Line, Permission, Read, Result, TimeOfDay, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many exceptions that are not over a center may have.
const MOST_EXCEPTIONS: i64 = 200;

/// Days on which a center is closed, or open from `opens` to `closes`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewException {
    pub from: Date,
    /// Its last day; at most 366 days after the first.
    pub to: Date,
    pub closed: bool,
    #[serde(default)]
    pub opens: Option<TimeOfDay>,
    #[serde(default)]
    pub closes: Option<TimeOfDay>,
    /// Shown to everyone.
    #[schema(value_type = String)]
    pub note: Line<200>,
}

/// The exception that was added.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AddedException {
    pub id: ExceptionId,
}

/// Says that a center is open otherwise than usual on some days.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddHoursException {
    pub center: CenterId,
    #[serde(flatten)]
    pub exception: NewException,
}

impl NewException {
    fn check(&self, today: Date) -> Result<()> {
        let mut checks = Checks::default();
        let days = self.from.days_until(self.to);
        checks.refuse_if(days < 0, "to", FieldCode::BeforeStart);
        checks.refuse_if(days > 366, "to", FieldCode::OutOfRange);
        checks.refuse_if(days >= 0 && self.to < today, "to", FieldCode::InPast);
        for (field, time) in [("opens", self.opens), ("closes", self.closes)] {
            checks.refuse_if(self.closed && time.is_some(), field, FieldCode::Wrong);
            checks.refuse_if(!self.closed && time.is_none(), field, FieldCode::Required);
        }
        let turned = self.opens.zip(self.closes).is_some_and(|(from, to)| to <= from);
        checks.refuse_if(turned, "closes", FieldCode::BeforeStart);
        checks.done()
    }
}

impl Command for AddHoursException {
    const NAME: &'static str = "places.add_hours_exception";
    const NEEDS: Permission = permissions::EDIT_HOURS;
    type Target = CenterRef;
    type Out = AddedException;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        super::center(r, self.center).await
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<AddedException> {
        let today = w.zone().date(w.now());
        self.exception.check(today)?;
        store::lock(w.tx()).await?;
        if store::count_exceptions(w.tx(), center.id, today).await? >= MOST_EXCEPTIONS {
            let error = FieldError::new("center", FieldCode::TooMany);
            return Err(Error::Invalid(vec![error.with("max", MOST_EXCEPTIONS)]));
        }
        let NewException { from, to, closed, opens, closes, note } = self.exception.clone();
        let (id, note) = (w.fresh(), note.into_string());
        let exception = Exception { id, from, to, closed, opens, closes, note };
        store::add_exception(w.tx(), center.id, &exception).await?;
        let now = w.now();
        store::keep(w.tx(), center.id, KeptPart::Hours, now).await?;
        Ok(AddedException { id })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
