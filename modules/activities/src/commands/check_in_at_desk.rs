//! Checking people in and out at the desk: by their card, by their sign-up, by name.
use crate::attendance::{self, Party};
use crate::model::SessionId;
use crate::permissions;
use crate::reasons;
use crate::record::SessionAt;
use crate::targets;
use crate::views::CheckIn;
use lianxin_kernel::{
    AnyId, Command, Error, FieldCode, Found, Line, Permission, Read, Result, Secret, Write,
};
use lianxin_people::PersonId;
use lianxin_presence::How;
use lianxin_seats::{ClaimId, MemberId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who comes: exactly one of card, sign-up and person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comer {
    /// What stands on the card.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub card: Option<Secret<Line<60>>>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub sign_up: Option<ClaimId>,
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Of the party only these; all of it when not said.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    pub members: Option<Vec<MemberId>>,
}

impl Comer {
    async fn person(&self, w: &mut Write<'_>, at: &SessionAt) -> Result<AnyId> {
        match (&self.card, self.sign_up, self.person) {
            (Some(card), None, None) => {
                let code = card.expose().as_str();
                let person = lianxin_people::person_by_card(w.tx(), code).await?;
                person.map(|p| p.id.0).ok_or_else(|| Error::field("card", FieldCode::Unknown))
            }
            (None, Some(sign_up), None) => {
                let claim = lianxin_seats::claim_by_id(w.tx(), sign_up).await?.found("sign-up")?;
                let here = claim.subject == at.session.id.0;
                here.then_some(claim.person).ok_or(Error::NotFound("sign-up"))
            }
            (None, None, Some(person)) => {
                let person = lianxin_people::person(w.tx(), person).await?;
                person.map(|p| p.id.0).ok_or_else(|| Error::field("person", FieldCode::Unknown))
            }
            (None, None, None) => Err(Error::field("card", FieldCode::Required)),
            _ => Err(Error::field("card", FieldCode::TooMany)),
        }
    }

    fn how(&self) -> How {
        match self.card {
            Some(_) => How::Card,
            None => How::Desk,
        }
    }

    fn narrow(&self, party: Party) -> Result<Party> {
        match &self.members {
            Some(members) => party.only(members),
            None => Ok(party),
        }
    }
}

macro_rules! desk {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub struct $name {
            pub session: SessionId,
            pub comer: Comer,
        }
    };
}
desk!(
    /// Check a party in. Someone without a sign-up gets a place if there is one.
    CheckInAtDesk
);
desk!(
    /// Check a party out.
    CheckOutAtDesk
);
desk!(
    /// Take a mistaken check-in back.
    UndoCheckIn
);

impl Command for CheckInAtDesk {
    const NAME: &'static str = "activities.check_in_at_desk";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = SessionAt;
    type Out = CheckIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<CheckIn> {
        if at.session.cancelled {
            return Err(Error::reason(reasons::cancelled()));
        }
        let person = self.comer.person(w, &at).await?;
        // First whether it is the time for it: a place is not given for nothing.
        let window = attendance::desk_window(&at.session);
        if let Some(why) = window.refuses(w.now()) {
            return Err(Error::reason(why));
        }
        let party = attendance::party_or_walk_in(w, &at, person).await?;
        let party = self.comer.narrow(party)?;
        attendance::check_in(w, &at, party, window, self.comer.how()).await
    }
}

impl Command for CheckOutAtDesk {
    const NAME: &'static str = "activities.check_out_at_desk";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = SessionAt;
    type Out = CheckIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<CheckIn> {
        let person = self.comer.person(w, &at).await?;
        let party = attendance::party_of(w, &at, person).await?;
        let party = self.comer.narrow(party)?;
        attendance::check_out(w, &at, party).await
    }
}

impl Command for UndoCheckIn {
    const NAME: &'static str = "activities.undo_check_in";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = SessionAt;
    type Out = CheckIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<CheckIn> {
        let person = self.comer.person(w, &at).await?;
        let party = attendance::party_of(w, &at, person).await?;
        let party = self.comer.narrow(party)?;
        attendance::undo(w, &at, party).await
    }
}
