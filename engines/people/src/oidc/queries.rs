use super::store as rows;
use crate::commands::{account_scope, main};
use crate::factors::permissions::ACCOUNTS;
use crate::model::PersonId;
use crate::store;
use lianxin_kernel::{Found, Permission, Query, Read, Result, Scope, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an authority calls the owner of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubjectShown {
    pub provider: String,
    pub subject: String,
    pub linked_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// The authorities whose sign-in opens an account.
pub struct ListSubjects {
    pub person: PersonId,
}

impl Query for ListSubjects {
    const NAME: &'static str = "people.list_subjects";
    const NEEDS: Permission = ACCOUNTS;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = Vec<SubjectShown>;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let person = store::person::find(r.tx(), self.person).await?.found("thing of yours")?;
        account_scope(r.tx(), &person).await
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<SubjectShown>> {
        let main = main(r.app());
        let found =
            rows::of(r.tx(), main, self.person).await?.into_iter().map(|row| SubjectShown {
                provider: row.provider,
                subject: row.subject,
                linked_at: row.linked_at,
                used_at: row.used_at,
            });
        Ok(found.collect())
    }
}
