use super::{LANE, may_at};
use crate::lookup::region_scope;
use crate::model::{Changed, Checks, Key, Put, RegionFacts, RegionId, check_outline};
use crate::permissions;
use crate::store::{self, RegionRow};
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Permission, Read, Result, Scope, Write, reason,
};
use serde::{Deserialize, Serialize};

/// Says how a region shall be; the key tells which one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutRegion {
    pub key: Key,
    /// The district number in the ids below a city, county or district, 1 to 65535, for good; the
    /// next free one when not given.
    #[serde(default)]
    pub number: Option<u16>,
    #[serde(flatten)]
    pub facts: RegionFacts,
}

impl PutRegion {
    pub fn new(key: Key, facts: RegionFacts) -> Self {
        Self { key, number: None, facts }
    }

    fn check(&self) -> Result<()> {
        let facts = &self.facts;
        let mut checks = Checks::default();
        checks.name("name", &facts.name, 80);
        checks.point(facts.lat, facts.lon);
        checks.at_most("sources", facts.sources.len(), 50);
        let outline = facts.outline.as_ref().map(check_outline);
        checks.refuse_if(matches!(outline, Some(Err(_))), "outline", FieldCode::Wrong);
        let lone = facts.parent.is_none() && !facts.kind.is_numbered();
        checks.refuse_if(lone, "parent", FieldCode::Required);
        let numbered = self.number.is_none() || facts.kind.is_numbered();
        checks.refuse_if(!numbered, "number", FieldCode::Wrong);
        checks.refuse_if(self.number == Some(0), "number", FieldCode::OutOfRange);
        checks.done()
    }

    /// What the tree stands against, for a region that is there already.
    async fn check_tree(&self, w: &mut Write<'_>, old: &RegionRow) -> Result<()> {
        let facts = &self.facts;
        let given = self.number.map(i64::from);
        if given.is_some() && given != old.number {
            return Err(Error::field("number", FieldCode::Taken));
        }
        let below = store::kinds_below(w.tx(), old.id).await?;
        let too_small = below.iter().any(|kind| kind.rank() <= facts.kind.rank());
        if too_small || facts.kind.is_numbered() != old.number.is_some() {
            return Err(Error::field("kind", FieldCode::Wrong));
        }
        if facts.parent != old.facts.parent {
            if let Some(parent) = facts.parent {
                may_at(w, permissions::EDIT_REGION, parent).await?;
            }
            let district = facts.parent.map(|p| p.0.district());
            if !facts.kind.is_numbered() && district != Some(old.id.0.district()) {
                return Err(Error::reason(reason!("places.other_district")));
            }
        }
        Ok(())
    }

    async fn check_parent(&self, w: &mut Write<'_>) -> Result<()> {
        let Some(parent) = self.facts.parent else {
            return Ok(());
        };
        match store::region(w.tx(), parent).await? {
            None => Err(Error::field("parent", FieldCode::Unknown)),
            Some(p) if p.facts.kind.rank() >= self.facts.kind.rank() => {
                Err(Error::field("parent", FieldCode::Wrong))
            }
            Some(_) => Ok(()),
        }
    }

    async fn create(&self, w: &mut Write<'_>) -> Result<RegionId> {
        let number = match (self.facts.kind.is_numbered(), self.number) {
            (false, _) => None,
            (true, Some(n)) if store::is_number_taken(w.tx(), n).await? => {
                return Err(Error::field("number", FieldCode::Taken));
            }
            (true, Some(n)) => Some(n),
            (true, None) => {
                let next = u16::try_from(store::next_number(w.tx()).await?);
                let full = |_| Error::field("number", FieldCode::Required);
                Some(next.map_err(full)?)
            }
        };
        let district = number.or(self.facts.parent.map(|p| p.0.district()));
        let id: RegionId = w.fresh_in(district.unwrap_or_default());
        let (key, facts) = (self.key.clone(), self.facts.clone());
        let row = RegionRow { id, key, number: number.map(i64::from), facts };
        store::insert_region(w.tx(), &row).await?;
        Ok(id)
    }
}

impl Command for PutRegion {
    const NAME: &'static str = "places.put_region";
    const NEEDS: Permission = permissions::EDIT_REGION;
    type Target = Scope;
    type Out = Put<RegionId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let district = r.app().district();
        if let Some(old) = store::region_by_key(r.tx(), &self.key).await? {
            return super::region(r, old.id).await;
        }
        let Some(parent) = self.facts.parent else {
            return Ok(Scope::district(district));
        };
        let scope = region_scope(r.tx(), parent).await?.found("region")?;
        Ok(Scope { target: None, ..scope })
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Put<RegionId>> {
        self.check()?;
        self.check_parent(w).await?;
        if let Some(old) = store::region_by_key(w.tx(), &self.key).await?
            && old.facts == self.facts
            && (self.number.is_none() || self.number.map(i64::from) == old.number)
        {
            return Ok(Put { id: old.id, changed: Changed::Same });
        }
        store::lock(w.tx()).await?;
        let Some(old) = store::region_by_key(w.tx(), &self.key).await? else {
            let id = self.create(w).await?;
            w.on(id);
            return Ok(Put { id, changed: Changed::Created });
        };
        self.check_tree(w, &old).await?;
        let row = RegionRow { facts: self.facts.clone(), ..old };
        store::update_region(w.tx(), &row).await?;
        Ok(Put { id: row.id, changed: Changed::Updated })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
