use crate::body::Json;
use crate::problem::Problem;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// What a handler answers: `Json<T>`, [`Created`], [`Done`], or a problem.
pub type Reply<T> = Result<T, Problem>;

/// 201 with what was made.
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}

/// 204: done, nothing to tell.
pub struct Done;

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }
}

/// A picture.
pub struct Svg(pub String);

impl IntoResponse for Svg {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("image/svg+xml");
        ([(header::CONTENT_TYPE, kind)], self.0).into_response()
    }
}
