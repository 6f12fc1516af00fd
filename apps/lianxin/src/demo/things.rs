//! What the main center lends: things that are carried, one that stands in its room, who has what.
use super::network::Network;
use super::people::{ELDER, RESIDENT, Resident};
use super::stage::Stage;
use lianxin_bookings::{BorrowItem, HandOutItem, LoanId, NewLoan};
use lianxin_calendar::commands::{AddItem, NewItem};
use lianxin_calendar::{Item, ItemId, ItemKind, Span};
use lianxin_kernel::{Error, Language, Line, Names, Result};
use lianxin_places::{RoomId, RoomKind};

const CARRIED: &[(ItemKind, [&str; 3])] = &[
    (ItemKind::Projector, ["投影仪", "投影機", "Projector"]),
    (ItemKind::Speakers, ["移动音箱", "行動音箱", "Portable speakers"]),
    (ItemKind::PortableKit, ["百宝箱（送活动进院子）", "百寶箱（送活動進院子）", "Courtyard kit"]),
    (ItemKind::Wheelchair, ["轮椅", "輪椅", "Wheelchair"]),
    (ItemKind::Tent, ["遮阳棚", "遮陽棚", "Canopy"]),
    (ItemKind::HealthKit, ["家用血压计", "家用血壓計", "Blood pressure monitor"]),
];

const PIANO: [&str; 3] = ["立式钢琴", "直立式鋼琴", "Upright piano"];

async fn add(
    stage: &Stage,
    network: &Network,
    (kind, [cn, tw, en]): (ItemKind, [&str; 3]),
    room: Option<RoomId>,
) -> Result<Option<ItemId>> {
    let Some(main) = network.main() else { return Ok(None) };
    let name = Names::zh_cn(cn).with(Language::ZhTw, tw).with(Language::En, en);
    let item = NewItem { center: main.id, kind, name, portable: room.is_none(), room };
    let Item { id, .. } = stage.act().run(AddItem { item }).await?;
    Ok(Some(id))
}

/// At the beginning of the play: what there is, and one thing that will not have come back.
pub async fn gather(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<()> {
    let mut ids = vec![];
    for thing in CARRIED {
        stage.tick();
        ids.extend(add(stage, network, *thing, None).await?);
    }
    if let Some(hall) =
        network.main().and_then(|m| m.rooms.iter().find(|r| r.kind == RoomKind::MultiHall))
    {
        add(stage, network, (ItemKind::Piano, PIANO), Some(hall.id)).await?;
    }
    let (Some(who), Some(canopy)) = (residents.get(ELDER), ids.get(4)) else { return Ok(()) };
    let due = stage.moment((12 - stage.plan.past_days).min(-1), 17 * 60);
    let span = Span { from: stage.app.now(), to: due };
    if let Some(loan) = borrow(stage, who, *canopy, span).await? {
        hand_out(stage, loan, "完好，四根支架齐全").await?;
    }
    Ok(())
}

/// Today: what is out, and what will be fetched.
pub async fn lend(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<()> {
    let (Some(main), Some(one), Some(two)) =
        (network.main(), residents.get(RESIDENT), residents.get(ELDER))
    else {
        return Ok(());
    };
    let items = lianxin_calendar::queries::ListItems { center: main.id };
    let items = stage.act().ask(items).await?.items;
    let of = |kind| items.iter().find(|item| item.facts.kind == kind).map(|item| item.id);
    let (Some(kit), Some(chair), Some(meter)) =
        (of(ItemKind::PortableKit), of(ItemKind::Wheelchair), of(ItemKind::HealthKit))
    else {
        return Ok(());
    };
    let days = |from, to| Span { from: stage.moment(from, 9 * 60), to: stage.moment(to, 17 * 60) };
    borrow(stage, one, kit, days(3, 5)).await?;
    borrow(stage, two, meter, days(1, 4)).await?;
    let now = Span { from: stage.app.now(), to: stage.moment(2, 17 * 60) };
    if let Some(loan) = borrow(stage, one, chair, now).await? {
        hand_out(stage, loan, "刹车正常，坐垫干净").await?;
    }
    Ok(())
}

async fn borrow(stage: &Stage, who: &Resident, item: ItemId, span: Span) -> Result<Option<LoanId>> {
    let new = NewLoan { from: span.from, to: span.to };
    match stage.app.act(Some(who.actor())).run(BorrowItem { item, new }).await {
        Ok(loan) => Ok(Some(loan.id)),
        Err(Error::Conflict(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

async fn hand_out(stage: &Stage, loan: LoanId, words: &str) -> Result<()> {
    let condition = Some(Line::new(words).map_err(Error::internal)?);
    stage.act().run(HandOutItem { loan, condition }).await.map(drop)
}
