use super::model::{Duplicate, HeldThing, MergePreview, PastMerge, UNDO};
use super::steps::{both_scope, fields_of, held, hindrances, looked, own_family};
use super::{permissions, store as merges};
use crate::model::{PersonHit, PersonId};
use crate::place::{CenterId, center_of};
use crate::store;
use lianxin_kernel::{
    AnyId, Cursor, Error, FieldCode, Found, Kind, KindOf, Limit, Page, Permission, Query, Read,
    Result, Scope,
};
use std::collections::HashMap;

/// Who of a center looks like somebody else of its district: the same name or sound and the same
/// birth date; or the same name where a birth date is missing, and the same last digits of the phone
/// or the same home center.
pub struct ListDuplicates {
    pub center: CenterId,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl Query for ListDuplicates {
    const NAME: &'static str = "people.list_duplicates";
    const NEEDS: Permission = permissions::MERGE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Page<Duplicate>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, r: &mut Read<'_>, at: Scope) -> Result<Page<Duplicate>> {
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let limit = Limit::new(self.limit)?;
        let after = match Cursor::parse(self.after.as_deref(), 2)? {
            Some(cursor) => (cursor.part(0)?, cursor.part(1)?),
            None => (PersonId(AnyId::NIL), PersonId(AnyId::NIL)),
        };
        let most = limit.with_one_more();
        let pairs = merges::alike(r.tx(), at.district, self.center, after, most).await?;
        let ids: Vec<PersonId> = pairs.iter().flat_map(|p| [p.one, p.other]).collect();
        let rows = store::person::many(r.tx(), &ids).await?;
        let rows: HashMap<PersonId, _> = rows.into_iter().map(|p| (p.id, p)).collect();
        let hit = |id: PersonId| {
            let row = rows.get(&id).cloned().found("person")?;
            PersonHit::of(row.into(), app.keys(), today)
        };
        let family = own_family(r).await?;
        let mut found = vec![];
        for pair in pairs {
            let (one, other) = (hit(pair.one)?, hit(pair.other)?);
            let own_household = family.contains(&pair.one) || family.contains(&pair.other);
            found.push(Duplicate { one, other, likeness: pair.likeness, own_household });
        }
        let key = |d: &Duplicate| vec![d.one.person.to_string(), d.other.person.to_string()];
        let page = Page::cut(found, limit, key);
        for pair in &page.items {
            r.saw(pair.one.person);
            r.saw(pair.other.person);
        }
        if page.items.iter().any(|pair| pair.own_household) {
            r.note("own_household", true);
        }
        Ok(page)
    }
}

/// What putting two records together would do.
pub struct PreviewMerge {
    pub kept: PersonId,
    pub merged: PersonId,
}

impl Query for PreviewMerge {
    const NAME: &'static str = "people.preview_merge";
    const NEEDS: Permission = permissions::MERGE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = MergePreview;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.kept, self.merged).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<MergePreview> {
        let (app, today) = (r.app().clone(), r.zone().date(r.now()));
        let kept = store::person::exactly(r.tx(), self.kept).await?.found("person")?;
        let merged = store::person::exactly(r.tx(), self.merged).await?.found("person")?;
        let own_household = looked(r, &[kept.id, merged.id]).await?;
        let hindrances = hindrances(r, &kept, &merged).await?;
        let fields = fields_of(&kept, app.keys())?.differing(&fields_of(&merged, app.keys())?);
        Ok(MergePreview {
            held: held(r, kept.id, merged.id).await?,
            kept: PersonHit::of(kept.into(), app.keys(), today)?,
            merged: PersonHit::of(merged.into(), app.keys(), today)?,
            fields,
            hindrances,
            own_household,
        })
    }
}

/// The merges a person was part of, the newest first, at most 100.
pub struct ListMerges {
    pub person: PersonId,
}

impl Query for ListMerges {
    const NAME: &'static str = "people.list_merges";
    const NEEDS: Permission = permissions::MERGE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<PastMerge>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.person, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<PastMerge>> {
        let now = r.now();
        looked(r, &[self.person]).await?;
        let mut past = vec![];
        for row in merges::of(r.tx(), self.person).await? {
            let merged = store::person::exactly(r.tx(), row.merged).await?;
            let until = row.at + UNDO;
            let can = row.undone_at.is_none() && row.fields.is_some() && now < until;
            past.push(PastMerge {
                merge: row.id,
                kept: row.kept,
                merged: row.merged,
                name: merged.map(|p| p.name).unwrap_or_default(),
                at: row.at,
                undone_at: row.undone_at,
                undo_until: can.then_some(until),
            });
        }
        Ok(past)
    }
}

/// The things of a person that can be taken out of their record.
pub struct ListHeld {
    pub person: PersonId,
}

impl Query for ListHeld {
    const NAME: &'static str = "people.list_held";
    const NEEDS: Permission = permissions::MERGE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<HeldThing>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.person, self.person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<HeldThing>> {
        looked(r, &[self.person]).await?;
        let mut things = vec![];
        for holding in r.app().holdings() {
            for what in holding.collect(r, self.person.id()).await? {
                let id = what.get("id").and_then(serde_json::Value::as_str).map(str::to_owned);
                if let Some(id) = id {
                    things.push(HeldThing { holding: holding.name().to_owned(), id, what });
                }
            }
        }
        Ok(things)
    }
}

/// The id of a thing as a list of what is held shows it.
pub(crate) fn thing_of(text: &str) -> Result<AnyId> {
    let prefix = text.rsplit_once('_').map(|(prefix, _)| prefix);
    let id = prefix.and_then(|prefix| KindOf::parse(prefix, text));
    id.ok_or_else(|| Error::field("things", FieldCode::Unknown))
}
