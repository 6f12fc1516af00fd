use crate::families::kinds;
use crate::families::model::{Days, Standing, StandingConsent, StandingId, StandingKind};
use crate::families::permissions;
use crate::families::steps::{not_by, own_alone, room_for_one, who};
use crate::families::store;
use crate::families::store::standing::StandingRow;
use crate::model::{PersonId, PlaceId};
use crate::place::{place, scope_of};
use crate::store as people;
use lianxin_kernel::{
    Command, Date, Error, FieldCode, Found, Kind, Permission, Read, Result, Scope, Secret, Write,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most one person is at a time.
const MOST: usize = 30;

/// What someone is at a place, and on which days.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStanding {
    pub kind: StandingKind,
    pub place: PlaceId,
    /// Today when not said.
    #[serde(default)]
    pub from: Option<Date>,
    #[serde(default)]
    pub until: Option<Date>,
}

/// Write down what someone is at a place of one's own: nothing sensitive.
#[derive(Serialize)]
pub struct GiveStanding {
    pub person: PersonId,
    pub standing: NewStanding,
}

impl Command for GiveStanding {
    const NAME: &'static str = "people.give_standing";
    const NEEDS: Permission = permissions::STANDING;
    type Target = Scope;
    type Out = Standing;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.standing.place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Standing> {
        not_by(w, self.person)?;
        if self.standing.kind.is_sensitive() {
            return Err(Error::field("kind", FieldCode::Unknown));
        }
        w.saw(self.person);
        give(w, self.person, &self.standing, StandingConsent::Office).await
    }
}

/// Write down that someone is a party member or veteran, which they signed they want.
#[derive(Serialize)]
pub struct GiveSensitiveStanding {
    pub person: PersonId,
    /// Masked in the audit: it says what they are.
    pub standing: Secret<NewStanding>,
    /// Their consent; nothing but a signed form will do.
    pub consent: Option<StandingConsent>,
}

impl Command for GiveSensitiveStanding {
    const NAME: &'static str = "people.give_sensitive_standing";
    const NEEDS: Permission = permissions::SENSITIVE_STANDING;
    type Target = Scope;
    type Out = Standing;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(scope_of(r.tx(), "place", self.standing.expose().place).await?.on(self.person))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Standing> {
        not_by(w, self.person)?;
        let standing = self.standing.expose();
        if !standing.kind.is_sensitive() {
            return Err(Error::field("kind", FieldCode::Unknown));
        }
        if self.consent != Some(StandingConsent::SignedForm) {
            return Err(Error::field("consent", FieldCode::Required));
        }
        w.saw(self.person);
        give(w, self.person, standing, StandingConsent::SignedForm).await
    }
}

/// Say what one is oneself: a volunteer, a party member who reports in, a veteran.
#[derive(Serialize)]
pub struct TellStanding {
    /// Masked in the audit: it says what they are.
    pub standing: Secret<NewStanding>,
}

impl Command for TellStanding {
    const NAME: &'static str = "people.tell_standing";
    const NEEDS: Permission = permissions::OWN_STANDING;
    type Target = Scope;
    type Out = Standing;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        own_alone(r)
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Standing> {
        let person = w.person().ok_or(Error::SignIn)?.into();
        let standing = self.standing.expose();
        if !standing.kind.is_own_word() {
            return Err(Error::field("kind", FieldCode::Unknown));
        }
        if place(w.tx(), standing.place).await?.is_none() {
            return Err(Error::field("place", FieldCode::Unknown));
        }
        give(w, person, standing, StandingConsent::OwnWord).await
    }
}

async fn give(
    w: &mut Write<'_>,
    person: PersonId,
    new: &NewStanding,
    consent: StandingConsent,
) -> Result<Standing> {
    let (now, today) = (w.now(), w.zone().date(w.now()));
    let days = Days { from: new.from.unwrap_or(today), until: new.until };
    days.check(today)?;
    people::person::hold(w.tx(), person).await?.found("person")?;
    let held = store::standing::of(w.tx(), person).await?;
    let by = who(w);
    let lasts = |row: &StandingRow| row.days.until.is_none_or(|until| today <= until);
    for row in &held {
        let same = row.place == new.place && kinds::kind_of(w.app().keys(), row) == Some(new.kind);
        match (same, lasts(row)) {
            (true, true) => return Err(Error::field("kind", FieldCode::Taken)),
            // One that is over makes room for the next.
            (true, false) => {
                store::standing::end(w.tx(), row.id, now, by).await?;
            }
            (false, _) => {}
        }
    }
    room_for_one("kind", held.iter().filter(|row| lasts(row)).count(), MOST)?;
    let row = StandingRow {
        id: w.fresh_in::<StandingId>(person.id().district()),
        person,
        kind: kinds::open_word(new.kind),
        kind_key: kinds::key_of(w.app().keys(), new.kind, person),
        place: new.place,
        days,
        consent,
        made_at: now,
    };
    store::standing::insert(w.tx(), &row, by).await?;
    let StandingRow { id, place, .. } = row;
    Ok(Standing { id, kind: new.kind, place, days, consent, made_at: now })
}
