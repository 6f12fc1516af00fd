use super::model::KioskToken;
use super::permissions::KIOSKS;
use super::store as rows;
use super::store::NewKiosk;
use crate::commands::{Opened, main};
use crate::config::Config;
use crate::model::{CardCode, SignInKind};
use crate::permissions;
use crate::place::{CenterId, center_of};
use crate::sessions::{Guard, KioskId, NewSignIn, Origin, Rule, SignInWay, open_sign_in};
use crate::store;
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Found, Kind, Line, Permission, Read, Result, Scope,
    Secret, Write, same,
};
use serde::{Deserialize, Serialize};

/// A center has a few doors and a few screens; more are a mistake.
const MOST: usize = 100;

/// Make the device one is at a kiosk of a center.
#[derive(Serialize)]
pub struct AddKiosk {
    pub center: CenterId,
    /// Where it stands.
    pub name: Line<40>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct KioskAdded {
    pub kiosk: KioskId,
    /// For the device alone.
    pub token: Secret<String>,
}

impl Command for AddKiosk {
    const NAME: &'static str = "people.add_kiosk";
    const NEEDS: Permission = KIOSKS;
    type Target = Scope;
    type Out = KioskAdded;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(center_of(r.tx(), "center", self.center).await?.scope())
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<KioskAdded> {
        if rows::of_center(w.tx(), self.center).await?.len() >= MOST {
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let field = FieldError::new("center", FieldCode::TooMany).with("max", most);
            return Err(Error::Invalid(vec![field]));
        }
        let kiosk: KioskId = w.fresh_in(self.center.id().district());
        let mut random = [0; 32];
        w.random().fill(&mut random);
        let token = KioskToken::new(kiosk, random);
        let (token_print, name, at, by) = (token.print(), self.name.as_str(), w.now(), w.person());
        let new = NewKiosk { id: kiosk, center: self.center, name, token_print, at, by };
        rows::insert(w.tx(), new).await?;
        w.on(kiosk);
        Ok(KioskAdded { kiosk, token: Secret::new(token.show()) })
    }
}

/// Take a kiosk away, and end what is signed in there.
#[derive(Serialize)]
pub struct RevokeKiosk {
    pub kiosk: KioskId,
}

impl Command for RevokeKiosk {
    const NAME: &'static str = "people.revoke_kiosk";
    const NEEDS: Permission = KIOSKS;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        let row = rows::find(r.tx(), self.kiosk).await?.found("thing of yours")?;
        let center = center_of(r.tx(), "center", row.center).await?;
        Ok(center.scope().on(self.kiosk).hidden())
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        rows::revoke(w.tx(), self.kiosk, now).await?;
        store::sign_in::end_at_kiosk(w.tx(), self.kiosk, now).await?;
        Ok(())
    }
}

/// Sign in with a card shown at a kiosk: shortly, and for one's bookings alone.
#[derive(Serialize)]
pub struct SignInByCard {
    /// What the device shows.
    pub kiosk: Secret<String>,
    pub card: Secret<String>,
    pub from: Origin,
}

/// How a sign-in by card went.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardSignIn {
    SignedIn(Opened),
    /// No card in force.
    Wrong,
    /// The device is no kiosk.
    NoKiosk,
}

impl Command for SignInByCard {
    const NAME: &'static str = "people.sign_in_by_card";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = CardSignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<CardSignIn> {
        let now = w.now();
        let config = w.settings().get::<Config>();
        let shown = KioskToken::read(self.kiosk.expose());
        let kiosk = match &shown {
            Some(token) => rows::find(w.tx(), token.id)
                .await?
                .filter(|row| same(&row.token_print, &token.print())),
            None => None,
        };
        let Some(kiosk) = kiosk else {
            w.note("outcome", "no_kiosk");
            return Ok(CardSignIn::NoKiosk);
        };
        let guard = Guard::hold(w, "kiosk", &kiosk.id.to_string(), Rule::address(&config)).await?;
        let owner = match CardCode::read(self.card.expose()) {
            Some(code) => store::card::owner(w.tx(), &code).await?,
            None => None,
        };
        let person = match owner {
            Some(id) => store::person::find(w.tx(), id).await?,
            None => None,
        };
        let Some(person) = person else {
            let locked = guard.failed(w).await?;
            w.note("outcome", if locked { "locked" } else { "wrong" });
            return Ok(CardSignIn::Wrong);
        };
        guard.passed(w).await?;
        rows::used(w.tx(), kiosk.id, now).await?;
        let new = NewSignIn::by(SignInKind::Kiosk, SignInWay::Card, &self.from);
        let new = NewSignIn { kiosk: Some(kiosk.id), ..new };
        w.note("outcome", "signed_in");
        Ok(CardSignIn::SignedIn(open_sign_in(w, person.id, new).await?))
    }
}
