use super::active;
use super::end_member::end;
use crate::organizations::lookup::home_scope;
use crate::organizations::model::{Organization, OrganizationId, OrganizationStatus};
use crate::organizations::store;
use crate::permissions;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Write};
use serde::{Deserialize, Serialize};

/// End an organization for good: nobody acts for it anymore, its contract gives nothing. The record
/// stays for what it took part in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndOrganization {
    pub organization: OrganizationId,
}

impl Command for EndOrganization {
    const NAME: &'static str = "people.end_organization";
    const NEEDS: Permission = permissions::ORGANIZATIONS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.organization).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let organization = active(w, self.organization).await?;
        let app = w.app().clone();
        for member in store::member::of(w.tx(), &app, self.organization).await? {
            end(w, member).await?;
        }
        let yesterday = w.zone().date(w.now()).plus_days(-1);
        for mut contract in store::contract::of(w.tx(), &app, self.organization).await? {
            if yesterday < contract.last_day() {
                contract.ended_on = Some(yesterday);
                store::contract::end(w.tx(), &app, &contract).await?;
            }
        }
        let ended = Organization { status: OrganizationStatus::Ended, ..organization };
        store::organization::update(w.tx(), &ended).await
    }
}
