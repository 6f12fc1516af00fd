//! Questions, answered on the caller's transaction.
use crate::model::{Count, Stay, Visits};
use crate::store::{self, Of};
use lianxin_db::Tx;
use lianxin_kernel::{AnyId, Result, Timestamp};

/// Who came to a subject, in the order they came.
pub async fn present_of_subject(tx: &mut Tx, subject: AnyId) -> Result<Vec<Stay>> {
    store::of_subjects(tx, &[subject]).await
}

/// Of some attendees those who came to a subject, in the order they came.
pub async fn present_of(tx: &mut Tx, subject: AnyId, attendees: &[AnyId]) -> Result<Vec<Stay>> {
    store::of_attendees(tx, subject, attendees).await
}

/// Who came to each of many subjects, by subject, with one statement.
pub async fn present_of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Stay>> {
    store::of_subjects(tx, subjects).await
}

/// Who of the parties of some claims came, by claim.
pub async fn stays_of_claims(tx: &mut Tx, claims: &[AnyId]) -> Result<Vec<Stay>> {
    store::of_claims(tx, claims).await
}

/// How many came to each of many subjects; a subject nobody came to is not in the answer.
pub async fn counts_of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Count>> {
    store::counts(tx, subjects).await
}

/// Visits to each of some subjects; a subject nobody came to is not in the answer.
pub async fn visits_of_subjects(tx: &mut Tx, subjects: &[AnyId]) -> Result<Vec<Visits>> {
    store::visits(tx, Of::Subjects(subjects), None, None).await
}

/// Visits by subject at some centers, of those who came from `from` on and before `to`.
pub async fn visits_at_centers(
    tx: &mut Tx,
    centers: &[AnyId],
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Visits>> {
    store::visits(tx, Of::Centers(centers), Some(from), Some(to)).await
}
