//! Where who is signed in works.
use crate::model::{PersonId, PlaceId};
use crate::place::place;
use crate::rights::{GrantKind, Held, held_by, permissions_of};
use lianxin_kernel::{Date, Names, Read, Result, Role, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A role held at a place, with the name of the place.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskGrant {
    pub place: PlaceId,
    /// `center` or `region`
    pub place_kind: String,
    pub name: Names,
    pub role: Role,
    /// Of the installation's own roles; the program's are named by the interface.
    pub role_names: Option<Names>,
    pub kind: GrantKind,
    /// All it gives here.
    pub permissions: Vec<String>,
    /// The last day, and the moment it is over: whichever comes first.
    pub until: Option<Date>,
    pub until_at: Option<Timestamp>,
}

/// What is held in this sign-in; one of residents holds nothing. A role that is held at a place in
/// several ways is one line.
pub(super) async fn desk_of(r: &mut Read<'_>, id: PersonId) -> Result<Vec<DeskGrant>> {
    let signed_in = r.actor().and_then(|a| a.person()).map(|p| p.grants.clone());
    let signed_in = signed_in.unwrap_or_default();
    let mut desk: Vec<DeskGrant> = vec![];
    if signed_in.is_empty() {
        return Ok(desk);
    }
    let (app, now) = (r.app().clone(), r.now());
    for held in held_by(r.tx(), &app, id, now).await? {
        if !signed_in.iter().any(|g| g.role == held.role && g.place == held.place.id()) {
            continue;
        }
        let permissions = permissions_of(&app, &held);
        let same = |d: &&mut DeskGrant| d.role == held.role && d.place == held.place;
        if let Some(line) = desk.iter_mut().find(same) {
            join(line, permissions, &held);
            continue;
        }
        if let Some(place) = place(r.tx(), held.place).await? {
            desk.push(DeskGrant {
                place: held.place,
                place_kind: held.place.kind().to_owned(),
                name: place.name,
                role: held.role,
                role_names: held.rights.names,
                kind: held.kind,
                permissions,
                until: held.until,
                until_at: held.until_at,
            });
        }
    }
    Ok(desk)
}

/// The same role at the same place in another way: what lasts longer counts.
fn join(line: &mut DeskGrant, permissions: Vec<String>, held: &Held) {
    line.permissions.extend(permissions);
    line.permissions.sort_unstable();
    line.permissions.dedup();
    line.until = line.until.zip(held.until).map(|(a, b)| a.max(b));
    line.until_at = line.until_at.zip(held.until_at).map(|(a, b)| a.max(b));
}
