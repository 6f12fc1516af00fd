use super::permissions::KIOSKS;
use super::store as rows;
use crate::place::{CenterId, center_of};
use crate::sessions::KioskId;
use lianxin_kernel::{Permission, Query, Read, Result, Scope, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A device of a center where cards sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KioskShown {
    pub id: KioskId,
    pub name: String,
    pub made_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

pub struct ListKiosks {
    pub center: CenterId,
}

impl Query for ListKiosks {
    const NAME: &'static str = "people.list_kiosks";
    const NEEDS: Permission = KIOSKS;
    type Target = Scope;
    type Out = Vec<KioskShown>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<KioskShown>> {
        let found = rows::of_center(r.tx(), self.center).await?.into_iter().map(|row| KioskShown {
            id: row.id,
            name: row.name,
            made_at: row.made_at,
            used_at: row.used_at,
        });
        Ok(found.collect())
    }
}
