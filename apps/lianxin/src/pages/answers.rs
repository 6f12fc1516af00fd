//! The answers a page begins with. Each is kept under the address the front end would ask, so that
//! it shows the page without asking again.
use super::shape::About;
use crate::composed::{self, Part};
use axum::http::HeaderMap;
use lianxin_activities::{ListSessions, SessionFilter, ShowSession};
use lianxin_kernel::{Act, Date, Error, Result};
use lianxin_people::SignedInIfAny;
use lianxin_places::queries::{CenterFilter, ListCenters, ListRooms, ShowCenter, ShowRegion};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::str::FromStr;

pub struct Answers<'a> {
    act: &'a Act,
    pub kept: Map<String, Value>,
}

/// Everything the islands of our pages can hold besides what is asked for by id.
#[derive(Default)]
pub struct Wanted<'a> {
    pub center: Option<&'a str>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub limit: i64,
}

impl<'a> Answers<'a> {
    pub fn of(act: &'a Act) -> Self {
        Self { act, kept: Map::new() }
    }

    async fn whole<T: DeserializeOwned>(
        &mut self,
        address: String,
        answer: impl Serialize,
        part: Part,
    ) -> Result<T> {
        let mut value = serde_json::to_value(answer).map_err(Error::internal)?;
        composed::complete(self.act.app(), part, &mut value).await?;
        self.keep(address, value)
    }

    fn keep<T: DeserializeOwned>(&mut self, address: String, answer: impl Serialize) -> Result<T> {
        let value = serde_json::to_value(answer).map_err(Error::internal)?;
        let seen = T::deserialize(&value).map_err(|e| {
            Error::internal(format!("the page can not read the answer of {address}: {e}"))
        })?;
        self.kept.insert(address, value);
        Ok(seen)
    }

    /// What every page begins with.
    pub async fn about(&mut self, headers: &HeaderMap) -> Result<About> {
        let about = self.keep("/api/v1/about".into(), composed::about(self.act).await?)?;
        let session = SignedInIfAny::of(self.act, headers).await?;
        self.whole::<Value>("/api/v1/session".into(), session, Part::Account).await?;
        Ok(about)
    }

    pub async fn centers<T: DeserializeOwned>(&mut self, limit: i64) -> Result<T> {
        let filter = CenterFilter { limit: Some(limit), ..CenterFilter::default() };
        let answer = self.act.ask(ListCenters { filter }).await?;
        self.whole(format!("/api/v1/centers?limit={limit}"), answer, Part::Centers).await
    }

    pub async fn center<T: DeserializeOwned>(&mut self, id: &str) -> Result<T> {
        let answer = self.act.ask(ShowCenter { id: read(id, "center")? }).await?;
        self.whole(format!("/api/v1/centers/{id}"), answer, Part::Center).await
    }

    pub async fn rooms<T: DeserializeOwned>(&mut self, id: &str) -> Result<T> {
        let answer = self.act.ask(ListRooms { center: read(id, "center")? }).await?;
        self.keep(format!("/api/v1/centers/{id}/rooms"), answer)
    }

    pub async fn region<T: DeserializeOwned>(&mut self, id: &str) -> Result<T> {
        let answer = self.act.ask(ShowRegion { id: read(id, "region")? }).await?;
        self.keep(format!("/api/v1/regions/{id}"), answer)
    }

    pub async fn sessions<T: DeserializeOwned>(&mut self, wanted: Wanted<'_>) -> Result<T> {
        let Wanted { center, from, to, limit } = wanted;
        let mut pairs = vec![];
        pairs.extend(center.map(|id| format!("center={id}")));
        pairs.extend(from.map(|date| format!("from={date}")));
        pairs.extend(to.map(|date| format!("to={date}")));
        pairs.push(format!("limit={limit}"));
        let center = match center {
            None => None,
            Some(id) => Some(read(id, "center")?),
        };
        let filter =
            SessionFilter { center, from, to, limit: Some(limit), ..SessionFilter::default() };
        let answer = self.act.ask(ListSessions { filter }).await?;
        self.keep(format!("/api/v1/sessions?{}", pairs.join("&")), answer)
    }

    pub async fn session<T: DeserializeOwned>(&mut self, id: &str) -> Result<T> {
        let answer = self.act.ask(ShowSession { session: read(id, "session")? }).await?;
        self.keep(format!("/api/v1/sessions/{id}"), answer)
    }
}

/// An id of the address; what can not be one is nothing's.
fn read<T: FromStr>(id: &str, what: &'static str) -> Result<T> {
    id.parse().map_err(|_| Error::NotFound(what))
}
