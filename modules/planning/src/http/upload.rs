use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use lianxin_kernel::{Error, FieldCode, Line};
use lianxin_places::RegionId;
use lianxin_web::Problem;
use serde::Deserialize;
use utoipa::IntoParams;

/// A file as it is sent, of whatever type: the reader looks at what is in it. It is read when it is
/// asked for, so that who may not send one is told so first.
pub struct Upload(Request);

/// The largest file taken.
const MOST: usize = 64 * 1024 * 1024;

impl<S: Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        Ok(Self(request))
    }
}

impl Upload {
    pub async fn read(self) -> Result<Vec<u8>, Problem> {
        let length = self.0.headers().get("content-length").and_then(|v| v.to_str().ok());
        let length = length.and_then(|v| v.parse::<usize>().ok());
        // Said before the file is waited for.
        if length.is_some_and(|n| n > MOST) {
            return Err(too_large());
        }
        let bytes = to_bytes(self.0.into_body(), MOST).await.map_err(|_| too_large())?;
        match bytes.is_empty() {
            true => Err(Error::field("file", FieldCode::Required).into()),
            false => Ok(bytes.into()),
        }
    }
}

fn too_large() -> Problem {
    let why = "the file broke off or has more than 67108864 bytes; cut the area to the district";
    Problem::of(StatusCode::PAYLOAD_TOO_LARGE, "too_large", why)
}

/// What a file is to be called, and whose it is.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Named {
    #[param(value_type = String, max_length = 80)]
    pub name: Line<80>,
    /// The caller's own when not given.
    #[param(value_type = Option<String>)]
    pub district: Option<RegionId>,
}
