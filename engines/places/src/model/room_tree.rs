use super::RoomId;
use std::collections::BTreeMap;

/// A hall with its halves, and theirs: the rooms that stand together, each with the one it is a part
/// of. Two rooms of it have floor in common when one of them contains the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomTree {
    /// The one that is part of none.
    pub top: RoomId,
    pub rooms: Vec<(RoomId, Option<RoomId>)>,
}

/// Why a room can not be a part of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TreeFault {
    /// The other is not a room of the same center.
    Elsewhere,
    /// The other is itself, or a part of it.
    Circle,
    TooDeep,
}

type Parts<'a> = &'a [(RoomId, Option<RoomId>)];

impl RoomTree {
    /// Hall, half, quarter, corner.
    pub const MOST_LEVELS: usize = 4;

    /// The tree in which `room` stands among the rooms of a center; `None` when it is none of them.
    pub fn of(room: RoomId, parts: &[(RoomId, Option<RoomId>)]) -> Option<Self> {
        parts.iter().find(|(id, _)| *id == room)?;
        let top = above(room, parts).last().copied().unwrap_or(room);
        let inside = below(top, parts);
        let rooms = parts.iter().filter(|(id, _)| inside.contains(id)).copied().collect();
        Some(Self { top, rooms })
    }

    /// The rooms that contain this one, the nearest first; not itself.
    pub fn ancestors(&self, room: RoomId) -> Vec<RoomId> {
        above(room, &self.rooms)
    }

    /// The room and all its parts, from large to small.
    pub fn within(&self, room: RoomId) -> Vec<RoomId> {
        below(room, &self.rooms)
    }

    /// The rooms that have floor in common with this one: those within it, itself, those around it.
    pub fn sharing(&self, room: RoomId) -> Vec<RoomId> {
        let mut all = self.within(room);
        all.extend(self.ancestors(room));
        all
    }

    /// Whether one of the two is the other or contains it.
    pub fn conflicts(&self, a: RoomId, b: RoomId) -> bool {
        a == b || self.ancestors(a).contains(&b) || self.ancestors(b).contains(&a)
    }

    /// Whether `room` may become a part of `part_of`, among the rooms of its center.
    pub(crate) fn may_be(
        room: RoomId,
        part_of: Option<RoomId>,
        parts: Parts<'_>,
    ) -> Result<(), TreeFault> {
        let Some(other) = part_of else { return Ok(()) };
        if !parts.iter().any(|(id, _)| *id == other) {
            return Err(TreeFault::Elsewhere);
        }
        let inside = below(room, parts);
        if inside.contains(&other) {
            return Err(TreeFault::Circle);
        }
        let height = inside.iter().map(|r| depth_under(room, *r, parts)).max().unwrap_or(0);
        match above(other, parts).len() + 1 + height < Self::MOST_LEVELS {
            true => Ok(()),
            false => Err(TreeFault::TooDeep),
        }
    }
}

/// Never longer than there are rooms, so that a circle written by hand ends the walk.
fn above(room: RoomId, parts: Parts<'_>) -> Vec<RoomId> {
    let parents: BTreeMap<RoomId, RoomId> =
        parts.iter().filter_map(|(id, part_of)| Some((*id, (*part_of)?))).collect();
    let up = std::iter::successors(parents.get(&room), |at| parents.get(at));
    up.take(parts.len()).copied().collect()
}

fn below(room: RoomId, parts: Parts<'_>) -> Vec<RoomId> {
    let mut inside = vec![room];
    let mut next = 0;
    while let Some(at) = inside.get(next).copied() {
        let of = parts.iter().filter(|(_, part_of)| *part_of == Some(at)).map(|(id, _)| *id);
        let new: Vec<RoomId> = of.filter(|id| !inside.contains(id)).collect();
        inside.extend(new);
        next += 1;
    }
    inside
}

fn depth_under(top: RoomId, room: RoomId, parts: Parts<'_>) -> usize {
    above(room, parts).iter().position(|at| *at == top).map_or(0, |steps| steps + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lianxin_db::Id;
    use proptest::prelude::*;

    fn room(n: u64) -> RoomId {
        RoomId(Id::compose(1, 1, n))
    }

    /// 0 is a hall of 1 and 2; 3 is a corner of 1; 4 stands alone.
    fn house() -> Vec<(RoomId, Option<RoomId>)> {
        let parts = [(0, None), (1, Some(0)), (2, Some(0)), (3, Some(1)), (4, None)];
        parts.map(|(id, part_of)| (room(id), part_of.map(room))).to_vec()
    }

    #[test]
    fn a_hall_contains_its_halves_and_siblings_stand_apart() {
        let tree = RoomTree::of(room(3), &house()).unwrap();
        assert_eq!(tree.top, room(0));
        assert_eq!(tree.rooms.len(), 4);
        assert_eq!(tree.ancestors(room(3)), [room(1), room(0)]);
        assert_eq!(tree.within(room(1)), [room(1), room(3)]);
        assert_eq!(tree.sharing(room(1)), [room(1), room(3), room(0)]);
        assert!(tree.conflicts(room(0), room(3)) && tree.conflicts(room(3), room(0)));
        assert!(!tree.conflicts(room(1), room(2)) && !tree.conflicts(room(2), room(3)));
        assert_eq!(RoomTree::of(room(4), &house()).unwrap().rooms, [(room(4), None)]);
        assert_eq!(RoomTree::of(room(9), &house()), None);
    }

    #[test]
    fn a_room_is_not_its_own_part_nor_of_another_house_nor_too_deep() {
        let may = |a, b| RoomTree::may_be(room(a), Some(room(b)), &house());
        assert_eq!(may(0, 0), Err(TreeFault::Circle));
        assert_eq!(may(0, 3), Err(TreeFault::Circle));
        assert_eq!(may(4, 9), Err(TreeFault::Elsewhere));
        assert_eq!(may(4, 3), Ok(()), "four levels");
        assert_eq!(may(0, 4), Ok(()), "the hall itself in a larger one");
        let mut deep = house();
        deep[4].1 = Some(room(3));
        deep.push((room(5), None));
        assert_eq!(RoomTree::may_be(room(5), Some(room(4)), &deep), Err(TreeFault::TooDeep));
        assert_eq!(RoomTree::may_be(room(0), Some(room(5)), &deep), Err(TreeFault::TooDeep));
        assert_eq!(RoomTree::may_be(room(3), None, &deep), Ok(()));
    }

    proptest! {
        /// Whatever is joined and parted, as far as it is allowed.
        #[test]
        fn any_house_is_a_forest(moves in prop::collection::vec((0u64..8, 0u64..10), 0..40)) {
            let mut parts: Vec<_> = (0..8).map(|n| (room(n), None)).collect();
            for (id, to) in moves {
                let part_of = (to < 8).then(|| room(to));
                if RoomTree::may_be(room(id), part_of, &parts).is_ok() {
                    parts[id as usize].1 = part_of;
                }
            }
            for (a, _) in &parts {
                let tree = RoomTree::of(*a, &parts).unwrap();
                prop_assert!(tree.ancestors(*a).len() < RoomTree::MOST_LEVELS);
                prop_assert_eq!(tree.ancestors(*a).last().copied().unwrap_or(*a), tree.top);
                prop_assert!(!tree.ancestors(*a).contains(a));
                for (b, _) in &tree.rooms {
                    let inside = tree.within(*a).contains(b);
                    prop_assert_eq!(inside, a == b || tree.ancestors(*b).contains(a));
                    let shares = tree.within(*a).iter().any(|r| tree.within(*b).contains(r));
                    prop_assert_eq!(tree.conflicts(*a, *b), shares);
                    prop_assert_eq!(tree.sharing(*a).contains(b), shares);
                    prop_assert_eq!(tree.top, RoomTree::of(*b, &parts).unwrap().top);
                }
            }
        }
    }
}
