use super::{LANE, may_at};
use crate::lookup::region_scope;
use crate::model::*;
use crate::permissions;
use crate::store::{self, CenterRow};
use lianxin_db::Tx;
use lianxin_kernel::{
    Command, Error, FieldCode, Found, Permission, Read, Result, Scope, Write, reason,
};
use serde::{Deserialize, Serialize};

/// Says how a center shall be; the key tells which one. Figures and dated states are added to those
/// that are there, all else takes the place of what was.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutCenter {
    pub key: Key,
    #[serde(flatten)]
    pub facts: CenterFacts,
    #[serde(default)]
    pub figures: Vec<CenterFigure>,
    /// Dated states. That it opened on `opened_on` need not be said twice.
    #[serde(default)]
    pub history: Vec<StatusSince>,
}

impl PutCenter {
    pub fn new(key: Key, facts: CenterFacts) -> Self {
        Self { key, facts, figures: vec![], history: vec![] }
    }

    fn check(&self) -> Result<()> {
        let facts = &self.facts;
        let mut checks = Checks::default();
        checks.name("name", &facts.name, 80);
        checks.point(facts.lat, facts.lon);
        for (field, count) in [
            ("identities", facts.identities.len()),
            ("themes", facts.themes.len()),
            ("sister_facilities", facts.sister_facilities.len()),
            ("sources", facts.sources.len()),
            ("figures", self.figures.len()),
            ("history", self.history.len()),
        ] {
            checks.at_most(field, count, 50);
        }
        let p = &facts.published;
        checks.real("published.area_m2", p.area_m2, 1_000_000);
        checks.whole("published.floors", p.floors, 200);
        checks.whole("published.room_count", p.room_count, 10_000);
        checks.whole("published.service_items", p.service_items, 100_000);
        checks.whole("published.domains", p.domains, 1_000);
        if let Some(c) = &facts.catchment {
            check_catchment(c, &mut checks);
        }
        for (n, facility) in facts.sister_facilities.iter().enumerate() {
            if let Some(name) = &facility.name {
                checks.name(&format!("sister_facilities.{n}.name"), name, 80);
            }
        }
        for (n, figure) in self.figures.iter().enumerate() {
            checks.real(&format!("figures.{n}.value"), Some(figure.value), 1_000_000_000_000);
            let long = figure.period.as_ref().is_some_and(|p| p.is_empty() || p.len() > 40);
            checks.refuse_if(long, format!("figures.{n}.period"), FieldCode::TooLong);
        }
        checks.done()
    }

    /// The dated states, with the day of opening.
    fn dated(&self) -> Vec<StatusSince> {
        let mut dated = self.history.clone();
        let was_open = !matches!(self.facts.status, Status::Planned | Status::Building);
        if let Some(since) = self.facts.opened_on.clone().filter(|_| was_open) {
            dated.push(StatusSince { status: Status::Open, since });
        }
        dated
    }

    /// Whether all of this is written already.
    async fn is_there(&self, tx: &mut Tx, old: &CenterRow) -> Result<bool> {
        if old.facts != self.facts {
            return Ok(false);
        }
        let history = store::status_history(tx, old.id).await?;
        let figures = store::center_figures(tx, old.id).await?;
        let dated = self.dated().iter().all(|d| history.contains(d));
        Ok(dated && self.figures.iter().all(|f| figures.contains(f)))
    }

    /// What stands against moving the center to the region it shall be in.
    async fn check_move(&self, w: &mut Write<'_>, old: &CenterRow) -> Result<()> {
        if self.facts.region == old.facts.region {
            return Ok(());
        }
        may_at(w, permissions::EDIT_CENTER, self.facts.region).await?;
        match self.facts.region.0.district() == old.id.0.district() {
            true => Ok(()),
            false => Err(Error::reason(reason!("places.other_district"))),
        }
    }
}

fn check_catchment(c: &Catchment, checks: &mut Checks) {
    let whole = [
        ("communities", c.communities),
        ("people_min", c.people_min),
        ("people_max", c.people_max),
        ("public_units", c.public_units),
        ("enterprises", c.enterprises),
        ("radius_m_min", c.radius_m_min),
        ("radius_m_max", c.radius_m_max),
    ];
    for (field, value) in whole {
        checks.whole(&format!("catchment.{field}"), value, 100_000_000);
    }
    checks.real("catchment.share_60_plus", c.share_60_plus, 1);
    let ranges = [
        ("people_max", c.people_min, c.people_max),
        ("radius_m_max", c.radius_m_min, c.radius_m_max),
    ];
    for (field, min, max) in ranges {
        let turned = min.zip(max).is_some_and(|(min, max)| max < min);
        checks.refuse_if(turned, format!("catchment.{field}"), FieldCode::BeforeStart);
    }
}

impl Command for PutCenter {
    const NAME: &'static str = "places.put_center";
    const NEEDS: Permission = permissions::EDIT_CENTER;
    type Target = Scope;
    type Out = Put<CenterId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        if let Some(old) = store::center_by_key(r.tx(), &self.key).await? {
            return Ok(super::center(r, old.id).await?.scope());
        }
        let scope = region_scope(r.tx(), self.facts.region).await?.found("region")?;
        Ok(Scope { target: None, ..scope })
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Put<CenterId>> {
        self.check()?;
        if store::region(w.tx(), self.facts.region).await?.is_none() {
            return Err(Error::field("region", FieldCode::Unknown));
        }
        if let Some(old) = store::center_by_key(w.tx(), &self.key).await?
            && self.is_there(w.tx(), &old).await?
        {
            return Ok(Put { id: old.id, changed: Changed::Same });
        }
        store::lock(w.tx()).await?;
        let put = match store::center_by_key(w.tx(), &self.key).await? {
            Some(old) => {
                self.check_move(w, &old).await?;
                let row = CenterRow { facts: self.facts.clone(), ..old };
                store::update_center(w.tx(), &row).await?;
                Put { id: row.id, changed: Changed::Updated }
            }
            None => {
                let id: CenterId = w.fresh_in(self.facts.region.0.district());
                let row = CenterRow { id, key: self.key.clone(), facts: self.facts.clone() };
                store::insert_center(w.tx(), &row).await?;
                Put { id, changed: Changed::Created }
            }
        };
        for state in self.dated() {
            store::add_status(w.tx(), put.id, &state).await?;
        }
        for figure in &self.figures {
            store::put_center_figure(w.tx(), put.id, figure).await?;
        }
        let now = w.now();
        store::keep(w.tx(), put.id, KeptPart::Facts, now).await?;
        w.on(put.id);
        Ok(put)
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
