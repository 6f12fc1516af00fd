use super::LANE;
use crate::model::{Changed, Checks, RegionFigure, RegionId};
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, FieldCode, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// Adds published figures of a region; one of the same key and date takes the place of the former.
/// The answer says for each in turn what was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutRegionFigures {
    pub region: RegionId,
    pub figures: Vec<RegionFigure>,
}

impl PutRegionFigures {
    fn check(&self) -> Result<()> {
        let mut checks = Checks::default();
        checks.at_most("figures", self.figures.len(), 500);
        for (n, figure) in self.figures.iter().enumerate() {
            let wild = !figure.value.is_finite() || figure.value.abs() > 1e15;
            checks.refuse_if(wild, format!("figures.{n}.value"), FieldCode::OutOfRange);
            let long = |text: &Option<String>, most| text.as_ref().is_some_and(|t| t.len() > most);
            let field = format!("figures.{n}.unit");
            checks.refuse_if(long(&figure.unit, 20), field, FieldCode::TooLong);
            let field = format!("figures.{n}.source");
            checks.refuse_if(long(&figure.source, 500), field, FieldCode::TooLong);
        }
        checks.done()
    }
}

impl Command for PutRegionFigures {
    const NAME: &'static str = "places.put_region_figures";
    const NEEDS: Permission = permissions::EDIT_REGION;
    type Target = Scope;
    type Out = Vec<Changed>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        super::region(r, self.region).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Vec<Changed>> {
        self.check()?;
        let mut known = store::region_figures(w.tx(), self.region).await?;
        let mut done = vec![];
        for figure in &self.figures {
            let same_row =
                |old: &&mut RegionFigure| old.key == figure.key && old.as_of == figure.as_of;
            let changed = match known.iter_mut().find(same_row) {
                Some(old) if old == figure => Changed::Same,
                Some(old) => {
                    *old = figure.clone();
                    Changed::Updated
                }
                None => {
                    known.push(figure.clone());
                    Changed::Created
                }
            };
            if changed != Changed::Same {
                store::put_region_figure(w.tx(), self.region, figure).await?;
            }
            done.push(changed);
        }
        Ok(done)
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
