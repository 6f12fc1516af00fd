use super::door::RoomUse;
use super::here::people_at;
use crate::permissions;
use crate::views::{CenterName, RoomName};
use lianxin_calendar::{Occupancy, RoomStanding, RoomState};
use lianxin_kernel::{AnyId, Found, Permission, Query, Read, Result, Timestamp};
use lianxin_places::{CenterId, CenterRef, RoomId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// What is on at a center right now, floor by floor; without names.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CenterNow {
    pub center: CenterName,
    pub at: Timestamp,
    /// Known to be in its rooms.
    pub people: i64,
    /// From the lowest up; those of no floor last.
    pub floors: Vec<FloorNow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FloorNow {
    /// As it is called in the house; `null`: not said.
    pub floor: Option<String>,
    pub people: i64,
    /// Rooms that are free.
    pub free: i64,
    pub rooms: Vec<RoomNow>,
}

/// A room right now, as far as anybody may know.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoomNow {
    pub room: RoomName,
    /// The room it is a part of.
    pub part_of: Option<RoomId>,
    pub capacity: Option<i64>,
    pub state: RoomState,
    /// When that ends; `null`: not today, or nobody knows.
    pub until: Option<Timestamp>,
    /// Why it is closed, if somebody closed it.
    pub why: Option<String>,
    pub now: Option<RoomUse>,
    /// In it now; `null`: nobody counts them. Those in a part of it are counted there.
    pub people: Option<i64>,
    /// What comes today, the next first; at most three.
    pub next: Vec<RoomUse>,
}

const NEXT: usize = 3;

/// What is on at a center.
pub struct ShowCenterNow {
    pub center: CenterId,
}

impl Query for ShowCenterNow {
    const NAME: &'static str = "bookings.show_center_now";
    const NEEDS: Permission = permissions::LOOK;
    type Target = CenterRef;
    type Out = CenterNow;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, r: &mut Read<'_>, center: CenterRef) -> Result<CenterNow> {
        let (at, zone) = (r.now(), r.zone().clone());
        let standings = lianxin_calendar::standings(r.tx(), &zone, center.id, at).await?;
        let own = standings.iter().flat_map(in_itself).collect::<Vec<_>>();
        let people = people_at(r.tx(), center.id, &own).await?;
        let mut floors: Vec<FloorNow> = vec![];
        for one in standings {
            let here = in_itself(&one).filter_map(|o| people.get(&o.owner).copied());
            let here = here.fold(None, |sum: Option<i64>, n| Some(sum.unwrap_or(0) + n));
            let free = i64::from(one.state == RoomState::Free);
            let room = room_now(one, here);
            let floor = match floors.iter_mut().find(|f| f.floor == room.room.floor) {
                Some(floor) => floor,
                None => {
                    let floor = room.room.floor.clone();
                    floors.push(FloorNow { floor, people: 0, free: 0, rooms: vec![] });
                    let Some(last) = floors.last_mut() else { continue };
                    last
                }
            };
            floor.people += here.unwrap_or(0);
            floor.free += free;
            floor.rooms.push(room);
        }
        floors.sort_by_key(|floor| height(floor.floor.as_deref()));
        Ok(CenterNow {
            center: CenterName { id: center.id, name: center.name },
            at,
            people: floors.iter().map(|floor| floor.people).sum(),
            floors,
        })
    }
}

/// What is under way in the room itself.
fn in_itself(one: &RoomStanding) -> impl Iterator<Item = &Occupancy> {
    one.now.iter().filter(|o| o.resource.as_room() == Some(one.room.id))
}

fn room_now(one: RoomStanding, people: Option<i64>) -> RoomNow {
    let own = one.now.iter().position(|o| o.resource.as_room() == Some(one.room.id));
    let now = one.now.into_iter().nth(own.unwrap_or(0)).map(RoomUse::from);
    let facts = one.room.facts;
    RoomNow {
        room: RoomName {
            id: one.room.id,
            name: facts.name,
            floor: facts.floor.map(|floor| floor.as_str().to_owned()),
        },
        part_of: one.room.part_of,
        capacity: facts.capacity,
        state: one.state,
        until: one.until,
        why: one.why,
        now,
        people,
        next: one.next.into_iter().take(NEXT).map(RoomUse::from).collect(),
    }
}

/// Below the ground first; what is no number after those that are, and unknown last.
fn height(floor: Option<&str>) -> (i64, i64, String) {
    let Some(floor) = floor else { return (2, 0, String::new()) };
    let text = floor.trim().trim_end_matches(['F', 'f']);
    let level = match text.strip_prefix(['B', 'b']) {
        Some(below) => below.parse::<i64>().map(|n| -n),
        None => text.parse::<i64>(),
    };
    level.map_or_else(|_| (1, 0, floor.to_owned()), |n| (0, n, String::new()))
}

/// For the door of one room: how many are in it now.
pub async fn people_in(
    r: &mut Read<'_>,
    center: CenterId,
    uses: &[&Occupancy],
) -> Result<Option<i64>> {
    let people: HashMap<AnyId, i64> = people_at(r.tx(), center, uses).await?;
    let known: Vec<i64> = uses.iter().filter_map(|o| people.get(&o.owner).copied()).collect();
    Ok((!known.is_empty()).then(|| known.into_iter().sum()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_go_up_from_the_cellar() {
        let mut floors = [None, Some("3"), Some("屋顶"), Some("B1"), Some("10F"), Some("1")];
        floors.sort_by_key(|floor| height(*floor));
        assert_eq!(floors, [Some("B1"), Some("1"), Some("3"), Some("10F"), Some("屋顶"), None]);
    }
}
