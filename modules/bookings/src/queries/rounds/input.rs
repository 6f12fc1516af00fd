use crate::permissions;
use crate::reasons;
use crate::rounds::model::{BlockId, RoundId, RoundState};
use crate::rounds::record::{RoundAt, RoundRecord};
use crate::rounds::{Input, store, targets};
use lianxin_kernel::{Error, Permission, Query, Read, Result};
use lianxin_people::OrganizationId;
use lianxin_places::{RoomId, RoomRef};
use lianxin_season::{Block, Club, Like, MOST_HAD, Room, Round};
use std::collections::HashMap;

/// What a round has to share out, in the numbers of `lianxin_season`.
pub struct AskAllocation {
    pub round: RoundId,
}

impl Query for AskAllocation {
    const NAME: &'static str = "bookings.ask_allocation";
    const NEEDS: Permission = permissions::ROUNDS;
    type Target = RoundAt;
    type Out = Input;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::round(r.tx(), self.round).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoundAt) -> Result<Input> {
        let state = at.round.state(r.now());
        if !state.may_become(RoundState::Proposed) {
            return Err(Error::reason(reasons::round_state(state.code())));
        }
        let mut rooms = lianxin_places::rooms(r.tx(), at.center.id).await?;
        rooms.sort_by_key(|room| room.id);
        let nth: HashMap<RoomId, usize> =
            rooms.iter().enumerate().map(|(n, room)| (room.id, n)).collect();
        let mut offered = store::round::blocks(r.tx(), at.round.id).await?;
        offered.retain(|block| nth.contains_key(&block.facts.room));
        let blocks = offered.iter().map(|b| Block {
            room: nth.get(&b.facts.room).copied().unwrap_or_default(),
            weekday: small(b.facts.weekday),
            from: small(b.facts.from_minute),
            to: small(b.facts.to_minute),
        });
        let mut round =
            Round { rooms: rooms_of(&rooms, &nth), blocks: blocks.collect(), clubs: vec![] };
        let blocks: Vec<BlockId> = offered.iter().map(|block| block.id).collect();
        let known: HashMap<BlockId, usize> =
            blocks.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let had = had_before(r, &at.round).await?;
        let mut clubs = vec![];
        for wish in store::wish::of_round(r.tx(), at.round.id).await? {
            // A block that is offered no more suits nobody.
            let likes = wish.facts.likes.iter().filter_map(|like| {
                Some(Like { block: *known.get(&like.block)?, rank: small(like.rank) })
            });
            round.clubs.push(Club {
                wanted: small(wish.facts.wanted),
                size: small(wish.facts.people),
                a_day: small(wish.facts.a_day),
                likes: likes.collect(),
                had: had.get(&wish.organization).copied().unwrap_or(0).min(MOST_HAD),
            });
            clubs.push(wish.organization);
        }
        if clubs.is_empty() {
            return Err(Error::reason(reasons::no_wishes()));
        }
        Ok(Input { version: at.round.version, round, blocks, clubs })
    }
}

/// What is kept is within the bounds of the type: it was looked at when it was said.
fn small<T: TryFrom<i64> + Default>(value: i64) -> T {
    T::try_from(value).unwrap_or_default()
}

/// A room of which nobody said how many it holds, holds anyone.
fn rooms_of(rooms: &[RoomRef], nth: &HashMap<RoomId, usize>) -> Vec<Room> {
    let of = |room: &RoomRef| Room {
        part_of: room.part_of.and_then(|whole| nth.get(&whole).copied()),
        capacity: room.capacity.map_or(u32::MAX, small),
    };
    rooms.iter().map(of).collect()
}

/// Blocks a week that each club had in the season before this one, at the same center.
async fn had_before(r: &mut Read<'_>, round: &RoundRecord) -> Result<HashMap<OrganizationId, u32>> {
    let all = store::round::of_center(r.tx(), round.center).await?;
    let before = all.into_iter().find(|other| {
        matches!(other.kept, RoundState::Published | RoundState::Ended)
            && other.id != round.id
            && other.facts.first_day < round.facts.first_day
    });
    let mut had = HashMap::new();
    if let Some(before) = before {
        for award in store::award::of_round(r.tx(), before.id, None).await? {
            *had.entry(award.organization).or_insert(0) += 1;
        }
    }
    Ok(had)
}
