use crate::assemble::{one_desk_session, pool_of};
use crate::dates;
use crate::events::NoticeWanted;
use crate::model::{SessionId, SignUpTimes, Way, When};
use crate::permissions;
use crate::reasons;
use crate::record::{SessionAt, SessionRecord};
use crate::rooms;
use crate::store;
use crate::targets::{self, Here};
use crate::views::DeskSession;
use lianxin_kernel::{Command, Date, Error, FieldCode, Permission, Read, Result, TimeOfDay, Write};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Move one session, or change how many places it has. Those with a place or waiting are told of a
/// new time or room.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangeSession {
    pub session: SessionId,
    pub change: SessionChange,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SessionChange {
    pub date: Option<Date>,
    pub from: Option<TimeOfDay>,
    pub to: Option<TimeOfDay>,
    pub room: Option<RoomId>,
    pub seats_on_site: Option<i64>,
    pub seats_online: Option<i64>,
}

impl Command for ChangeSession {
    const NAME: &'static str = "activities.change_session";
    const NEEDS: Permission = permissions::PUBLISH;
    type Target = SessionAt;
    type Out = DeskSession;

    async fn target(&self, r: &mut Read<'_>) -> Result<SessionAt> {
        targets::session(r.tx(), self.session).await
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.session.0))
    }

    async fn run(&self, w: &mut Write<'_>, at: SessionAt) -> Result<DeskSession> {
        if at.session.cancelled {
            return Err(Error::reason(reasons::cancelled()));
        }
        if at.session.held(w.now()) {
            return Err(Error::reason(reasons::ended()));
        }
        let moved = self.moved(w, &at.session)?;
        let elsewhere = moved.room != at.session.room;
        if elsewhere
            || moved.starts_at != at.session.starts_at
            || moved.ends_at != at.session.ends_at
        {
            reschedule(w, &at, &moved).await?;
        }
        self.resize(w).await?;
        let moment = w.moment();
        one_desk_session(w.tx(), &moment, &moved).await
    }
}

impl ChangeSession {
    fn moved(&self, w: &Write<'_>, session: &SessionRecord) -> Result<SessionRecord> {
        let (zone, change) = (w.zone(), &self.change);
        let date = change.date.unwrap_or(session.date);
        let from = change.from.unwrap_or_else(|| zone.time(session.starts_at));
        let to = change.to.unwrap_or_else(|| zone.time(session.ends_at));
        if to <= from {
            return Err(Error::field("to", FieldCode::BeforeStart));
        }
        let when = When { date, starts_at: zone.at(date, from), ends_at: zone.at(date, to) };
        let mut moved = session.clone();
        moved.date = when.date;
        moved.starts_at = when.starts_at;
        moved.ends_at = when.ends_at;
        if change.room.is_some() {
            moved.room = change.room;
            moved.outdoor = None;
        }
        Ok(moved)
    }

    async fn resize(&self, w: &mut Write<'_>) -> Result<()> {
        let pools = lianxin_seats::pools_of_subject(w.tx(), self.session.0).await?;
        let wanted = [
            (Way::OnSite, self.change.seats_on_site, "seats_on_site"),
            (Way::Online, self.change.seats_online, "seats_online"),
        ];
        for (way, seats, field) in wanted {
            let Some(seats) = seats else {
                continue;
            };
            let pool = pool_of(&pools, way).filter(|_| seats >= 1);
            let pool = pool.ok_or_else(|| Error::field(field, FieldCode::OutOfRange))?;
            lianxin_seats::resize(w, pool.id, Some(seats)).await?;
        }
        Ok(())
    }
}

async fn reschedule(w: &mut Write<'_>, at: &SessionAt, moved: &SessionRecord) -> Result<()> {
    if let Some(id) = moved.room {
        let room = lianxin_places::room(w.tx(), id).await?;
        if room.is_none_or(|r| r.center != at.center.id) {
            return Err(Error::field("room", FieldCode::Unknown));
        }
    }
    if let Some(why) = dates::against(&mut w.read(), &at.center, moved).await? {
        return Err(Error::reason(why));
    }
    rooms::follow(w, &at.center, moved).await?;
    store::session::reschedule(w.tx(), moved).await?;
    for date in [at.session.date, moved.date] {
        store::day::mark(w.tx(), at.center.id, date).await?;
    }
    let times = SignUpTimes::of(&moved.program.fields, moved.starts_at, w.zone());
    let closes = Some(times.closes_at);
    lianxin_seats::reschedule(w, moved.id.0, times.opens_at, closes, moved.ends_at).await?;
    tell(w, SessionAt { session: moved.clone(), center: at.center.clone() }).await
}

async fn tell(w: &mut Write<'_>, at: SessionAt) -> Result<()> {
    let room = match at.session.room {
        Some(id) => lianxin_places::room(w.tx(), id).await?.map(|r| r.name),
        None => None,
    };
    let claims = lianxin_seats::claims_of_subject(w.tx(), at.session.id.0).await?;
    for claim in claims.into_iter().filter(|c| c.state.is_active()) {
        let notice = NoticeWanted::about(&at, claim.person, "session_moved", room.clone());
        w.say(notice).await?;
    }
    Ok(())
}
