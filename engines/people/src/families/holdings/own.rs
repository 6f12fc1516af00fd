use super::{asked, holding, lasts, stays};
use crate::families::commands::seal_needs;
use crate::families::kinds;
use crate::families::queries::{open_details, residency};
use crate::families::store::{self, held::own as held};
use crate::model::PersonId;
use lianxin_kernel::{AnyId, EXPIRED_ROWS, Kind, Read, Result, Timestamp, Write};
use serde_json::{Value, json};

holding!(
    /// Sex, lunar birthday and needs.
    DetailsHeld,
    "people.details",
    details,
    erase_details,
    move_details,
    expire_details
);

async fn details(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let row = store::details::of(r.tx(), person).await?;
    let known = open_details(r.app(), person, row)?;
    let nothing = known.sex.is_none() && known.lunar_birthday.is_none() && known.needs.is_none();
    Ok(if nothing { vec![] } else { vec![json!(known)] })
}

async fn erase_details(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    held::delete_details(w.tx(), person).await
}

/// The row has no id of its own: it goes by the id of the record it came from. Needs are sealed for
/// one person, so they are sealed anew.
async fn move_details(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let wanted = rows.is_none_or(|only| only.contains(&from.id()) || only.contains(&to.id()));
    let mut row = store::details::of(w.tx(), from).await?;
    let there = store::details::of(w.tx(), to).await?;
    if !wanted || row.is_empty() || !there.is_empty() {
        return Ok(vec![]);
    }
    let (now, by) = (w.now(), w.who());
    if let Some(sealed) = row.needs_sealed.take() {
        let opened = store::details::DetailsRow {
            needs_sealed: Some(sealed),
            ..store::details::DetailsRow::default()
        };
        let needs = open_details(w.app(), from, opened)?.needs.unwrap_or_default();
        row.needs_sealed = Some(seal_needs(w.app(), to.id(), &needs)?);
    }
    held::delete_details(w.tx(), from).await?;
    store::details::put(w.tx(), to, &row, now, by).await?;
    Ok(vec![from.id()])
}

async fn expire_details(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    held::delete_old_details(w.tx(), before, EXPIRED_ROWS).await
}

holding!(
    /// Claims to live at a place.
    ResidencyHeld,
    "people.residency",
    residencies,
    erase_residency,
    move_residency,
    expire_residency
);

async fn residencies(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let today = r.zone().date(r.now());
    let known = residency(r.tx(), person, today).await?;
    Ok(known.id.iter().map(|_| json!(known)).collect())
}

async fn erase_residency(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let now = w.now();
    held::blank_residency(w.tx(), person, now).await
}

async fn move_residency(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let all = asked(held::residencies(w.tx(), from).await?, rows);
    held::move_residency(w.tx(), from, to, &all).await
}

async fn expire_residency(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    held::blank_old_residency(w.tx(), before, EXPIRED_ROWS).await
}

holding!(
    /// What someone is in the life of places.
    StandingsHeld,
    "people.standings",
    standings,
    erase_standings,
    move_standings,
    lasts
);

async fn standings(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let rows = store::standing::of(r.tx(), person).await?;
    let keys = r.app().keys();
    Ok(rows.into_iter().filter_map(|row| kinds::read(keys, row)).map(|s| json!(s)).collect())
}

async fn erase_standings(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    let now = w.now();
    held::end_standings(w.tx(), person, now).await
}

async fn move_standings(
    w: &mut Write<'_>,
    from: PersonId,
    to: PersonId,
    rows: Option<&[AnyId]>,
) -> Result<Vec<AnyId>> {
    let mut there = vec![];
    for row in store::standing::of(w.tx(), to).await? {
        there.push((kinds::kind_of(w.app().keys(), &row), row.place));
    }
    let mut moved = vec![];
    for row in store::standing::of(w.tx(), from).await? {
        let kind = kinds::kind_of(w.app().keys(), &row);
        let asked = rows.is_none_or(|only| only.contains(&row.id.id()));
        let Some(sure) = kind.filter(|_| asked && !there.contains(&(kind, row.place))) else {
            continue;
        };
        let key = kinds::key_of(w.app().keys(), sure, to);
        held::move_standing(w.tx(), row.id.id(), to, key).await?;
        there.push((kind, row.place));
        moved.push(row.id.id());
    }
    Ok(moved)
}

holding!(
    /// Printed codes to sign in with.
    PaperCodesHeld,
    "people.paper_codes",
    paper_codes,
    erase_papers,
    stays,
    expire_papers
);

/// That one was printed; the code itself is not kept.
async fn paper_codes(r: &mut Read<'_>, person: PersonId) -> Result<Vec<Value>> {
    let rows = store::paper::of(r.tx(), person).await?;
    Ok(rows.into_iter().map(|p| json!({ "expires_at": p.expires_at })).collect())
}

async fn erase_papers(w: &mut Write<'_>, person: PersonId) -> Result<u64> {
    held::delete_papers(w.tx(), person).await
}

async fn expire_papers(w: &mut Write<'_>, before: Timestamp) -> Result<u64> {
    held::delete_old_papers(w.tx(), before, EXPIRED_ROWS).await
}
