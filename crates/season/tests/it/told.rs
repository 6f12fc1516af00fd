use lianxin_kernel::{Reason, ReasonValue};
use lianxin_season::{Block, Club, Held, Like, Room, Round, Share, allocate};

/// A value of a reason; none where it is no number.
fn number(reason: &Reason, name: &str) -> Option<i64> {
    match reason.values.get(name) {
        Some(ReasonValue::Number(number)) => Some(*number),
        _ => None,
    }
}

/// A hall and its half on one evening, a small room on another.
fn round() -> Round {
    let block = |room, weekday, from| Block { room, weekday, from, to: from + 60 };
    let club = |wanted, size, likes: &[(usize, u8)]| Club {
        wanted,
        size,
        a_day: 1,
        likes: likes.iter().map(|&(block, rank)| Like { block, rank }).collect(),
        had: 0,
    };
    let room = |part_of, capacity| Room { part_of, capacity };
    Round {
        rooms: vec![room(None, 60), room(Some(0), 30), room(None, 10)],
        blocks: vec![block(0, 1, 600), block(1, 1, 600), block(1, 1, 720), block(2, 2, 600)],
        clubs: vec![
            club(1, 50, &[(0, 1)]),
            club(3, 20, &[(1, 1), (2, 2), (3, 1)]),
            club(1, 20, &[(1, 1)]),
        ],
    }
}

#[test]
fn each_club_is_told_what_stood_against_its_wish() {
    let round = round();
    let found = allocate(&round, &|| false).expect("a round");
    // The hall or its half: only one of the two wishes can be met.
    let met = [found.shares[0], found.shares[2]];
    assert_eq!(met.iter().filter(|share| **share == Share::new(1, 1)).count(), 1);
    assert_eq!(found.given[1], [2], "the other evening block of the half");
    let of = |club: usize| -> Vec<&str> {
        found.why[club].reasons.iter().map(|r| r.code.as_ref()).collect()
    };
    let (winner, loser) = if found.given[0].is_empty() { (2, 0) } else { (0, 2) };
    assert_eq!(of(winner), ["season.given"]);
    assert_eq!(of(loser), ["season.given", "season.part_taken"]);
    let taken = &found.why[loser].reasons[1];
    assert_eq!([number(taken, "blocks"), number(taken, "clubs")], [Some(1), Some(1)]);
    assert_eq!(
        [number(taken, "given"), number(taken, "wanted")],
        [Some(1), Some(1)],
        "the share of who has it"
    );
    let held = Held { block: if loser == 0 { 0 } else { 1 }, by: vec![winner] };
    assert_eq!(found.why[loser].held, [held]);

    assert_eq!(of(1), ["season.given", "season.too_small", "season.same_day"]);
    let given = &found.why[1].reasons[0];
    assert_eq!([number(given, "given"), number(given, "wanted")], [Some(1), Some(3)]);
    assert_eq!(number(&found.why[1].reasons[1], "size"), Some(20));
    assert_eq!(number(&found.why[1].reasons[2], "a_day"), Some(1));
}
