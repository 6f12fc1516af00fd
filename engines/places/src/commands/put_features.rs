use super::LANE;
use crate::model::{Changed, Checks, MapFeature, RegionId, check_path};
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, FieldCode, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Says which roads, waters and greens a region's own map shows, in the place of those there were.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutFeatures {
    pub region: RegionId,
    pub features: Vec<MapFeature>,
}

impl PutFeatures {
    fn check(&self) -> Result<()> {
        let mut checks = Checks::default();
        checks.at_most("features", self.features.len(), 2_000);
        let mut seen = BTreeSet::new();
        for (n, feature) in self.features.iter().enumerate() {
            let taken = !seen.insert(&feature.key);
            checks.refuse_if(taken, format!("features.{n}.key"), FieldCode::Taken);
            let wrong = check_path(&feature.geometry).is_err();
            checks.refuse_if(wrong, format!("features.{n}.geometry"), FieldCode::Wrong);
        }
        checks.done()
    }
}

impl Command for PutFeatures {
    const NAME: &'static str = "places.put_features";
    const NEEDS: Permission = permissions::EDIT_REGION;
    type Target = Scope;
    type Out = Changed;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        super::region(r, self.region).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Changed> {
        self.check()?;
        let mut features = self.features.clone();
        features.sort_by(|a, b| a.key.cmp(&b.key));
        let mut old = store::features(w.tx(), self.region).await?;
        // A database may sort `a-b` and `ab` in its own way.
        old.sort_by(|a, b| a.key.cmp(&b.key));
        if old == features {
            return Ok(Changed::Same);
        }
        store::lock(w.tx()).await?;
        store::replace_features(w.tx(), self.region, &features).await?;
        Ok(if old.is_empty() { Changed::Created } else { Changed::Updated })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
