use super::LANE;
use crate::model::{Changed, Checks, HolidayDay};
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Error, FieldCode, Line, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Says which days a year's published list names: days off and worked weekends. The year is that of
/// the document; its list may name days of the neighboring years.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutHolidays {
    pub year: i16,
    /// Where the list is published.
    pub source: Line<500>,
    pub days: Vec<HolidayDay>,
}

impl PutHolidays {
    fn check(&self) -> Result<()> {
        let mut checks = Checks::default();
        if !(1990..=2200).contains(&self.year) {
            return Err(Error::field("year", FieldCode::OutOfRange));
        }
        checks.at_most("days", self.days.len(), 200);
        let mut seen = BTreeSet::new();
        for (n, day) in self.days.iter().enumerate() {
            let field = format!("days.{n}.date");
            checks.refuse_if(!seen.insert(day.date), &field, FieldCode::Taken);
            let far = (day.date.year() - self.year).abs() > 1;
            checks.refuse_if(far, &field, FieldCode::OutOfRange);
        }
        checks.done()
    }
}

impl Command for PutHolidays {
    const NAME: &'static str = "places.put_holidays";
    const NEEDS: Permission = permissions::EDIT_HOLIDAYS;
    type Target = Scope;
    type Out = Changed;

    /// The whole installation: whoever administers one of the regions at the top may.
    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let district = r.app().district();
        Ok(Scope::district(district).at(store::roots(r.tx()).await?))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Changed> {
        self.check()?;
        let mut days = self.days.clone();
        days.sort();
        let (year, source) = (i64::from(self.year), self.source.as_str());
        let old = store::holiday_year(w.tx(), year).await?;
        if old.as_ref().is_some_and(|(from, was)| from == source && *was == days) {
            return Ok(Changed::Same);
        }
        store::lock(w.tx()).await?;
        store::replace_holidays(w.tx(), year, source, &days).await?;
        Ok(if old.is_some() { Changed::Updated } else { Changed::Created })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
