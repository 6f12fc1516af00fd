//! Clubs that use rooms every week: a season that was shared out and stands in the calendar, and the next
//! one, which takes wishes.
use super::network::{Center, Network};
use super::people::{ELDER, RESIDENT, Resident};
use super::stage::Stage;
use super::table;
use lianxin_bookings::{
    BlockFacts, CloseRound, CreateRound, LikedBlock, OpenRound, PublishRound, PutBlocks,
    PutWishFor, RoundFacts, RoundId, SeasonBlock, WishFacts, allocate_round,
};
use lianxin_kernel::{Date, Result, Span as Length};
use lianxin_people::{
    AddOrganizationMember, CreateOrganization, ListMyOrganizations, MemberRole, OrganizationId,
    OrganizationKind, PlaceId,
};
use lianxin_places::{CenterId, RoomKind};

const CLUBS: &[[&str; 3]] = &[
    ["棋友社", "棋友社", "Chess Friends"],
    ["夕阳红舞蹈队", "夕陽紅舞蹈隊", "Evening Glow Dancers"],
    ["墨香书画社", "墨香書畫社", "Ink and Brush"],
];

/// Days until the next season, and how long one is.
const NEXT: i32 = 35;
const SEASON: i32 = 83;

pub async fn share(stage: &Stage, network: &Network, residents: &[Resident]) -> Result<()> {
    let (Some(main), Some(one), Some(two)) =
        (network.main(), residents.get(RESIDENT), residents.get(ELDER))
    else {
        return Ok(());
    };
    let mut clubs = own(stage, one).await?;
    for name in CLUBS {
        let leader = if clubs.len() == 1 { two } else { one };
        clubs.push(club(stage, main.id, *name, leader).await?);
    }
    let first = blocks(main);
    if !first.is_empty() {
        let round = open(stage, main.id, ("本季固定场地", stage.day(1)), &first).await?;
        wish(stage, &round, &clubs).await?;
        stage.act().run(CloseRound { round: round.0 }).await?;
        allocate_round(&stage.act(), round.0).await?;
        stage.act().run(PublishRound { round: round.0 }).await?;
        stage.work().await?;
    }
    let beside = network.centers.iter().find(|c| c.id != main.id && !blocks(c).is_empty());
    if let Some(beside) = beside {
        let next = ("下季固定场地", stage.day(NEXT));
        let round = open(stage, beside.id, next, &blocks(beside)).await?;
        // The others have still to say what they want.
        wish(stage, &round, clubs.get(1..3).unwrap_or_default()).await?;
    }
    Ok(())
}

/// Mornings and afternoons of rooms that clubs like.
fn blocks(center: &Center) -> Vec<BlockFacts> {
    let liked = [RoomKind::Opera, RoomKind::Chess, RoomKind::StudyClub];
    let rooms = center.rooms.iter().filter(|r| liked.contains(&r.kind) && r.capacity >= 12);
    let mut all = vec![];
    for room in rooms {
        for weekday in [2, 4, 6] {
            for from_minute in [9 * 60, 14 * 60] {
                let to_minute = from_minute + 120;
                all.push(BlockFacts { room: room.id, weekday, from_minute, to_minute });
            }
        }
    }
    all
}

/// The clubs a resident acts for already.
async fn own(stage: &Stage, who: &Resident) -> Result<Vec<OrganizationId>> {
    let mine = stage.app.act(Some(who.actor())).ask(ListMyOrganizations).await?;
    Ok(mine.into_iter().map(|one| one.organization).take(1).collect())
}

async fn club(
    stage: &Stage,
    center: CenterId,
    name: [&str; 3],
    leader: &Resident,
) -> Result<OrganizationId> {
    stage.tick();
    let new = CreateOrganization {
        kind: OrganizationKind::SocialOrganization,
        name: table::names(name),
        credit_code: None,
        contact: None,
        home: PlaceId::Center(center),
    };
    let organization = stage.act().run(new).await?.organization;
    let (person, role) = (leader.id, MemberRole::Contact);
    let add = AddOrganizationMember { organization, person, role, from: None, until: None };
    stage.act().run(add).await?;
    Ok(organization)
}

type Opened = (RoundId, Vec<SeasonBlock>);

async fn open(
    stage: &Stage,
    center: CenterId,
    (name, first_day): (&str, Date),
    blocks: &[BlockFacts],
) -> Result<Opened> {
    stage.tick();
    let begins = stage.zone().start_of(first_day);
    let in_time = stage.app.now() + Length::days(20);
    let facts = RoundFacts {
        name: table::line(name)?,
        first_day,
        last_day: first_day.plus_days(SEASON),
        wishes_until: in_time.min(begins + Length::minutes(-60)),
        skip_holidays: true,
    };
    let round = stage.act().run(CreateRound { center, facts }).await?.id;
    let put = PutBlocks { round, blocks: blocks.to_vec() };
    let shown = stage.act().run(put).await?.blocks;
    stage.act().run(OpenRound { round }).await?;
    Ok((round, shown))
}

/// All would have much the same times: not everyone gets what they want.
async fn wish(stage: &Stage, (round, blocks): &Opened, clubs: &[OrganizationId]) -> Result<()> {
    for (n, club) in clubs.iter().enumerate() {
        stage.tick();
        let liked = blocks.iter().cycle().skip(n).take(blocks.len().min(5));
        let likes = liked.zip(1..).map(|(block, rank)| LikedBlock { block: block.id, rank });
        let wish = WishFacts { wanted: 3, people: 10, a_day: 2, likes: likes.collect() };
        let put = PutWishFor { round: *round, organization: *club, wish };
        stage.act().run(put).await?;
    }
    Ok(())
}
