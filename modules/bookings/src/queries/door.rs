use super::now::people_in;
use crate::permissions;
use crate::record::RoomAt;
use crate::targets;
use crate::views::RoomName;
use lianxin_calendar::{Kind as Use, Occupancy, Resource, Span};
use lianxin_kernel::{Kind, Language, Names, Permission, Query, Read, Result, Timestamp};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What stands at the door of a room: now, next, until when it is free, and the code to check in with.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomDoor {
    pub room: RoomName,
    pub capacity: Option<i64>,
    pub now: Option<RoomUse>,
    /// In it now; `null`: nobody counts them.
    pub people: Option<i64>,
    /// What comes today, the next first.
    pub next: Vec<RoomUse>,
    /// `null`: not today anymore, or it is taken now.
    pub free_until: Option<Timestamp>,
    /// Ten letters and digits.
    pub token: String,
    /// A path of the site.
    pub url: String,
    /// The same as a picture.
    pub svg: String,
    /// Seconds until there is another code.
    pub next_in: i64,
}

/// Never who: what a stranger at the door may read.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomUse {
    #[serde(flatten)]
    pub span: Span,
    pub kind: Use,
    /// The activity, or the organization; of a resident's booking only that it is one.
    pub label: Names,
}

impl From<Occupancy> for RoomUse {
    fn from(one: Occupancy) -> Self {
        Self { span: one.span, kind: one.kind, label: one.label }
    }
}

/// What to show at the door of a room.
pub struct ShowRoomDoor {
    pub room: RoomId,
    /// Where the site is reached from phones.
    pub site: String,
}

impl Query for ShowRoomDoor {
    const NAME: &'static str = "bookings.show_room_door";
    const NEEDS: Permission = permissions::ATTEND;
    type Target = RoomAt;
    type Out = RoomDoor;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoomAt) -> Result<RoomDoor> {
        let now = r.now();
        let today = r.zone().date(now);
        let end = r.zone().start_of(today.plus_days(1));
        let resource = Resource::room(at.room.id, at.center.id);
        let held = lianxin_calendar::occupancies(r.tx(), resource, Span { from: now, to: end });
        let held = held.await?;
        let closed = lianxin_calendar::closings(r.tx(), resource, Span { from: now, to: end });
        let closed = closed.await?;
        let under_way: Vec<&Occupancy> = held.iter().filter(|o| o.span.from <= now).collect();
        let people = people_in(r, at.center.id, &under_way).await?;
        let uses = held.into_iter().map(RoomUse::from);
        let (here, next): (Vec<RoomUse>, Vec<RoomUse>) = uses.partition(|u| u.span.from <= now);
        let first = next.iter().map(|u| u.span.from);
        let first = first.chain(closed.iter().map(|c| c.span.from)).min().unwrap_or(end);
        let key = *lianxin_presence::door_key(r.app())?;
        let token = lianxin_presence::door_token(&key, at.room.id.id(), now);
        let url = format!("/rooms/{}/here?t={}", at.room.id, token.text);
        let about = at.room.name.get(Language::ZhCn).to_owned();
        Ok(RoomDoor {
            svg: lianxin_presence::qr_svg(&format!("{}{url}", self.site), &about)?,
            url,
            room: RoomName { id: at.room.id, name: at.room.name, floor: at.room.floor },
            capacity: at.room.capacity,
            free_until: (here.is_empty() && first > now).then_some(first),
            now: here.into_iter().next(),
            people,
            next,
            token: token.text,
            next_in: token.next_in,
        })
    }
}
