//! The commands of a module that repeats what it holds.
use crate::house::House;
use lianxin_calendar::*;
use lianxin_kernel::{
    Command, Error, Kind as _, Names, Permission, Query, Read, Result, Role, Scope, Timestamp,
    Write,
};
use lianxin_places::CenterId;
use lianxin_testkit::Test;
use serde::Serialize;

const ANY: Permission = Permission::new("t.any", &[Role::Clerk]);

#[derive(Clone, Debug, Serialize)]
pub enum Again {
    /// Its dates are owned by ids that count on from that of the series' owner.
    New(NewSeries),
    Retry(SeriesId),
    End(SeriesId, Timestamp),
}

#[derive(Clone, Serialize)]
pub struct Repeat {
    pub center: CenterId,
    pub what: Again,
}

impl Command for Repeat {
    const NAME: &'static str = "t.repeat";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    /// Again was tried, and what was given back.
    type Out = (Option<SeriesOutcome>, Vec<Occupancy>);

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.center.id().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Self::Out> {
        match &self.what {
            Again::New(new) => {
                let owner = |nth: usize, _| date_owner(new, nth);
                Ok((Some(occupy_series(w, new.clone(), owner).await?), vec![]))
            }
            Again::Retry(id) => Ok((Some(retry_series(w, *id).await?), vec![])),
            Again::End(id, from) => Ok((None, end_series(w, *id, *from).await?)),
        }
    }

    fn lane(&self) -> Option<String> {
        Some(lane(self.center))
    }
}

pub fn date_owner(new: &NewSeries, nth: usize) -> lianxin_kernel::AnyId {
    let district = new.resource.center.id().district();
    lianxin_db::Id::compose(1_772_000_000_001, district, nth as u64)
}

pub struct Preview(pub NewSeries);

impl Query for Preview {
    const NAME: &'static str = "t.preview";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = Vec<Outlook>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<Outlook>> {
        preview_series(r, &self.0).await
    }
}

pub struct Show(pub SeriesId);

impl Query for Show {
    const NAME: &'static str = "t.show";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = Series;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Series> {
        series(r.tx(), self.0).await?.ok_or(Error::NotFound("series"))
    }
}

impl House {
    /// From the Tuesday after the test's clock starts, 09:00 to 10:30.
    pub fn new_series(&self, room: usize, rule: &str) -> NewSeries {
        NewSeries {
            rule: SeriesRule {
                rule: rule.to_owned(),
                first: "2026-03-03".parse().unwrap(),
                from_minute: 9 * 60,
                minutes: 90,
                except: vec![],
                skip_holidays: false,
            },
            resource: self.resource(room),
            kind: Kind::Season,
            owner: lianxin_db::Id::compose(1_772_000_000_000, self.center.id().district(), 77),
            label: Names::zh_cn("合唱"),
            outside_hours: false,
        }
    }

    pub async fn repeat(&self, t: &Test, what: Again) -> Result<<Repeat as Command>::Out> {
        t.system().run(Repeat { center: self.center, what }).await
    }

    pub async fn start(&self, t: &Test, new: NewSeries) -> SeriesOutcome {
        self.repeat(t, Again::New(new)).await.unwrap().0.unwrap()
    }

    pub async fn retry(&self, t: &Test, id: SeriesId) -> Vec<SeriesDate> {
        self.repeat(t, Again::Retry(id)).await.unwrap().0.unwrap().dates
    }
}

/// Each date as `held` or the codes of what stands against it, without the engine's name.
pub fn fates(dates: &[SeriesDate]) -> Vec<String> {
    let fate = |date: &SeriesDate| match date.occupancy {
        Some(_) => date.state.map_or_else(String::new, |state| state.code().to_owned()),
        None => codes(&date.reasons),
    };
    dates.iter().map(fate).collect()
}

pub fn codes(reasons: &[lianxin_kernel::Reason]) -> String {
    let codes = reasons.iter().map(|r| r.code.trim_start_matches("calendar."));
    codes.collect::<Vec<_>>().join(" ")
}
