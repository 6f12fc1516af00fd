use crate::watch;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lianxin_kernel::{Error, FieldError, Reason};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema, openapi};

/// What went wrong, as RFC 9457 `application/problem+json`. `code` is one of a closed list
/// (`problem.<code>` in the translations); `request` finds the line in the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub code: String,
    pub detail: String,
    pub fields: Vec<FieldError>,
    pub reasons: Vec<Reason>,
    pub request: String,
    /// Seconds to wait before trying again.
    #[serde(skip)]
    pub retry_after: Option<u32>,
}

impl Problem {
    pub fn of(status: StatusCode, code: &str, detail: &str) -> Self {
        Self {
            kind: "about:blank".into(),
            title: status.canonical_reason().unwrap_or_default().into(),
            status: status.as_u16(),
            code: code.into(),
            detail: detail.into(),
            fields: vec![],
            reasons: vec![],
            request: watch::request_id(),
            retry_after: None,
        }
    }
}

impl From<Error> for Problem {
    fn from(e: Error) -> Self {
        use lianxin_kernel::Error as E;
        let (status, code) = match &e {
            E::SignIn => (StatusCode::UNAUTHORIZED, "sign_in"),
            E::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            E::SecondFactor => (StatusCode::FORBIDDEN, "second_factor"),
            E::OwnRequest => (StatusCode::FORBIDDEN, "own_request"),
            E::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            E::Conflict(_) => (StatusCode::CONFLICT, "conflict"),
            E::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
            E::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
            E::TooLarge(_) => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            e if e.is_busy() => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            e if e.is_full() => (StatusCode::INSUFFICIENT_STORAGE, "storage_full"),
            e if e.is_read_only() => (StatusCode::SERVICE_UNAVAILABLE, "read_only"),
            e if e.is_unknown_outcome() => (StatusCode::GATEWAY_TIMEOUT, "unknown_outcome"),
            E::Db(_) | E::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        };
        // What broke inside is for the log, not for the caller.
        let detail = match code {
            "internal" => "something broke on our side".to_owned(),
            "busy" => "too many at once; try again in a moment".to_owned(),
            "storage_full" => "there is no room to save this; nothing was changed".to_owned(),
            "read_only" => "nothing can be saved at the moment; reading goes on".to_owned(),
            "unknown_outcome" => {
                "it is not known whether this was saved; send it again with the same key".to_owned()
            }
            // What is hidden and what never was are told apart by nothing.
            "not_found" => "there is nothing here that you may see".to_owned(),
            _ => e.to_string(),
        };
        let mut problem = Self::of(status, code, &detail);
        match e {
            E::Conflict(reasons) => problem.reasons = reasons,
            E::Invalid(fields) => problem.fields = fields,
            E::TooMany { after } => problem.retry_after = Some(after),
            e if e.is_busy() => problem.retry_after = Some(2),
            e if e.is_full() || e.is_read_only() => problem.retry_after = Some(60),
            _ => {}
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// The problems any operation may answer with, for its `responses(…)`.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> std::collections::BTreeMap<String, RefOr<openapi::Response>> {
        let content = || {
            let schema = openapi::Ref::from_schema_name("Problem");
            ContentBuilder::new().schema(Some(schema)).build()
        };
        let answer = |text: &str| {
            ResponseBuilder::new()
                .description(text)
                .content("application/problem+json", content())
                .build()
        };
        let all = [("4XX", "what stands against it"), ("5XX", "something broke on our side")];
        all.map(|(status, text)| (status.to_owned(), RefOr::T(answer(text)))).into()
    }
}
