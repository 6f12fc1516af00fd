use crate::rounds::model::{BlockFacts, BlockId, RoundFacts, RoundId, RoundState};
use crate::rounds::record::{BlockRecord, RoundRecord};
use crate::store::{from_json, to_json};
use lianxin_db::{DbError, FromRow, Json, Row, Sql, Tx, stmt};
use lianxin_kernel::{Kind, Line, Result};
use lianxin_places::CenterId;

impl FromRow for RoundRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let name: String = row.get("name")?;
        let result: Option<Json> = row.get("result")?;
        let facts = RoundFacts {
            name: Line::new(&name).map_err(|e| DbError::Driver(e.into()))?,
            first_day: row.get("first_day")?,
            last_day: row.get("last_day")?,
            wishes_until: row.get("wishes_until")?,
            skip_holidays: row.get("skip_holidays")?,
        };
        Ok(Self {
            id: row.get("id")?,
            center: row.get("center")?,
            facts,
            kept: row.get("state")?,
            result: result.as_ref().map(from_json).transpose()?,
            ended_on: row.get("ended_on")?,
            made_at: row.get("made_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for BlockRecord {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let facts = BlockFacts {
            room: row.get("room")?,
            weekday: row.get("weekday")?,
            from_minute: row.get("from_minute")?,
            to_minute: row.get("to_minute")?,
        };
        Ok(Self { id: row.get("id")?, facts })
    }
}

/// To be narrowed.
fn select() -> Sql {
    stmt!(
        "select id, center, name, first_day, last_day, wishes_until, skip_holidays, state, result,
           ended_on, made_at, version from bookings_round where district = $1"
    )
}

pub async fn by_id(tx: &mut Tx, id: RoundId) -> Result<Option<RoundRecord>> {
    Ok(tx.opt(select().bind(id.district()).push_bind(" and id = ", id)).await?)
}

/// More than a center has in many years.
pub const MOST: i64 = 200;

/// The latest season first.
pub async fn of_center(tx: &mut Tx, center: CenterId) -> Result<Vec<RoundRecord>> {
    let q = select().bind(center.district()).push_bind(" and center = ", center);
    Ok(tx.all(q.push_bind(" order by first_day desc, id desc limit ", MOST)).await?)
}

/// Of a district, the latest season first; drafts are left out.
pub async fn of_district(tx: &mut Tx, district: u16) -> Result<Vec<RoundRecord>> {
    let q = select().bind(i64::from(district)).push(" and state <> 'draft'");
    Ok(tx.all(q.push_bind(" order by first_day desc, id desc limit ", MOST)).await?)
}

pub async fn insert(tx: &mut Tx, r: &RoundRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_round
           (district, id, center, name, first_day, last_day, wishes_until, skip_holidays, state,
            made_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let f = &r.facts;
    let q = q.bind(r.id.district()).bind(r.id).bind(r.center).bind(&f.name).bind(f.first_day);
    let q = q.bind(f.last_day).bind(f.wishes_until).bind(f.skip_holidays).bind(r.kept);
    tx.run(q.bind(r.made_at).bind(r.version)).await?;
    Ok(())
}

/// False when somebody changed it in between.
pub async fn update(tx: &mut Tx, r: &RoundRecord) -> Result<bool> {
    let q = stmt!(
        "update bookings_round set name = $3, first_day = $4, last_day = $5, wishes_until = $6,
           skip_holidays = $7, state = $8, result = $9, ended_on = $10, version = $11
         where district = $1 and id = $2 and version = $12"
    );
    let f = &r.facts;
    let q = q.bind(r.id.district()).bind(r.id).bind(&f.name).bind(f.first_day).bind(f.last_day);
    let q = q.bind(f.wishes_until).bind(f.skip_holidays).bind(r.kept);
    let result = r.result.as_ref().map(to_json).transpose()?;
    Ok(tx.run(q.bind(result).bind(r.ended_on).bind(r.version).bind(r.version - 1)).await? == 1)
}

/// In the order of the week.
pub async fn blocks(tx: &mut Tx, round: RoundId) -> Result<Vec<BlockRecord>> {
    let q = stmt!(
        "select id, room, weekday, from_minute, to_minute from bookings_round_block
         where district = $1 and round = $2
         order by weekday, from_minute, to_minute, room limit 4000"
    );
    Ok(tx.all(q.bind(round.district()).bind(round)).await?)
}

pub async fn insert_block(tx: &mut Tx, round: RoundId, block: &BlockRecord) -> Result<()> {
    let q = stmt!(
        "insert into bookings_round_block
           (district, id, round, room, weekday, from_minute, to_minute)
         values ($1, $2, $3, $4, $5, $6, $7)"
    );
    let f = &block.facts;
    let q = q.bind(round.district()).bind(block.id).bind(round).bind(f.room).bind(f.weekday);
    tx.run(q.bind(f.from_minute).bind(f.to_minute)).await?;
    Ok(())
}

pub async fn delete_block(tx: &mut Tx, id: BlockId) -> Result<()> {
    let q = stmt!("delete from bookings_round_block where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}

/// Whether another round of the center is being shared out.
pub async fn another_runs(tx: &mut Tx, center: CenterId, except: RoundId) -> Result<bool> {
    let q = select().bind(center.district()).push_bind(" and center = ", center);
    let q =
        q.push_in(" and state in ", [RoundState::Open, RoundState::Closed, RoundState::Proposed]);
    let found: Option<RoundRecord> =
        tx.opt(q.push_bind(" and id <> ", except).push(" limit 1")).await?;
    Ok(found.is_some())
}
