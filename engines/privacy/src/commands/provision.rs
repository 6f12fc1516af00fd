use super::{acting, fine};
use crate::model::{ProvisionFields, ProvisionId};
use crate::permissions;
use crate::reasons;
use crate::store;
use crate::store::register::ProvisionRow;
use crate::targets::{self, Kept, PlaceAt};
use lianxin_kernel::{Command, Error, FieldCode, Permission, Read, Result, Write};
use lianxin_people::PlaceId;
use serde::Serialize;

/// Enter who else gets data, by which contract.
#[derive(Clone, Debug, Serialize)]
pub struct AddProvision {
    pub place: PlaceId,
    pub fields: ProvisionFields,
}

impl Command for AddProvision {
    const NAME: &'static str = "privacy.add_provision";
    const NEEDS: Permission = permissions::WRITE;
    type Target = PlaceAt;
    type Out = ProvisionId;

    async fn target(&self, r: &mut Read<'_>) -> Result<PlaceAt> {
        targets::place_at(r, self.place).await
    }

    async fn run(&self, w: &mut Write<'_>, at: PlaceAt) -> Result<ProvisionId> {
        fine(self.fields.faults())?;
        if store::purpose::find(w.tx(), self.fields.purpose.as_str()).await?.is_none() {
            return Err(Error::field("purpose", FieldCode::Unknown));
        }
        let row = ProvisionRow {
            id: w.fresh(),
            place: at.0.id,
            fields: self.fields.clone(),
            recorded_by: acting(w)?,
            recorded_at: w.now(),
            ended_at: None,
        };
        w.on(row.id);
        store::register::add_provision(w.tx(), &row).await?;
        Ok(row.id)
    }
}

/// Note that someone gets data no longer, and what they had is returned or deleted.
#[derive(Clone, Debug, Serialize)]
pub struct EndProvision {
    pub provision: ProvisionId,
}

impl Command for EndProvision {
    const NAME: &'static str = "privacy.end_provision";
    const NEEDS: Permission = permissions::WRITE;
    type Target = Kept<ProvisionRow>;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Kept<ProvisionRow>> {
        targets::provision_at(r, self.provision).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Kept<ProvisionRow>) -> Result<()> {
        let now = w.now();
        match store::register::end_provision(w.tx(), self.provision, now).await? {
            true => Ok(()),
            false => Err(Error::reason(reasons::closed())),
        }
    }
}
