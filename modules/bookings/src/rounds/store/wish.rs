use crate::rounds::model::{RoundId, WishFacts};
use crate::rounds::record::WishRecord;
use crate::rounds::views::WhyKept;
use crate::store::{from_json, to_json};
use lianxin_db::{FromRow, Id, Json, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};
use lianxin_people::OrganizationId;

impl FromRow for WishRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let why: Option<Json> = row.get("why")?;
        let facts = WishFacts {
            wanted: row.get("wanted")?,
            people: row.get("people")?,
            a_day: row.get("a_day")?,
            likes: from_json(&row.get("likes")?)?,
        };
        Ok(Self {
            organization: row.get("organization")?,
            facts,
            why: why.as_ref().map(from_json).transpose()?,
            put_at: row.get("put_at")?,
        })
    }
}

/// Those of all clubs, in the order of their ids.
pub async fn of_round(tx: &mut Tx, round: RoundId) -> Result<Vec<WishRecord>> {
    let q = stmt!(
        "select organization, wanted, people, a_day, likes, why, put_at from bookings_round_wish
         where district = $1 and round = $2 order by organization limit 200"
    );
    Ok(tx.all(q.bind(round.district()).bind(round)).await?)
}

pub async fn of_club(
    tx: &mut Tx,
    round: RoundId,
    club: OrganizationId,
) -> Result<Option<WishRecord>> {
    let q = stmt!(
        "select organization, wanted, people, a_day, likes, why, put_at from bookings_round_wish
         where district = $1 and round = $2 and organization = $3"
    );
    Ok(tx.opt(q.bind(round.district()).bind(round).bind(club)).await?)
}

/// The rounds of a district in which a club has wishes.
pub async fn rounds_of(tx: &mut Tx, district: u16, club: OrganizationId) -> Result<Vec<Id>> {
    let q = stmt!(
        "select round as id from bookings_round_wish where district = $1 and organization = $2
         order by round limit 1000"
    );
    Ok(tx.ids(q.bind(i64::from(district)).bind(club)).await?)
}

pub async fn put(
    tx: &mut Tx,
    round: RoundId,
    club: OrganizationId,
    wish: &WishFacts,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "insert into bookings_round_wish
           (district, round, organization, wanted, people, a_day, likes, put_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (district, round, organization) do update
           set wanted = excluded.wanted, people = excluded.people, a_day = excluded.a_day,
             likes = excluded.likes, why = null, put_at = excluded.put_at"
    );
    let q = q.bind(round.district()).bind(round).bind(club).bind(wish.wanted).bind(wish.people);
    tx.run(q.bind(wish.a_day).bind(to_json(&wish.likes)?).bind(now)).await?;
    Ok(())
}

pub async fn set_why(
    tx: &mut Tx,
    round: RoundId,
    club: OrganizationId,
    why: Option<&WhyKept>,
) -> Result<()> {
    let q = stmt!(
        "update bookings_round_wish set why = $4
         where district = $1 and round = $2 and organization = $3"
    );
    let why = why.map(to_json).transpose()?;
    tx.run(q.bind(round.district()).bind(round).bind(club).bind(why)).await?;
    Ok(())
}

/// False when there was none.
pub async fn delete(tx: &mut Tx, round: RoundId, club: OrganizationId) -> Result<bool> {
    let q = stmt!(
        "delete from bookings_round_wish
         where district = $1 and round = $2 and organization = $3"
    );
    Ok(tx.run(q.bind(round.district()).bind(round).bind(club)).await? == 1)
}
