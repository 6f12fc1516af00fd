use super::model::{
    CeremonyId, CeremonyKind, RECOVERY_CODES, RecoveryCode, TotpSecret, six_digits,
};
use super::relying::{from_json, to_json};
use super::store::{self as rows, Ceremony, NewCeremony, PasskeyRow};
use crate::commands::main;
use crate::model::{PersonId, SignInKind};
use crate::sessions::{Rule, here};
use crate::store;
use crate::store::sign_in::SignInRow;
use lianxin_db::Tx;
use lianxin_kernel::{App, Error, FieldCode, Kind, Result, Secret, Span, Write};
use webauthn_rs::prelude::{AuthenticationResult, Passkey};

/// What the sealed secret of an app is bound to.
pub(super) const SECRET: &str = "people_totp.secret";

/// How long a browser may take to answer.
pub(super) const ANSWER_WITHIN: Span = Span::minutes(5);

/// Codes of an app or a list are guessed at like those on a phone.
pub(super) fn rule(w: &Write<'_>) -> Rule {
    Rule::phone(&w.settings().get())
}

/// The staff sign-in of who acts. Residents have no factors: what they may needs none.
pub(super) async fn staff_here(w: &mut Write<'_>, token: &Secret<String>) -> Result<SignInRow> {
    let row = here(w, token).await?;
    match row.kind {
        SignInKind::Staff => Ok(row),
        _ => Err(Error::Forbidden),
    }
}

/// Whoever has a factor proves it before anything about factors changes; who has none adds the
/// first at once.
pub(super) async fn proved_if_any(w: &mut Write<'_>, row: &SignInRow) -> Result<bool> {
    let any = has_factor(w.tx(), row.person).await?;
    match any && row.strong_at.is_none() {
        true => Err(Error::SecondFactor),
        false => Ok(any),
    }
}

pub(super) fn proved(row: &SignInRow) -> Result<()> {
    row.strong_at.map(drop).ok_or(Error::SecondFactor)
}

pub(crate) async fn has_factor(tx: &mut Tx, person: PersonId) -> Result<bool> {
    let totp = rows::totp(tx, person).await?;
    let confirmed = totp.is_some_and(|t| t.confirmed_at.is_some());
    Ok(confirmed || !rows::passkeys(tx, person).await?.is_empty())
}

pub(super) fn seal(w: &Write<'_>, person: PersonId, secret: &TotpSecret) -> Result<Vec<u8>> {
    w.app().keys().seal(SECRET, person.id(), &secret.0, w.random())
}

pub(super) fn open(app: &App, person: PersonId, sealed: &[u8]) -> Result<TotpSecret> {
    TotpSecret::read(&app.keys().open(SECRET, person.id(), sealed)?)
}

/// How a code proved someone.
pub(super) enum Fits {
    App,
    Recovery,
}

/// Whether this is a code of the person's app that was not used before, or one of their recovery
/// codes, which then is used up.
pub(super) async fn code_fits(
    w: &mut Write<'_>,
    person: PersonId,
    code: &Secret<String>,
) -> Result<Option<Fits>> {
    let (now, text) = (w.now(), code.expose());
    if let Some(digits) = six_digits(text) {
        let fits = app_fits(w, person, &digits, true).await?;
        return Ok(fits.then_some(Fits::App));
    }
    let Some(code) = RecoveryCode::read(text) else {
        return Ok(None);
    };
    let print = code.print(w.app().secret("people.recovery")?, person);
    let used = rows::use_recovery(w.tx(), person, print, now).await?;
    Ok(used.then_some(Fits::Recovery))
}

/// Whether these are the digits of the app whose secret is confirmed, or still to be.
pub(super) async fn app_fits(
    w: &mut Write<'_>,
    person: PersonId,
    digits: &str,
    confirmed: bool,
) -> Result<bool> {
    let row = rows::totp(w.tx(), person).await?;
    let Some(row) = row.filter(|t| t.confirmed_at.is_some() == confirmed) else {
        return Ok(false);
    };
    let secret = open(w.app(), person, &row.secret)?;
    match secret.step(digits, w.now())? {
        Some(step) => rows::take_step(w.tx(), person, step).await,
        None => Ok(false),
    }
}

/// Ten new recovery codes; what was left of others is worth nothing then.
pub(super) async fn renew_recovery(
    w: &mut Write<'_>,
    person: PersonId,
) -> Result<Vec<Secret<String>>> {
    let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| RecoveryCode::make(w.random())).collect();
    let (key, now) = (w.app().secret("people.recovery")?, w.now());
    let prints = codes.iter().map(|c| c.print(key, person)).collect();
    rows::put_recovery(w.tx(), person, prints, now).await?;
    Ok(codes.iter().map(RecoveryCode::show).collect())
}

pub(super) async fn begin(
    w: &mut Write<'_>,
    kind: CeremonyKind,
    person: Option<PersonId>,
    address_key: Option<[u8; 32]>,
    state: String,
) -> Result<CeremonyId> {
    let id: CeremonyId = w.fresh_in(main(w.app()));
    let (made_at, expires_at) = (w.now(), w.now() + ANSWER_WITHIN);
    let new = NewCeremony { id, kind, person, address_key, state, made_at, expires_at };
    rows::begin(w.tx(), new).await?;
    Ok(id)
}

/// Takes what this person was asked for, if it waits and is not too old.
pub(super) async fn take(
    w: &mut Write<'_>,
    id: CeremonyId,
    kind: CeremonyKind,
    person: Option<PersonId>,
) -> Result<Option<Ceremony>> {
    let now = w.now();
    let taken = rows::take(w.tx(), id, kind).await?;
    let fits = |c: &Ceremony| now < c.expires_at && c.person == person.map(Kind::id);
    Ok(taken.filter(fits))
}

/// The passkeys of a person, as the library reads them.
pub(super) async fn passkeys(tx: &mut Tx, person: PersonId) -> Result<Vec<(PasskeyRow, Passkey)>> {
    let found = rows::passkeys(tx, person).await?;
    let read = |row: PasskeyRow| from_json(&row.passkey).map(|key| (row, key));
    found.into_iter().map(read).collect()
}

/// Keeps what the used passkey said of itself.
pub(super) async fn note_use(
    w: &mut Write<'_>,
    known: Vec<(PasskeyRow, Passkey)>,
    done: &AuthenticationResult,
) -> Result<()> {
    let now = w.now();
    let used = known.into_iter().find(|(_, key)| key.cred_id() == done.cred_id());
    if let Some((row, mut key)) = used {
        key.update_credential(done);
        rows::used_passkey(w.tx(), row.id, to_json(&key)?, now).await?;
    }
    Ok(())
}

/// Staff alone add factors, and by their login apps name the account.
pub(super) async fn login_of(w: &mut Write<'_>, person: PersonId) -> Result<String> {
    let main = main(w.app());
    let credential = store::credential::of(w.tx(), main, person).await?;
    let credential = credential.ok_or_else(|| Error::field("login", FieldCode::Required))?;
    Ok(credential.login)
}
