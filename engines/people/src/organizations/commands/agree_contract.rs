use super::active;
use crate::organizations::model::{Contract, ContractId, OrganizationId, OrganizationKind};
use crate::organizations::{reasons, store};
use crate::permissions;
use crate::place::{CenterId, center_of, common_path};
use crate::rights::{Modules, check_modules};
use lianxin_kernel::{
    Command, Date, Error, FieldCode, FieldError, Found, Kind, Line, Permission, Read, Result,
    Scope, Write,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// The most centers of one contract.
const MOST_CENTERS: usize = 200;
/// The longest contract in days: ten years and a bit.
const MOST_DAYS: i32 = 3_660;

/// Write down what an operator runs from a day to a day, both included; also a renewal. The other
/// contracts stay as they are.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct AgreeContract {
    pub organization: OrganizationId,
    pub from: Date,
    pub until: Date,
    pub centers: Vec<CenterId>,
    /// `null`: all modules.
    pub modules: Option<Modules>,
    pub number: Option<Line<80>>,
}

impl Command for AgreeContract {
    const NAME: &'static str = "people.agree_contract";
    const NEEDS: Permission = permissions::CONTRACTS;
    type Target = Scope;
    type Out = Contract;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        store::organization::find(r.tx(), self.organization).await?.found("organization")?;
        if self.centers.is_empty() {
            return Err(Error::field("centers", FieldCode::Required));
        }
        if self.centers.len() > MOST_CENTERS {
            let field = FieldError::new("centers", FieldCode::TooMany).with("max", 200);
            return Err(Error::Invalid(vec![field]));
        }
        for (n, center) in self.centers.iter().enumerate() {
            center_of(r.tx(), &format!("centers.{n}"), *center).await?;
        }
        contract_scope(r, &self.centers, self.organization).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Contract> {
        let organization = active(w, self.organization).await?;
        if organization.kind != OrganizationKind::Operator {
            return Err(Error::reason(reasons::not_an_operator()));
        }
        not_a_member(w, self.organization).await?;
        check_modules(w.app(), self.modules.as_ref())?;
        let today = w.zone().date(w.now());
        let code = match () {
            () if self.until < self.from => Some(FieldCode::BeforeStart),
            () if self.until < today => Some(FieldCode::InPast),
            () if self.from.days_until(self.until) > MOST_DAYS => Some(FieldCode::OutOfRange),
            () => None,
        };
        if let Some(code) = code {
            return Err(Error::field("until", code));
        }
        let centers: BTreeSet<CenterId> = self.centers.iter().copied().collect();
        let contract = Contract {
            contract: w.fresh_in::<ContractId>(self.organization.id().district()),
            organization: self.organization,
            from: self.from,
            until: self.until,
            ended_on: None,
            centers: centers.into_iter().collect(),
            modules: self.modules.clone(),
            number: self.number.clone(),
            agreed_at: w.now(),
            agreed_by: w.person(),
        };
        let app = w.app().clone();
        store::contract::insert(w.tx(), &app, &contract).await?;
        Ok(contract)
    }
}

/// Whoever agrees or ends a contract may do so at every center of it.
pub(super) async fn contract_scope(
    r: &mut Read<'_>,
    centers: &[CenterId],
    organization: OrganizationId,
) -> Result<Scope> {
    let places = centers.iter().map(|c| c.id()).collect();
    let path = common_path(r.tx(), &places).await?;
    Ok(Scope::district(organization.0.district()).at(path).on(organization).hidden())
}

/// Nobody decides on what their own rights rest.
pub(super) async fn not_a_member(w: &mut Write<'_>, organization: OrganizationId) -> Result<()> {
    let app = w.app().clone();
    for me in [w.actor().who(), w.actor().id()].into_iter().flatten() {
        let members = store::member::of_person(w.tx(), &app, me.into()).await?;
        if members.iter().any(|m| m.organization == organization && m.ended_at.is_none()) {
            return Err(Error::Forbidden);
        }
    }
    Ok(())
}
