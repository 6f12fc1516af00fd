use super::names;
use crate::model::{DataRequest, RequestId, RequestState};
use crate::permissions;
use crate::store;
use crate::store::request::Wanted;
use crate::targets::{self, PersonAt, PlaceAt, RequestAt, own_eyes};
use crate::views::{DataRequestView, DeskDataRequest};
use lianxin_kernel::{
    Cursor, Date, Error, FieldCode, Limit, Page, Permission, Purpose, Query, Read, Result, Scoped,
    allows,
};
use lianxin_people::{PersonId, PlaceId};
use lianxin_places::PlaceKind;
use std::collections::HashMap;

/// How many of one's own requests one answer has.
const OWN: i64 = 200;

/// What whoever asks has asked about their data, the latest first.
pub struct ListMyDataRequests;

impl Query for ListMyDataRequests {
    const NAME: &'static str = "privacy.list_my_data_requests";
    const NEEDS: Permission = permissions::OWN;
    type Target = PersonAt;
    type Out = Vec<DataRequestView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PersonAt> {
        targets::oneself(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PersonAt) -> Result<Vec<DataRequestView>> {
        own_eyes(r, &at.person).await?;
        let all = store::request::of_person(r.tx(), at.person.id, OWN).await?;
        Ok(all.into_iter().filter(|r| !r.heir).map(DataRequestView::from).collect())
    }
}

/// The requests of a place, what is due first in front.
pub struct ListDataRequests {
    pub place: PlaceId,
    /// `open`, `closed`, or all.
    pub state: Option<String>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListDataRequests {
    const NAME: &'static str = "privacy.list_data_requests";
    const NEEDS: Permission = permissions::REQUESTS;
    const LOGGED: bool = true;
    type Target = PlaceAt;
    type Out = Page<DeskDataRequest>;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PlaceAt) -> Result<Page<DeskDataRequest>> {
        let open = RequestState::filter(self.state.as_deref());
        let open = open.ok_or_else(|| Error::field("state", FieldCode::Unknown))?;
        let centers = lianxin_places::centers_below(r.tx(), at.0.id).await?;
        let top = at.0.kind == PlaceKind::Region && at.0.path.len() == 1;
        let wanted = Wanted {
            // All centers below lie in one district, unless the place is above districts.
            districts: districts(&at, &centers),
            centers: centers.into_iter().map(|c| c.id).collect(),
            homeless: top,
            open,
        };
        let limit = Limit::new(self.limit)?;
        let after = Cursor::parse(self.after.as_deref(), 2)?;
        let found = store::request::list(r.tx(), &wanted, after, limit).await?;
        let page = Page::cut(found, limit, |q| vec![q.due_on.to_string(), q.id.to_string()]);
        let known = known(r, &page.items).await?;
        let today = r.zone().date(r.now());
        for request in &page.items {
            r.saw(request.person);
        }
        Ok(page.map(|request| shown(request, &known, today, false)))
    }
}

fn districts(at: &PlaceAt, centers: &[lianxin_places::CenterRef]) -> Vec<u16> {
    let mut all: Vec<u16> = centers.iter().map(|c| c.district).collect();
    all.push(at.0.district);
    all.sort_unstable();
    all.dedup();
    all
}

/// One request.
pub struct ShowDataRequest {
    pub request: RequestId,
}

impl Query for ShowDataRequest {
    const NAME: &'static str = "privacy.show_data_request";
    const NEEDS: Permission = permissions::REQUESTS;
    const LOGGED: bool = true;
    type Target = RequestAt;
    type Out = DeskDataRequest;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::DataRequest)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<RequestAt> {
        targets::request_at(r, self.request).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RequestAt) -> Result<DeskDataRequest> {
        let scope = at.scope();
        let own = scope.requested_by == r.actor().and_then(|a| a.who())
            || r.actor().and_then(|a| a.who()) == Some(at.request.person.0);
        let may =
            !own && allows(r.actor(), permissions::DECIDE, &scope) && at.request.state.is_open();
        r.saw(at.request.person);
        let known = known(r, std::slice::from_ref(&at.request)).await?;
        let today = r.zone().date(r.now());
        Ok(shown(at.request, &known, today, may))
    }
}

async fn known(r: &mut Read<'_>, requests: &[DataRequest]) -> Result<HashMap<PersonId, String>> {
    let ids = requests.iter().flat_map(|q| [Some(q.person), q.taken_by]).flatten();
    names(r, ids.collect()).await
}

fn shown(
    request: DataRequest,
    known: &HashMap<PersonId, String>,
    today: Date,
    may_answer: bool,
) -> DeskDataRequest {
    DeskDataRequest {
        person: request.person,
        name: known.get(&request.person).cloned(),
        relation: request.relation.clone(),
        relative: request.relative.clone(),
        evidence: request.evidence.clone(),
        taken_by: request.taken_by.and_then(|id| known.get(&id).cloned()),
        late: request.state.is_open() && request.due_on < today,
        may_answer,
        request: request.into(),
    }
}
