//! Whether something about a person may be done: asked by modules inside their own transaction.
use crate::model::in_force;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::Result;
use lianxin_people::PersonId;

/// Whether data of this person may be processed for this purpose now: the purpose is in use; it rests
/// on another basis than consent, or its consent is given and still holds; and the person's record is
/// not restricted. Unknown purposes: no.
pub async fn consents(tx: &mut Tx, person: PersonId, purpose: &str) -> Result<bool> {
    let Some(row) = store::purpose::find(tx, purpose).await? else {
        return Ok(false);
    };
    if !row.fields.active || lianxin_people::restricted(tx, person).await? {
        return Ok(false);
    }
    let last = store::consent::last(tx, person, purpose).await?;
    let material = store::purpose::material_of(tx, purpose).await?;
    Ok(in_force(row.fields.basis, last, material))
}
