//! The endpoints.
mod breaches;
mod data;
mod desk;
mod mine;
mod register;
mod registers;

use crate::queries::PageOf;
use lianxin_people::PlaceId;
use lianxin_web::Routes;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A list that is short by nature.
#[derive(Serialize, ToSchema)]
struct Listed<T> {
    items: Vec<T>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PrivacyPage {
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 100.
    limit: Option<i64>,
}

impl From<PrivacyPage> for PageOf {
    fn from(page: PrivacyPage) -> Self {
        Self { after: page.after, limit: page.limit }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PlacePage {
    /// A region or center; with all below it.
    #[param(value_type = String)]
    place: PlaceId,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 100.
    limit: Option<i64>,
}

impl PlacePage {
    fn split(self) -> (PlaceId, PageOf) {
        (self.place, PageOf { after: self.after, limit: self.limit })
    }
}

/// A change that needs no words: `{}`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PrivacyNothing)]
struct Nothing {}

pub fn routes() -> Routes {
    let all = [
        register::routes(),
        mine::routes(),
        data::routes(),
        desk::routes(),
        registers::routes(),
        breaches::routes(),
    ];
    all.into_iter().fold(Routes::new(), Routes::merge)
}
