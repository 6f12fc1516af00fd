use super::agree_contract::{contract_scope, not_a_member};
use crate::organizations::model::{Contract, ContractId};
use crate::organizations::store;
use crate::permissions;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Permission, Read, Result, Scope, Write,
};
use serde::{Deserialize, Serialize};

/// End a contract before its time. Yesterday as the last day ends it at once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EndContract {
    pub contract: ContractId,
    pub last_day: Date,
}

impl Command for EndContract {
    const NAME: &'static str = "people.end_contract";
    const NEEDS: Permission = permissions::CONTRACTS;
    type Target = Scope;
    type Out = Contract;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let app = r.app().clone();
        let found = store::contract::find(r.tx(), &app, self.contract).await?.found("contract")?;
        contract_scope(r, &found.centers, found.organization).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Contract> {
        let app = w.app().clone();
        let found = store::contract::find(w.tx(), &app, self.contract).await?.found("contract")?;
        store::organization::hold(w.tx(), found.organization).await?.found("organization")?;
        not_a_member(w, found.organization).await?;
        // Read again behind the lock of the organization.
        let mut contract =
            store::contract::find(w.tx(), &app, self.contract).await?.found("contract")?;
        let yesterday = w.zone().date(w.now()).plus_days(-1);
        let code = match () {
            () if self.last_day < yesterday => Some(FieldCode::InPast),
            () if contract.last_day() < self.last_day => Some(FieldCode::OutOfRange),
            () => None,
        };
        if let Some(code) = code {
            return Err(Error::field("last_day", code));
        }
        contract.ended_on = Some(self.last_day);
        store::contract::end(w.tx(), &app, &contract).await?;
        Ok(contract)
    }
}
