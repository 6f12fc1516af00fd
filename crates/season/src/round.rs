use serde::{Deserialize, Serialize};
use thiserror::Error;

pub const MOST_CLUBS: usize = 200;
/// 40 rooms with 12 blocks on each of 7 days are 3,360.
pub const MOST_BLOCKS: usize = 4_000;
pub const MOST_ROOMS: usize = 1_000;
/// Over all clubs.
pub const MOST_LIKES: usize = 60_000;
pub const MOST_RANK: u8 = 100;
pub const MOST_HAD: u32 = 1_000;
const MOST_WANTED: u8 = 7;
const DAY: u16 = 24 * 60;

/// What is shared out: the blocks of a season's week, and the clubs that ask for them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Round {
    pub rooms: Vec<Room>,
    pub blocks: Vec<Block>,
    pub clubs: Vec<Club>,
}

/// A room of the tree: a half is part of its hall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Room {
    pub part_of: Option<usize>,
    /// People it holds.
    pub capacity: u32,
}

/// A room at a time of every week of the season, setup and cleaning inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub room: usize,
    /// 1 is Monday.
    pub weekday: u8,
    /// Minutes of the day, half open: `from` is inside, `to` is not.
    pub from: u16,
    pub to: u16,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Club {
    /// Blocks a week, 1 to 7.
    pub wanted: u8,
    /// People who come.
    pub size: u32,
    /// At most so many blocks on one day.
    pub a_day: u8,
    /// A block that is not named does not suit.
    pub likes: Vec<Like>,
    /// Blocks a week it had last season.
    pub had: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Like {
    pub block: usize,
    /// 1 is best.
    pub rank: u8,
}

#[derive(Clone, Debug, PartialEq, Error)]
pub enum Fault {
    #[error("{count} {what} are too many for one round; at most {most}, so split the round")]
    TooMany { what: &'static str, count: usize, most: usize },
    #[error(
        "room {room} is part of room {part_of}, which is not there or lies within it; name a room that contains it"
    )]
    RoomTree { room: usize, part_of: usize },
    #[error("block {block} names room {room}, which is not there; name one of the round's rooms")]
    NoRoom { block: usize, room: usize },
    #[error(
        "block {block} is on day {weekday} from minute {from} to {to}; days are 1 to 7, minutes 0 to 1440, the end after the start"
    )]
    Time { block: usize, weekday: u8, from: u16, to: u16 },
    #[error("club {club} has {field} {value}; from {least} to {most}")]
    Range { club: usize, field: &'static str, value: u32, least: u32, most: u32 },
    #[error("club {club} likes block {block}, which is not there; name one of the round's blocks")]
    NoBlock { club: usize, block: usize },
    #[error("club {club} names block {block} twice; name it once")]
    Twice { club: usize, block: usize },
}

impl Round {
    /// Whether everything named is there and every number is in its range.
    pub fn check(&self) -> Result<(), Fault> {
        let likes = self.clubs.iter().map(|c| c.likes.len()).sum();
        for (what, count, most) in [
            ("rooms", self.rooms.len(), MOST_ROOMS),
            ("blocks", self.blocks.len(), MOST_BLOCKS),
            ("clubs", self.clubs.len(), MOST_CLUBS),
            ("liked blocks", likes, MOST_LIKES),
        ] {
            if count > most {
                return Err(Fault::TooMany { what, count, most });
            }
        }
        self.check_rooms()?;
        for (block, b) in self.blocks.iter().enumerate() {
            if b.room >= self.rooms.len() {
                return Err(Fault::NoRoom { block, room: b.room });
            }
            if !(1..=7).contains(&b.weekday) || b.from >= b.to || b.to > DAY {
                return Err(Fault::Time { block, weekday: b.weekday, from: b.from, to: b.to });
            }
        }
        (0..self.clubs.len()).try_for_each(|club| self.check_club(club))
    }

    fn check_rooms(&self) -> Result<(), Fault> {
        for (room, r) in self.rooms.iter().enumerate() {
            let Some(part_of) = r.part_of else { continue };
            let mut above = Some(part_of);
            for _ in 0..=self.rooms.len() {
                let Some(at) = above else { break };
                if at >= self.rooms.len() || at == room {
                    return Err(Fault::RoomTree { room, part_of });
                }
                above = self.rooms[at].part_of;
            }
            if above.is_some() {
                return Err(Fault::RoomTree { room, part_of });
            }
        }
        Ok(())
    }

    fn check_club(&self, club: usize) -> Result<(), Fault> {
        let c = &self.clubs[club];
        let ranges = [
            ("wanted", u32::from(c.wanted), 1, u32::from(MOST_WANTED)),
            ("a_day", u32::from(c.a_day), 1, u32::from(MOST_WANTED)),
            ("had", c.had, 0, MOST_HAD),
        ];
        let ranks =
            c.likes.iter().map(|like| ("rank", u32::from(like.rank), 1, u32::from(MOST_RANK)));
        for (field, value, least, most) in ranges.into_iter().chain(ranks) {
            if !(least..=most).contains(&value) {
                return Err(Fault::Range { club, field, value, least, most });
            }
        }
        let mut named = vec![false; self.blocks.len()];
        for like in &c.likes {
            match named.get_mut(like.block) {
                None => return Err(Fault::NoBlock { club, block: like.block }),
                Some(true) => return Err(Fault::Twice { club, block: like.block }),
                Some(first) => *first = true,
            }
        }
        Ok(())
    }

    /// Whether two blocks share a moment.
    pub fn overlap(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.blocks[a], &self.blocks[b]);
        a.weekday == b.weekday && a.from < b.to && b.from < a.to
    }

    /// Whether two blocks can't both be given away: they overlap, and one's room is or contains the other's.
    pub fn conflict(&self, a: usize, b: usize) -> bool {
        let (inner, outer) = (self.blocks[a].room, self.blocks[b].room);
        self.overlap(a, b) && (self.within(inner, outer) || self.within(outer, inner))
    }

    pub(super) fn within(&self, inner: usize, outer: usize) -> bool {
        std::iter::successors(Some(inner), |&room| self.rooms[room].part_of)
            .any(|room| room == outer)
    }

    /// Whether the club fits into the block's room.
    pub fn holds(&self, block: usize, club: usize) -> bool {
        self.rooms[self.blocks[block].room].capacity >= self.clubs[club].size
    }
}
