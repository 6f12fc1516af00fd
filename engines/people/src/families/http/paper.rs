use crate::families::commands::{IssuePaperCode, PaperSignIn, SignInByPaper};
use crate::families::model::PrintedPaperCode;
use crate::http::{SignedInAs, signed_in};
use crate::model::PersonId;
use crate::sessions::Origin;
use lianxin_kernel::{Date, Error, FieldCode, Secret};
use lianxin_web::{
    Caller, Created, Json, Path, Problems, Reply, Routes, SessionCookie, SignedIn, routes,
};
use serde::Deserialize;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaperRequest {}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PaperAndBirthDate {
    #[schema(value_type = String)]
    code: Secret<String>,
    #[schema(value_type = Date)]
    birth_date: Secret<Date>,
}

/// Prints a code with which someone without a phone signs in once.
#[utoipa::path(post, path = "/desk/people/{id}/paper-code", tag = "people",
    params(("id" = PersonId, Path)), request_body = PaperRequest,
    responses((status = 201, body = PrintedPaperCode), Problems))]
async fn issue_paper_code(
    SignedIn(act): SignedIn,
    Path(person): Path<PersonId>,
    Json(_body): Json<PaperRequest>,
) -> Reply<Created<PrintedPaperCode>> {
    // The answer holds the code, so it is not kept to be given again.
    Ok(Created(act.each_time().run(IssuePaperCode { person }).await?))
}

/// Signs in with a printed code and the birth date.
#[utoipa::path(post, path = "/sign-in/paper", tag = "people", request_body = PaperAndBirthDate,
    responses((status = 200, body = SignedInAs), Problems))]
async fn sign_in_by_paper(
    Caller(act): Caller,
    from: Origin,
    Json(body): Json<PaperAndBirthDate>,
) -> Reply<(SessionCookie, Json<SignedInAs>)> {
    let PaperAndBirthDate { code, birth_date } = body;
    match act.each_time().run(SignInByPaper { code, birth_date, from }).await? {
        PaperSignIn::SignedIn(opened) => {
            let (cookie, account) = signed_in(&act, &opened).await?;
            Ok((cookie, Json(SignedInAs { account })))
        }
        PaperSignIn::Wrong => Err(Error::field("code", FieldCode::Wrong).into()),
    }
}

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(issue_paper_code)).routes(routes!(sign_in_by_paper))
}
