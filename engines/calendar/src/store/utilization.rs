use crate::model::{Kind, Span, State};
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result, Span as Length};
use lianxin_places::CenterId;

/// That a room was held for a time, or would have been; by whom is not asked.
pub(crate) struct Use {
    pub resource: AnyId,
    pub kind: Kind,
    pub span: Span,
    pub held: bool,
}

impl FromRow for Use {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let state: State = row.get("state")?;
        Ok(Self {
            resource: row.get("resource")?,
            kind: row.get("kind")?,
            span: Span { from: row.get("starts_at")?, to: row.get("ends_at")? },
            held: state == State::Held,
        })
    }
}

/// All of the rooms of a center that overlap a span.
pub(crate) async fn uses(tx: &mut Tx, center: CenterId, span: Span) -> Result<Vec<Use>> {
    let q = stmt!(
        "select resource, kind, starts_at, ends_at, state from calendar_occupancy
         where district = $1 and center = $2 and starts_at >= $3 and starts_at < $4
           and ends_at > $5 and resource_kind = 'room'"
    );
    // None is longer than this, so the index need not be read from its beginning.
    let earliest = span.from - Length::days(Span::LONGEST_DAYS);
    let q = q.bind(center.id().district()).bind(center).bind(earliest);
    Ok(tx.all(q.bind(span.to).bind(span.from)).await?)
}
