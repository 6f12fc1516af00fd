//! A certificate stands by itself: what was tampered with is refused, and stopping is told.
use super::rounds::crowded;
use lianxin_season::{
    Block, Club, Fault, Leaf, Like, Limit, MOST_BLOCKS, MOST_CLUBS, Proof, Room, Round, Tree,
    Unproved, allocate, check,
};
use std::cell::Cell;

/// Two clubs, one block.
fn duel() -> Round {
    let club =
        |had| Club { wanted: 1, size: 5, a_day: 1, likes: vec![Like { block: 0, rank: 1 }], had };
    Round {
        rooms: vec![Room { part_of: None, capacity: 10 }],
        blocks: vec![Block { room: 0, weekday: 1, from: 600, to: 660 }],
        clubs: vec![club(3), club(1)],
    }
}

#[test]
fn what_is_given_wrongly_or_not_best_is_refused() {
    let round = duel();
    let good = allocate(&round, &|| false).expect("a round");
    assert_eq!(good.given, [vec![], vec![0]], "who had less comes first");
    assert_eq!(check(&round, &good), Ok(()));

    let mut twice = good.clone();
    twice.given = vec![vec![0], vec![0]];
    assert!(matches!(check(&round, &twice), Err(Unproved::Given { club: 1, .. })));
    let mut nobody = good.clone();
    nobody.given = vec![vec![], vec![]];
    assert!(matches!(check(&round, &nobody), Err(Unproved::Open { .. })));
    let mut other = good.clone();
    other.given = vec![vec![0], vec![]];
    assert!(matches!(check(&round, &other), Err(Unproved::Open { .. })), "the club that had more");
    let mut less = good;
    less.certificate.steps.pop();
    assert!(matches!(check(&round, &less), Err(Unproved::Said { .. })));
}

#[test]
fn a_price_on_what_is_no_limit_is_refused() {
    let mut round = duel();
    round.blocks.push(Block { room: 0, weekday: 2, from: 600, to: 660 });
    let mut given = allocate(&round, &|| false).expect("a round");
    let Tree::Leaf(Leaf::Whole { prices, .. }) = &mut given.certificate.steps[0].tree else {
        panic!("one flow")
    };
    let limit = prices.iter_mut().find_map(|(limit, _)| match limit {
        Limit::Once { blocks } => Some(blocks),
        _ => None,
    });
    limit.expect("the block has a price").push(1);
    assert!(
        matches!(check(&round, &given), Err(Unproved::Limit(Limit::Once { .. }))),
        "the blocks don't conflict"
    );
}

#[test]
fn stopped_at_any_time_it_says_what_is_proved_and_no_more() {
    let round = crowded(3, 2, 1, 8);
    let all = allocate(&round, &|| false).expect("a round");
    assert_eq!(all.proof, Proof::Fair);
    assert_eq!(check(&round, &all), Ok(()));
    let mut stopped = 0;
    for after in (0..60).step_by(3) {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            asked.get() > after
        };
        let found = allocate(&round, &stop).expect("a round");
        assert_eq!(check(&round, &found), Ok(()), "after {after}: {:?}", found.proof);
        stopped += u32::from(matches!(found.proof, Proof::Stopped { .. }));
    }
    assert!(stopped > 3, "{stopped}");
}

#[test]
fn rounds_beyond_the_limits_are_refused() {
    let mut round = duel();
    round.clubs = vec![round.clubs[0].clone(); MOST_CLUBS + 1];
    let fault = Fault::TooMany { what: "clubs", count: MOST_CLUBS + 1, most: MOST_CLUBS };
    assert_eq!(allocate(&round, &|| false), Err(fault));
    let mut round = duel();
    round.blocks = vec![round.blocks[0].clone(); MOST_BLOCKS + 1];
    assert!(matches!(allocate(&round, &|| false), Err(Fault::TooMany { what: "blocks", .. })));
    let mut round = duel();
    round.rooms[0].part_of = Some(0);
    assert_eq!(allocate(&round, &|| false), Err(Fault::RoomTree { room: 0, part_of: 0 }));
    let mut round = duel();
    round.clubs[1].wanted = 8;
    let fault = Fault::Range { club: 1, field: "wanted", value: 8, least: 1, most: 7 };
    assert_eq!(allocate(&round, &|| false), Err(fault));
    let mut round = duel();
    round.clubs[0].likes.push(Like { block: 0, rank: 2 });
    assert_eq!(allocate(&round, &|| false), Err(Fault::Twice { club: 0, block: 0 }));
}
