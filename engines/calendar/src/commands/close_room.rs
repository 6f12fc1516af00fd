use crate::events::Change;
use crate::ground;
use crate::model::{ClosingId, Occupancy, Resource, ResourceKind, Span};
use crate::occupying::release_because;
use crate::permissions;
use crate::record::{Closed, Closing};
use crate::store::{self, occupancy::Of};
use lianxin_db::Tx;
use lianxin_kernel::{
    AnyId, Command, Error, FieldCode, FieldError, Found, Line, Permission, Read, Result,
    Span as Length, Timestamp, Write,
};
use lianxin_places::{CenterId, CenterRef, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A room, or every room of a center, that can not be used for a time.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClosing {
    pub center: CenterId,
    /// `null`: every room.
    #[serde(default)]
    pub room: Option<RoomId>,
    /// Now, when it is past.
    pub from: Timestamp,
    /// At most 366 days after `from`.
    pub to: Timestamp,
    /// Shown to everyone.
    #[schema(value_type = String)]
    pub why: Line<120>,
}

/// The longest closing, in days.
const LONGEST: i64 = 366;
/// More than this many at once are closed in parts, so that who does it sees what becomes of each.
const MOST_AFFECTED: i64 = 2_000;

/// Closes. What is held in that time is released; whoever it was held for hears of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CloseRoom {
    #[serde(flatten)]
    pub closing: NewClosing,
}

impl NewClosing {
    pub(crate) fn span(&self, now: Timestamp) -> Result<Span> {
        if self.to <= now {
            return Err(Error::field("to", FieldCode::InPast));
        }
        let span = Span::new(self.from.max(now), self.to);
        let span = span.filter(|_| self.from < self.to);
        let span = span.ok_or_else(|| Error::field("to", FieldCode::BeforeStart))?;
        match span.to - span.from > Length::days(LONGEST) {
            true => {
                let fault = FieldError::new("to", FieldCode::OutOfRange);
                Err(Error::Invalid(vec![fault.with("max", span.from + Length::days(LONGEST))]))
            }
            false => Ok(span),
        }
    }

    /// The rooms that can not be used, and the grounds on which they stand.
    pub(crate) async fn rooms(&self, tx: &mut Tx) -> Result<(Vec<AnyId>, Vec<AnyId>)> {
        if let Some(room) = self.room {
            let found = lianxin_places::room(tx, room).await?;
            if found.is_none_or(|r| r.center != self.center) {
                return Err(Error::field("room", FieldCode::Unknown));
            }
            let ground = ground::find(tx, Resource::room(room, self.center)).await?;
            return Ok((ground.sharing(), vec![ground.id]));
        }
        let parts = lianxin_places::room_parts(tx, self.center).await?;
        let tops = parts.iter().filter(|(_, part_of)| part_of.is_none());
        let grounds = tops.map(|(room, _)| room.0).chain([self.center.0]).collect();
        Ok((parts.iter().map(|(room, _)| room.0).collect(), grounds))
    }

    pub(crate) async fn affected(
        &self,
        tx: &mut Tx,
        rooms: &[AnyId],
        span: Span,
    ) -> Result<Vec<Occupancy>> {
        let district = self.center.0.district();
        let quarter = Length::minutes(15);
        // A quarter hour that both touch is enough; things are closed with their whole center.
        let around = Span { from: span.from - quarter, to: span.to + quarter };
        let of = match self.room {
            Some(_) => Of::Resources(rooms),
            None => Of::Center(self.center),
        };
        let held = store::occupancy::held(tx, district, of, around, MOST_AFFECTED + 1).await?;
        if held.len() as i64 > MOST_AFFECTED {
            let fault = FieldError::new("to", FieldCode::TooMany).with("max", MOST_AFFECTED);
            return Err(Error::Invalid(vec![fault]));
        }
        let hit = |o: &Occupancy| o.resource.kind != ResourceKind::Person && o.span.meets(span);
        Ok(held.into_iter().filter(hit).collect())
    }
}

impl Command for CloseRoom {
    const NAME: &'static str = "calendar.close_room";
    const NEEDS: Permission = permissions::ARRANGE;
    type Target = CenterRef;
    type Out = Closed;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.closing.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<Closed> {
        let now = w.now();
        let span = self.closing.span(now)?;
        let (_, grounds) = self.closing.rooms(w.tx()).await?;
        ground::lock(w.tx(), grounds.iter().map(|id| (center.district, *id))).await?;
        let (rooms, again) = self.closing.rooms(w.tx()).await?;
        if again != grounds {
            return Err(lianxin_db::DbError::Retry.into());
        }
        let affected = self.closing.affected(w.tx(), &rooms, span).await?;
        let id: ClosingId = w.fresh();
        let why = self.closing.why.as_str();
        let new = Closing {
            id,
            center: center.id,
            room: self.closing.room,
            span,
            why: why.to_owned(),
            ended_at: None,
        };
        store::closing::insert(w.tx(), &new, now).await?;
        for occupancy in &affected {
            release_because(w, occupancy.clone(), Change::ClosedOver, Some(why)).await?;
        }
        Ok(Closed { closing: Some(id), affected })
    }

    fn lane(&self) -> Option<String> {
        Some(crate::lane(self.closing.center))
    }
}
