use crate::dialect;
use crate::problem::Problem;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use lianxin_kernel::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A JSON body, coming or going. What can't be read is a problem that names the field.
pub struct Json<T>(pub T);

/// The largest JSON body taken.
const MOST: usize = 256 * 1024;

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        // A form of another site cannot send this type without the browser asking us first.
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let kind = kind.and_then(|k| k.split(';').next()).map(str::trim);
        if kind != Some("application/json") {
            let why = "send the body as application/json";
            return Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad_json", why));
        }
        let bytes = read(request.into_body()).await?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|e| {
            let (path, inner) = (e.path().to_string(), e.into_inner());
            match inner.classify() {
                serde_json::error::Category::Data => {
                    Problem::from(dialect::refused(&path, &inner.to_string()))
                }
                _ => Problem::of(StatusCode::BAD_REQUEST, "bad_json", &inner.to_string()),
            }
        })?;
        match json.end() {
            Ok(()) => Ok(Self(value)),
            Err(e) => Err(Problem::of(StatusCode::BAD_REQUEST, "bad_json", &e.to_string())),
        }
    }
}

/// Reads a JSON value as a body would be read: what is wrong names its field.
pub fn read_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Error> {
    serde_path_to_error::deserialize(value).map_err(|e| {
        let (path, inner) = (e.path().to_string(), e.into_inner());
        dialect::refused(&path, &inner.to_string())
    })
}

async fn read(body: Body) -> Result<Bytes, Problem> {
    match Limited::new(body, MOST).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(e) if e.is::<LengthLimitError>() => {
            let why = format!("a body has at most {MOST} bytes");
            Err(Problem::of(StatusCode::PAYLOAD_TOO_LARGE, "too_large", &why))
        }
        Err(_) => Err(Problem::of(StatusCode::BAD_REQUEST, "bad_json", "the body broke off")),
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}
