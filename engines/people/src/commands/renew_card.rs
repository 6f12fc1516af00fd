use super::steps::issue_card;
use crate::model::{Card, PersonId};
use crate::permissions;
use crate::queries::home_scope;
use crate::store;
use lianxin_kernel::{Command, Found, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Give a person a new card; the old one is worth nothing from then on.
#[derive(Serialize)]
pub struct RenewCard {
    pub person: PersonId,
}

impl Command for RenewCard {
    const NAME: &'static str = "people.renew_card";
    const NEEDS: Permission = permissions::CARD;
    type Target = Scope;
    type Out = Card;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        home_scope(r, self.person).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Card> {
        let now = w.now();
        store::person::hold(w.tx(), self.person).await?.found("person")?;
        store::card::revoke(w.tx(), self.person, now).await?;
        issue_card(w, self.person).await
    }
}
