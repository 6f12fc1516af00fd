use crate::asking::asker;
use crate::permissions;
use crate::rounds::model::{RoundId, RoundState};
use crate::rounds::record::RoundAt;
use crate::rounds::seeing::{self, Clubs};
use crate::rounds::views::{ClubRound, MyRound, MyRounds};
use crate::rounds::{store, targets};
use crate::views::OrganizationName;
use lianxin_kernel::{Error, FieldCode, Kind, Permission, Query, Read, Result, Scope};
use lianxin_people::{OrganizationId, PersonId};
use std::collections::{BTreeSet, HashMap};

/// The rounds that take wishes of the clubs one acts for, and those that have them.
pub struct ListMyRounds;

impl Query for ListMyRounds {
    const NAME: &'static str = "bookings.list_my_rounds";
    const NEEDS: Permission = permissions::WISH;
    type Target = Scope;
    type Out = MyRounds;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::default())
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<MyRounds> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let (app, now) = (r.app().clone(), r.now());
        let today = r.zone().date(now);
        let all = lianxin_people::organizations_of(r.tx(), &app, person, today).await?;
        let clubs: Vec<_> = all.into_iter().map(|(club, _)| club).collect();
        let districts: BTreeSet<u16> =
            clubs.iter().filter_map(|c| u16::try_from(c.id.district()).ok()).collect();
        let mut items = vec![];
        for district in districts {
            let mut wishes: HashMap<RoundId, Vec<OrganizationId>> = HashMap::new();
            for club in &clubs {
                for round in store::wish::rounds_of(r.tx(), district, club.id).await? {
                    wishes.entry(RoundId(round)).or_default().push(club.id);
                }
            }
            for round in store::round::of_district(r.tx(), district).await? {
                let wished = wishes.remove(&round.id).unwrap_or_default();
                if wished.is_empty() && round.state(now) != RoundState::Open {
                    continue;
                }
                let center = lianxin_places::center(r.tx(), round.center).await?;
                let Some(center) = center else { continue };
                items.push(MyRound {
                    round: seeing::round(&RoundAt { round, center }, now),
                    wished,
                });
            }
        }
        let clubs = clubs.into_iter().map(|c| OrganizationName { id: c.id, name: c.name });
        Ok(MyRounds { clubs: clubs.collect(), items })
    }
}

/// A round, as one of the clubs sees it that the reader acts for.
pub struct ShowClubRound {
    pub round: RoundId,
    pub organization: OrganizationId,
}

impl Query for ShowClubRound {
    const NAME: &'static str = "bookings.show_club_round";
    const NEEDS: Permission = permissions::WISH;
    type Target = RoundAt;
    type Out = ClubRound;

    async fn target(&self, r: &mut Read<'_>) -> Result<RoundAt> {
        targets::announced(r.tx(), self.round).await
    }

    async fn run(&self, r: &mut Read<'_>, at: RoundAt) -> Result<ClubRound> {
        let person = PersonId(r.person().ok_or(Error::SignIn)?);
        let club = asker(r, person, Some(self.organization)).await?.organization;
        let club = club.ok_or_else(|| Error::field("organization", FieldCode::Unknown))?;
        let (id, now) = (at.round.id, r.now());
        let state = at.round.state(now);
        let published = matches!(state, RoundState::Published | RoundState::Ended);
        let shared = published || state == RoundState::Proposed;
        let given = match shared {
            true => store::award::of_round(r.tx(), id, None).await?,
            false => vec![],
        };
        // Whose blocks are whose is told when it is final.
        let seen = given.iter().filter(|a| published || a.organization == club.id);
        let taken = seen.map(|award| (award.block, award.organization)).collect();
        let mut clubs = Clubs::default();
        let offered = store::round::blocks(r.tx(), id).await?;
        let blocks = seeing::blocks(r, &mut clubs, at.center.id, offered, &taken).await?;
        let wish = store::wish::of_club(r.tx(), id, club.id).await?;
        let why = match wish.as_ref().and_then(|w| w.why.clone()).filter(|_| shared) {
            Some(why) => Some(seeing::why(r, &mut clubs, why, published).await?),
            None => None,
        };
        let own = given.iter().filter(|award| award.organization == club.id).copied().collect();
        let mut appeals = vec![];
        for appeal in store::appeal::of_round(r.tx(), id, Some(club.id)).await? {
            appeals.push(seeing::appeal(r, appeal).await?);
        }
        let mut round = seeing::round(&at, now);
        round.result = round.result.filter(|_| shared);
        Ok(ClubRound {
            round,
            organization: OrganizationName { id: club.id, name: club.name },
            blocks,
            wish: wish.map(|wish| wish.facts),
            why,
            awards: seeing::awards(r, own).await?,
            appeals,
        })
    }
}
