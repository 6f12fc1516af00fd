//! Every change this engine makes, one file for what belongs together.
mod answer;
mod assessment;
mod breach;
mod consent;
mod provision;
mod purpose;
mod request;
mod retention;
mod seed;

pub use answer::{AnswerDataRequest, CarryOutErasing};
pub(crate) use assessment::RemindOfReviews;
pub use assessment::{
    AddAssessment, AssessmentChanged, ChangeAssessment, ReviewAssessment, SubmitAssessment,
};
pub use breach::{
    AddConcerned, Added, BreachChanged, ChangeBreach, CloseBreach, NoteAuthorityTold, RecordBreach,
    TellConcerned, Told,
};
pub use consent::{RecordDecision, SayToPurpose};
pub use provision::{AddProvision, EndProvision};
pub use purpose::{PublishText, PutPurpose};
pub use request::{
    AskAboutData, Heir, RequestMade, TakeDataRequest, TakeInDataRequest, WithdrawDataRequest,
};
pub(crate) use retention::{ExpireHolding, ForgetAudit};
pub use seed::Seed;

use lianxin_kernel::{Error, FieldError, Result, Write};
use lianxin_people::PersonId;

/// One of the staff, or a resident: the program has no name to put there.
fn acting(w: &Write<'_>) -> Result<PersonId> {
    w.actor().who().map(PersonId).ok_or(Error::SignIn)
}

fn fine(faults: Vec<FieldError>) -> Result<()> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(faults)),
    }
}
