//! A whole round: blocks, wishes of clubs, sharing out, dates on the calendar.
use super::dice::Dice;
use super::doing::Known;
use super::town::Town;
use lianxin_bookings::*;
use lianxin_kernel::{Line, Result, Span as Length};
use lianxin_testkit::Test;

/// For four weeks from next week on. Refused as a whole when a block can not be offered.
pub async fn round(t: &Test, town: &Town, known: &mut Known, dice: &mut Dice) -> Result<bool> {
    let manager = &town.manager;
    let today = t.app.zone().date(t.app.now());
    let facts = RoundFacts {
        name: Line::new("使用安排").unwrap(),
        first_day: today.plus_days(7),
        last_day: today.plus_days(34),
        wishes_until: t.app.now() + Length::days(2),
        skip_holidays: false,
    };
    let round = manager.run(CreateRound { center: town.center, facts }).await?.id;
    let mut blocks = vec![];
    for room in &town.rooms {
        let from_minute = dice.between(16, 36) * 30;
        let weekday = dice.between(1, 7);
        blocks.push(BlockFacts { room: *room, weekday, from_minute, to_minute: from_minute + 90 });
    }
    let shown = manager.run(PutBlocks { round, blocks }).await?;
    manager.run(OpenRound { round }).await?;
    for club in &town.clubs {
        let ranks = shown.blocks.iter().zip(1..);
        let likes = ranks.map(|(block, rank)| LikedBlock { block: block.id, rank }).collect();
        let wish = WishFacts { wanted: dice.between(1, 2), people: 8, a_day: 1, likes };
        club.act.run(PutWish { round, organization: club.id, wish }).await?;
    }
    manager.run(CloseRound { round }).await?;
    allocate_round(manager, round).await?;
    manager.run(PublishRound { round }).await?;
    t.work_jobs().await;
    known.rounds += 1;
    Ok(true)
}
