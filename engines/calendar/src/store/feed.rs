use super::{occupancy, person};
use crate::feeds::{Feed, FeedId, FeedKind, FeedRow};
use crate::model::{Occupancy, Span};
use lianxin_db::{FromRow, Row, Sql, Tx, Value, stmt};
use lianxin_kernel::{AnyId, Kind as _, Result, Span as Length, Timestamp};
use lianxin_places::CenterId;

impl FromRow for FeedRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let (kind, about): (FeedKind, AnyId) = (row.get("kind")?, row.get("about")?);
        let feed = Feed {
            id: row.get("id")?,
            center: row.get("center")?,
            room: (kind == FeedKind::Room).then_some(about.into()),
            language: row.get("language")?,
            made_at: row.get("made_at")?,
            rotated_at: row.get("rotated_at")?,
        };
        let (token_hash, ended_at) = (row.get("token_hash")?, row.get("ended_at")?);
        Ok(Self { feed, kind, about, token_hash, ended_at })
    }
}

fn select(district: impl Into<Value>) -> Sql {
    let q = stmt!(
        "select id, kind, center, about, language, token_hash, made_at, rotated_at, ended_at
         from calendar_feed where district = $1"
    );
    q.bind(district)
}

pub(crate) async fn by_id(tx: &mut Tx, id: FeedId) -> Result<Option<FeedRow>> {
    let q = select(id.district());
    Ok(tx.opt(q.push_bind(" and id = ", id)).await?)
}

/// Those of a center and of its rooms that can be read, the latest first.
pub(crate) async fn of_center(tx: &mut Tx, center: CenterId) -> Result<Vec<FeedRow>> {
    let q = select(center.district()).push_bind(" and center = ", center);
    Ok(tx.all(q.push(" and ended_at is null order by made_at desc, id")).await?)
}

/// How many that can be read there are of a room or a center.
pub(crate) async fn count(tx: &mut Tx, center: CenterId, about: AnyId) -> Result<i64> {
    let all = of_center(tx, center).await?;
    Ok(all.iter().filter(|row| row.about == about).count() as i64)
}

/// That of a person.
pub(crate) async fn own(tx: &mut Tx, person: AnyId) -> Result<Option<FeedRow>> {
    let q = select(person.district()).push_bind(" and about = ", person);
    Ok(tx.opt(q.push(" and kind = 'person'")).await?)
}

fn bound(q: Sql, row: &FeedRow) -> Sql {
    let feed = &row.feed;
    let q = q.bind(feed.id.district()).bind(feed.id).bind(row.kind).bind(feed.center);
    let q = q.bind(row.about).bind(feed.language).bind(row.token_hash.clone());
    q.bind(feed.made_at).bind(feed.rotated_at).bind(row.ended_at)
}

pub(crate) async fn insert(tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let q = stmt!(
        "insert into calendar_feed
           (district, id, kind, center, about, language, token_hash, made_at, rotated_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    );
    tx.run(bound(q, row)).await?;
    Ok(())
}

/// A person has one: it takes the place of the one before.
pub(crate) async fn put_own(tx: &mut Tx, row: &FeedRow) -> Result<()> {
    let q = stmt!(
        "insert into calendar_feed
           (district, id, kind, center, about, language, token_hash, made_at, rotated_at, ended_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (district, about) where kind = 'person' do update
           set id = excluded.id, language = excluded.language, token_hash = excluded.token_hash,
             made_at = excluded.made_at"
    );
    tx.run(bound(q, row)).await?;
    Ok(())
}

pub(crate) async fn rotate(
    tx: &mut Tx,
    id: FeedId,
    token_hash: Vec<u8>,
    now: Timestamp,
) -> Result<()> {
    let q = stmt!(
        "update calendar_feed set token_hash = $1, rotated_at = $2 where district = $3 and id = $4"
    );
    tx.run(q.bind(token_hash).bind(now).bind(id.district()).bind(id)).await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut Tx, id: FeedId, now: Timestamp) -> Result<()> {
    let q = stmt!("update calendar_feed set ended_at = $1 where district = $2 and id = $3");
    tx.run(q.bind(now).bind(id.district()).bind(id)).await?;
    Ok(())
}

/// Takes away that of a person.
pub(crate) async fn forget(tx: &mut Tx, person: AnyId) -> Result<u64> {
    let q =
        stmt!("delete from calendar_feed where district = $1 and about = $2 and kind = 'person'");
    Ok(tx.run(q.bind(person.district()).bind(person)).await?)
}

pub(crate) async fn delete(tx: &mut Tx, id: FeedId) -> Result<()> {
    let q = stmt!("delete from calendar_feed where district = $1 and id = $2");
    tx.run(q.bind(id.district()).bind(id)).await?;
    Ok(())
}

/// Those of persons that were made before.
pub(crate) async fn own_before(tx: &mut Tx, before: Timestamp, most: i64) -> Result<Vec<FeedId>> {
    let q = stmt!(
        "/* every district: people are of any */
         select id from calendar_feed where kind = 'person' and made_at < $1 order by id"
    );
    let ids = tx.ids(q.bind(before).push_bind(" limit ", most)).await?;
    Ok(ids.into_iter().map(FeedId).collect())
}

/// Whose occupancies a feed shows.
pub(crate) enum About {
    /// Of rooms and things; of people only their own feeds tell.
    Center(CenterId),
    /// Of one center.
    Resources(CenterId, Vec<AnyId>),
    Person(AnyId),
}

fn about(about: &About, span: Span, given_back_since: Timestamp) -> Sql {
    let q = match about {
        About::Person(id) => person::select().push_bind(" and resource = ", *id),
        About::Center(id) => {
            let q = occupancy::select(id.district()).push_bind(" and center = ", *id);
            q.push(" and resource_kind <> 'person'")
        }
        About::Resources(center, ids) => {
            occupancy::select(center.district()).push_in(" and resource in ", ids.iter().copied())
        }
    };
    // None is longer than this, so the index need not be read from its beginning.
    let earliest = span.from - Length::days(Span::LONGEST_DAYS);
    let q = q.push_bind(" and starts_at >= ", earliest).push_bind(" and starts_at < ", span.to);
    let q = q.push_bind(" and ends_at > ", span.from);
    q.push_bind(" and (state = 'held' or changed_at >= ", given_back_since).push(")")
}

/// Those that overlap a span, the next first; given back ones only for some time.
pub(crate) async fn events(
    tx: &mut Tx,
    of: &About,
    span: Span,
    given_back_since: Timestamp,
    most: usize,
) -> Result<Vec<Occupancy>> {
    let q = about(of, span, given_back_since).push(" order by starts_at, id");
    Ok(tx.all(q.push_bind(" limit ", most as i64)).await?)
}

/// Those that end within a span, the last first.
pub(crate) async fn events_before(
    tx: &mut Tx,
    of: &About,
    span: Span,
    given_back_since: Timestamp,
    most: usize,
) -> Result<Vec<Occupancy>> {
    let q = about(of, span, given_back_since).push_bind(" and ends_at <= ", span.to);
    let q = q.push(" order by starts_at desc, id");
    Ok(tx.all(q.push_bind(" limit ", most as i64)).await?)
}
