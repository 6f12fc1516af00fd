//! What signing in and being signed in have in common.
use super::model::{KioskId, Origin, SignInWay};
use crate::commands::Opened;
use crate::config::Config;
use crate::model::{PersonId, SignInId, SignInKind, Token};
use crate::store;
use crate::store::sign_in::SignInRow;
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Error, Kind, Read, Result, Secret, Write, same};

/// A sign-in to be.
pub(crate) struct NewSignIn<'a> {
    pub kind: SignInKind,
    pub way: SignInWay,
    pub from: &'a Origin,
    /// Whether two factors were proved at once, as a passkey does.
    pub strong: bool,
    pub kiosk: Option<KioskId>,
}

impl<'a> NewSignIn<'a> {
    pub fn by(kind: SignInKind, way: SignInWay, from: &'a Origin) -> Self {
        Self { kind, way, from, strong: false, kiosk: None }
    }
}

pub(crate) async fn open_sign_in(
    w: &mut Write<'_>,
    person: PersonId,
    new: NewSignIn<'_>,
) -> Result<Opened> {
    let NewSignIn { kind, way, from, strong, kiosk } = new;
    let at = w.now();
    let id: SignInId = w.fresh_in(person.id().district());
    let token = fresh_token(w, id);
    let token_print = token.print();
    let row =
        store::sign_in::NewSignIn { id, person, kind, way, token_print, from, kiosk, strong, at };
    store::sign_in::insert(w.tx(), row).await?;
    w.on(person);
    let (_, lasts) = w.settings().get::<Config>().sign_in_lasts(kind);
    Ok(Opened { person, token: Secret::new(token.show()), lasts: lasts.in_seconds() })
}

/// The sign-in a token of the one who acts belongs to.
pub(crate) async fn here(w: &mut Write<'_>, token: &Secret<String>) -> Result<SignInRow> {
    let me = w.person();
    held_by(w.tx(), me, token).await
}

/// The same for who only looks.
pub(crate) async fn look_here(r: &mut Read<'_>, token: &Secret<String>) -> Result<SignInRow> {
    let me = r.person();
    held_by(r.tx(), me, token).await
}

async fn held_by(tx: &mut Tx, me: Option<AnyId>, token: &Secret<String>) -> Result<SignInRow> {
    let me = me.ok_or(Error::SignIn)?;
    let token = Token::read(token.expose()).ok_or(Error::SignIn)?;
    let row = store::sign_in::find(tx, token.id).await?;
    let fits = |row: &SignInRow| row.person.id() == me && same(&row.token_print, &token.print());
    row.filter(fits).ok_or(Error::SignIn)
}

/// Gives the sign-in a new token, so that one planted or seen before is worth nothing for what it can
/// do from now on. `strong`: whether a second factor was proved just now.
pub(crate) async fn renew_token(
    w: &mut Write<'_>,
    row: &SignInRow,
    strong: bool,
) -> Result<Opened> {
    let now = w.now();
    let token = fresh_token(w, row.id);
    let strong_at = if strong { Some(now) } else { row.strong_at };
    store::sign_in::renew(w.tx(), row.id, token.print(), strong_at).await?;
    let (_, lasts) = w.settings().get::<Config>().sign_in_lasts(row.kind);
    let left = (row.started_at + lasts) - now;
    let (person, token) = (row.person, Secret::new(token.show()));
    Ok(Opened { person, token, lasts: left.in_seconds().max(0) })
}

fn fresh_token(w: &Write<'_>, id: SignInId) -> Token {
    let mut random = [0; 32];
    w.random().fill(&mut random);
    Token::new(id, random)
}
