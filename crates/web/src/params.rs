use crate::dialect;
use crate::problem::Problem;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use lianxin_kernel::Error;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// The query string, read into a struct.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        // An empty value is one not given: that is how a form sends what was left blank.
        let pairs = query.split('&').filter(|p| !p.is_empty() && !p.ends_with('='));
        let query = pairs.collect::<Vec<_>>().join("&");
        let query = serde_urlencoded::Deserializer::new(form(&query));
        serde_path_to_error::deserialize(query).map(Self).map_err(|e| {
            let (path, inner) = (e.path().to_string(), e.into_inner());
            dialect::refused(&path, &inner.to_string()).into()
        })
    }
}

fn form(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// The variable part of the path. What can't be read as the id it should be does not exist.
pub struct Path<T>(pub T);

/// The two variable parts of the path, in their order.
pub struct Path2<A, B>(pub A, pub B);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let raw = segments(parts, state).await?;
        match raw.iter().map(|(_, v)| v).collect::<Vec<_>>()[..] {
            [one] => Ok(Self(read(one)?)),
            _ => Err(no_such_thing()),
        }
    }
}

impl<A: FromStr, B: FromStr, S: Send + Sync> FromRequestParts<S> for Path2<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let raw = segments(parts, state).await?;
        match raw.iter().map(|(_, v)| v).collect::<Vec<_>>()[..] {
            [a, b] => Ok(Self(read(a)?, read(b)?)),
            _ => Err(no_such_thing()),
        }
    }
}

async fn segments<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, Problem> {
    RawPathParams::from_request_parts(parts, state).await.map_err(|_| no_such_thing())
}

fn read<T: FromStr>(segment: &str) -> Result<T, Error> {
    segment.parse().map_err(|_| Error::NotFound("thing with this id"))
}

fn no_such_thing() -> Problem {
    Error::NotFound("thing with this id").into()
}
