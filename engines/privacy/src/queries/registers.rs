use super::names;
use crate::model::{Assessment, AssessmentId, BreachId, NoticeTo, ProvisionId};
use crate::permissions;
use crate::store;
use crate::store::breach::BreachRow;
use crate::targets::{self, Kept, PlaceAt};
use crate::views::{AssessmentView, BreachView, ConcernedView, ProvisionView, RetentionRun};
use lianxin_kernel::{
    Cursor, Kind, Language, Limit, Page, Permission, Purpose, Query, Read, Result, Scope,
};
use lianxin_people::{PersonId, PlaceId};
use lianxin_places::queries::ListRegions;
use std::collections::HashMap;

/// A page of a register.
#[derive(Clone, Debug, Default)]
pub struct PageOf {
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl PageOf {
    fn read<K: std::str::FromStr>(&self) -> Result<(Option<K>, Limit)> {
        let limit = Limit::new(self.limit)?;
        let cursor = Cursor::parse(self.after.as_deref(), 1)?;
        let after = cursor.map(|c| c.part::<K>(0)).transpose()?;
        Ok((after, limit))
    }
}

/// The districts whose rows this installation has.
pub(crate) struct ListDistricts;

impl Query for ListDistricts {
    const NAME: &'static str = "privacy.list_districts";
    const NEEDS: Permission = permissions::KEEP;
    type Target = Scope;
    type Out = Vec<u16>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Vec<u16>> {
        let regions = ListRegions.run(r, Scope::default()).await?.items;
        let mut all: Vec<u16> = regions.iter().map(|region| region.id.id().district()).collect();
        all.push(at.district);
        all.sort_unstable();
        all.dedup();
        Ok(all)
    }
}

/// What the runs of the retention did, the latest first.
pub struct ListRetentionRuns {
    pub page: PageOf,
}

impl Query for ListRetentionRuns {
    const NAME: &'static str = "privacy.list_retention_runs";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Scope;
    type Out = Page<RetentionRun>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        targets::whole(r).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Page<RetentionRun>> {
        let (after, limit) = self.page.read()?;
        let rows = store::retention::list(r.tx(), at.district, after, limit).await?;
        Ok(Page::cut(rows, limit, |row| vec![row.id.to_string()]).map(RetentionRun::from))
    }
}

/// The assessments of a place and all below it, the latest first.
pub struct ListAssessments {
    pub place: PlaceId,
    pub page: PageOf,
}

impl Query for ListAssessments {
    const NAME: &'static str = "privacy.list_assessments";
    const NEEDS: Permission = permissions::LOOK;
    type Target = PlaceAt;
    type Out = Page<AssessmentView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PlaceAt) -> Result<Page<AssessmentView>> {
        let (after, limit) = self.page.read()?;
        let places = at.all_below(r).await?;
        let rows = store::register::assessments(r.tx(), &places, after, limit).await?;
        let people = rows.iter().flat_map(|a| [Some(a.author), a.reviewer]).flatten();
        let people = names(r, people.collect()).await?;
        let page = Page::cut(rows, limit, |a| vec![a.id.to_string()]);
        Ok(page.map(|a| assessment(a, &people)))
    }
}

fn assessment(a: Assessment, people: &HashMap<PersonId, String>) -> AssessmentView {
    AssessmentView {
        id: a.id,
        state: a.state,
        version: a.version,
        fields: a.fields,
        author: people.get(&a.author).cloned(),
        created_at: a.created_at,
        reviewer: a.reviewer.and_then(|id| people.get(&id).cloned()),
        reviewed_at: a.reviewed_at,
        review_note: a.review_note,
    }
}

pub struct ShowAssessment {
    pub assessment: AssessmentId,
}

impl Query for ShowAssessment {
    const NAME: &'static str = "privacy.show_assessment";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Kept<Assessment>;
    type Out = AssessmentView;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<Assessment>> {
        targets::assessment_at(r, self.assessment).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Kept<Assessment>) -> Result<AssessmentView> {
        let people = [Some(at.row.author), at.row.reviewer].into_iter().flatten();
        let people = names(r, people.collect()).await?;
        Ok(assessment(at.row, &people))
    }
}

/// The breaches of a place and all below it, the latest first.
pub struct ListBreaches {
    pub place: PlaceId,
    pub page: PageOf,
}

impl Query for ListBreaches {
    const NAME: &'static str = "privacy.list_breaches";
    const NEEDS: Permission = permissions::LOOK;
    type Target = PlaceAt;
    type Out = Page<BreachView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PlaceAt) -> Result<Page<BreachView>> {
        let (after, limit) = self.page.read()?;
        let places = at.all_below(r).await?;
        let rows = store::breach::list(r.tx(), &places, after, limit).await?;
        let page = Page::cut(rows, limit, |b| vec![b.id.to_string()]);
        let mut items = vec![];
        for row in page.items {
            let counts = store::breach::counts(r.tx(), row.id).await?;
            items.push(BreachView::of(row, counts, vec![]));
        }
        Ok(Page { items, next: page.next })
    }
}

/// One breach, with the two notices to send in three languages.
pub struct ShowBreach {
    pub breach: BreachId,
}

impl Query for ShowBreach {
    const NAME: &'static str = "privacy.show_breach";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Kept<BreachRow>;
    type Out = BreachView;

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Kept<BreachRow>) -> Result<BreachView> {
        let row = at.row;
        let zone = r.zone().clone();
        let found = format!("{} {}", zone.date(row.found_at), zone.time(row.found_at));
        let mut notices = vec![];
        for to in NoticeTo::ALL {
            for language in Language::ALL {
                notices.push(row.fields.notice(*to, &row.number, &found, language));
            }
        }
        let counts = store::breach::counts(r.tx(), row.id).await?;
        Ok(BreachView::of(row, counts, notices))
    }
}

/// Whose data a breach concerns, by name.
pub struct ListConcerned {
    pub breach: BreachId,
    pub page: PageOf,
}

impl Query for ListConcerned {
    const NAME: &'static str = "privacy.list_concerned";
    const NEEDS: Permission = permissions::CONCERNED;
    const LOGGED: bool = true;
    type Target = Kept<BreachRow>;
    type Out = Page<ConcernedView>;

    fn purpose(&self) -> Option<Purpose> {
        Some(Purpose::Emergency)
    }

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<BreachRow>> {
        targets::breach_at(r, self.breach).await
    }

    async fn run(&self, r: &mut Read<'_>, at: Kept<BreachRow>) -> Result<Page<ConcernedView>> {
        let (after, limit) = self.page.read()?;
        let rows = store::breach::persons(r.tx(), at.row.id, after, limit).await?;
        let page = Page::cut(rows, limit, |c| vec![c.person.to_string()]);
        let known = names(r, page.items.iter().map(|c| c.person).collect()).await?;
        for concerned in &page.items {
            r.saw(concerned.person);
        }
        Ok(page.map(|c| ConcernedView {
            person: c.person,
            name: known.get(&c.person).cloned(),
            told_at: c.told_at,
        }))
    }
}

/// Who else gets data, at a place and all below it.
pub struct ListProvisions {
    pub place: PlaceId,
    pub page: PageOf,
}

impl Query for ListProvisions {
    const NAME: &'static str = "privacy.list_provisions";
    const NEEDS: Permission = permissions::LOOK;
    type Target = PlaceAt;
    type Out = Page<ProvisionView>;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, r: &mut Read<'_>, at: PlaceAt) -> Result<Page<ProvisionView>> {
        let (after, limit) = self.page.read::<ProvisionId>()?;
        let places = at.all_below(r).await?;
        let rows = store::register::provisions(r.tx(), &places, after, limit).await?;
        Ok(Page::cut(rows, limit, |p| vec![p.id.to_string()]).map(ProvisionView::from))
    }
}
