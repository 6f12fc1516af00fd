//! Every reason a club is told, in one place: codes are a contract with the interface's texts.
use crate::share::Share;
use lianxin_kernel::{Reason, reason};

pub fn given(share: Share) -> Reason {
    reason!("season.given", given = i64::from(share.given), wanted = i64::from(share.wanted))
}

/// Fewer blocks were named than wanted.
pub fn named_few(named: i64, wanted: i64) -> Reason {
    reason!("season.named_few", named = named, wanted = wanted)
}

/// Named blocks in rooms that hold fewer people than come.
pub fn too_small(blocks: i64, size: i64) -> Reason {
    reason!("season.too_small", blocks = blocks, size = size)
}

/// Named blocks on days on which the club has all it may have on a day.
pub fn same_day(blocks: i64, a_day: i64) -> Reason {
    reason!("season.same_day", blocks = blocks, a_day = a_day)
}

/// Named blocks at times at which the club is elsewhere.
pub fn same_time(blocks: i64) -> Reason {
    reason!("season.same_time", blocks = blocks)
}

/// Named blocks that others have; `share` is that of the best-off of them.
pub fn taken(blocks: i64, clubs: i64, share: Share) -> Reason {
    let (given, wanted) = (i64::from(share.given), i64::from(share.wanted));
    reason!("season.taken", blocks = blocks, clubs = clubs, given = given, wanted = wanted)
}

/// Named blocks of rooms of which others have a part or the whole.
pub fn part_taken(blocks: i64, clubs: i64, share: Share) -> Reason {
    let (given, wanted) = (i64::from(share.given), i64::from(share.wanted));
    reason!("season.part_taken", blocks = blocks, clubs = clubs, given = given, wanted = wanted)
}
