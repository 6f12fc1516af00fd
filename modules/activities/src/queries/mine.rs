use crate::assemble::{one_sign_up, sign_ups};
use crate::permissions;
use crate::targets::{self, ClaimAt, Here};
use crate::views::SignUp;
use lianxin_kernel::{Error, Limit, Page, Permission, Query, Read, Result, Scope};
use lianxin_seats::{ClaimId, When};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MyWhen {
    /// Not ended yet, the soonest first.
    #[default]
    Coming,
    /// Ended, the latest first.
    Past,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MySignUpFilter {
    #[param(inline)]
    pub when: MyWhen,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// The reader's own sign-ups.
pub struct ListMySignUps {
    pub filter: MySignUpFilter,
}

impl Query for ListMySignUps {
    const NAME: &'static str = "activities.list_my_sign_ups";
    const NEEDS: Permission = permissions::JOIN;
    type Target = Scope;
    type Out = Page<SignUp>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Page<SignUp>> {
        let person = r.person().ok_or(Error::SignIn)?;
        let (now, moment) = (r.now(), r.moment());
        let when = match self.filter.when {
            MyWhen::Coming => When::Coming,
            MyWhen::Past => When::Past,
        };
        let page = (self.filter.after.as_deref(), Limit::new(self.filter.limit)?);
        let claims = lianxin_seats::claims_of_person(r.tx(), None, person, when, page, now).await?;
        let items = sign_ups(r.tx(), &moment, claims.items).await?;
        Ok(Page { items, next: claims.next })
    }
}

/// One sign-up: one's own, or of the center one works at.
pub struct ShowSignUp {
    pub sign_up: ClaimId,
}

impl Query for ShowSignUp {
    const NAME: &'static str = "activities.show_sign_up";
    const NEEDS: Permission = permissions::SIGN_UPS;
    type Target = ClaimAt;
    type Out = SignUp;

    async fn target(&self, r: &mut Read<'_>) -> Result<ClaimAt> {
        targets::claim(r.tx(), self.sign_up).await
    }

    async fn run(&self, r: &mut Read<'_>, at: ClaimAt) -> Result<SignUp> {
        let moment = r.moment();
        one_sign_up(r.tx(), &moment, at.claim).await
    }
}
