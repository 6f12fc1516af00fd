//! What someone is in the life of a place, kept so that the sensitive kinds cannot be read from the
//! tables: each is told by a keyed hash of the kind and the person, so no two rows look alike.
use crate::families::model::{Standing, StandingKind};
use crate::families::store::standing::StandingRow;
use crate::model::PersonId;
use lianxin_kernel::{Keyring, Kind};

/// The field a kind is looked up as.
pub(crate) const KIND: &str = "people_standing.kind_key";

fn plain(kind: StandingKind, person: PersonId) -> Vec<u8> {
    [person.id().as_bytes().as_slice(), kind.code().as_bytes()].concat()
}

pub(crate) fn key_of(keys: &Keyring, kind: StandingKind, person: PersonId) -> Vec<u8> {
    keys.lookup(KIND, &plain(kind, person))
}

/// What may stand in the column `kind`.
pub(crate) fn open_word(kind: StandingKind) -> Option<StandingKind> {
    (!kind.is_sensitive()).then_some(kind)
}

/// The kind of a row; none for one whose hash fits no kind, so one that was moved to another person
/// says nothing.
pub(crate) fn kind_of(keys: &Keyring, row: &StandingRow) -> Option<StandingKind> {
    let fits =
        |kind: &StandingKind| keys.lookups(KIND, &plain(*kind, row.person)).contains(&row.kind_key);
    match row.kind {
        Some(kind) => Some(kind),
        None => StandingKind::ALL.iter().copied().filter(|k| k.is_sensitive()).find(fits),
    }
}

/// Whether a row's hash is that of its kind and person, so a kind or person that was changed shows.
pub(crate) fn is_as_written(keys: &Keyring, row: &StandingRow) -> bool {
    kind_of(keys, row)
        .is_some_and(|kind| keys.lookups(KIND, &plain(kind, row.person)).contains(&row.kind_key))
}

pub(crate) fn read(keys: &Keyring, row: StandingRow) -> Option<Standing> {
    let kind = kind_of(keys, &row)?;
    let StandingRow { id, place, days, consent, made_at, .. } = row;
    Some(Standing { id, kind, place, days, consent, made_at })
}
