//! The rows of the chain of audit lines.
use crate::audit::AuditLine;
use crate::{Result, Timestamp};
use lianxin_db::{FromRow, Id, Row, Tx, stmt};

/// Where a chain begins and ends. The first link it still has follows `first_hash`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    pub first_seq: i64,
    pub first_hash: Vec<u8>,
    pub last_seq: i64,
    pub last_hash: Vec<u8>,
    pub mac: Vec<u8>,
}

impl FromRow for Chain {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            first_seq: row.get("first_seq")?,
            first_hash: row.get("first_hash")?,
            last_seq: row.get("last_seq")?,
            last_hash: row.get("last_hash")?,
            mac: row.get("mac")?,
        })
    }
}

/// A line and its mark.
pub struct Marked {
    pub line: AuditLine,
    pub mac: Vec<u8>,
}

impl FromRow for Marked {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { line: AuditLine::from_row(row)?, mac: row.get("mac")? })
    }
}

pub struct Link {
    pub seq: i64,
    pub line: Id,
    pub at: Timestamp,
    pub hash: Vec<u8>,
}

impl FromRow for Link {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            seq: row.get("seq")?,
            line: row.get("line")?,
            at: row.get("at")?,
            hash: row.get("hash")?,
        })
    }
}

pub struct Key(pub Id);

impl FromRow for Key {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("line").map(Self)
    }
}

struct District(i64);

impl FromRow for District {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("district").map(Self)
    }
}

/// Districts with lines that wait for their place in the chain.
pub async fn districts_waiting(tx: &mut Tx) -> Result<Vec<i64>> {
    let q = stmt!(
        "/* every district: the worker serves all of them */
         select distinct district from kernel_audit_waiting order by district"
    );
    Ok(tx.all::<District>(q).await?.into_iter().map(|d| d.0).collect())
}

/// Districts that have an audit at all.
pub async fn districts(tx: &mut Tx) -> Result<Vec<i64>> {
    let q = stmt!(
        "/* every district: the whole audit is looked through */
         select district from kernel_audit_chain union
         select distinct district from kernel_audit order by district"
    );
    Ok(tx.all::<District>(q).await?.into_iter().map(|d| d.0).collect())
}

/// Lines in the order in which they are to be linked.
pub async fn waiting(tx: &mut Tx, district: i64, most: i64) -> Result<Vec<Marked>> {
    let q = stmt!(
        "select a.id, a.at, a.who, a.behalf, a.actor, a.what, a.target, a.input, a.purpose, a.notes,
           a.request, a.mac
         from kernel_audit_waiting w
         join kernel_audit a on a.district = w.district and a.id = w.line
         where w.district = $1 order by w.at, w.line limit $2"
    );
    Ok(tx.all(q.bind(district).bind(most)).await?)
}

struct Count(i64);

impl FromRow for Count {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("count").map(Self)
    }
}

pub async fn count_waiting(tx: &mut Tx, district: i64) -> Result<i64> {
    let q = stmt!("select count(*) as count from kernel_audit_waiting where district = $1");
    Ok(tx.one::<Count>(q.bind(district)).await?.0)
}

pub async fn no_longer_waiting(tx: &mut Tx, district: i64, line: Id) -> Result<()> {
    let q = stmt!("delete from kernel_audit_waiting where district = $1 and line = $2");
    tx.run(q.bind(district).bind(line)).await?;
    Ok(())
}

pub async fn chain(tx: &mut Tx, district: i64) -> Result<Option<Chain>> {
    let q = stmt!(
        "select first_seq, first_hash, last_seq, last_hash, mac from kernel_audit_chain
         where district = $1"
    );
    Ok(tx.opt(q.bind(district)).await?)
}

pub async fn put_chain(tx: &mut Tx, district: i64, chain: Chain) -> Result<()> {
    let q = stmt!(
        "insert into kernel_audit_chain
           (district, first_seq, first_hash, last_seq, last_hash, mac)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (district) do update set
           first_seq = excluded.first_seq, first_hash = excluded.first_hash,
           last_seq = excluded.last_seq, last_hash = excluded.last_hash, mac = excluded.mac"
    );
    let q = q.bind(district).bind(chain.first_seq).bind(chain.first_hash);
    tx.run(q.bind(chain.last_seq).bind(chain.last_hash).bind(chain.mac)).await?;
    Ok(())
}

pub async fn put_link(tx: &mut Tx, district: i64, link: &Link) -> Result<()> {
    let q = stmt!(
        "insert into kernel_audit_link (district, seq, line, at, hash) values ($1, $2, $3, $4, $5)"
    );
    let q = q.bind(district).bind(link.seq).bind(link.line).bind(link.at);
    tx.run(q.bind(link.hash.clone())).await?;
    Ok(())
}

/// The links from a number on, in order.
pub async fn links(tx: &mut Tx, district: i64, from: i64, most: i64) -> Result<Vec<Link>> {
    let q = stmt!(
        "select seq, line, at, hash from kernel_audit_link
         where district = $1 and seq >= $2 order by seq limit $3"
    );
    Ok(tx.all(q.bind(district).bind(from).bind(most)).await?)
}

pub async fn lines(tx: &mut Tx, district: i64, ids: &[Id]) -> Result<Vec<Marked>> {
    let q = stmt!(
        "select id, at, who, behalf, actor, what, target, input, purpose, notes, request, mac
         from kernel_audit where district = $1"
    );
    let q = q.bind(district).push_in(" and id in ", ids.iter().copied());
    Ok(tx.all(q).await?)
}

/// Lines that are neither in the chain nor on their way into it: written past the program.
pub async fn strays(tx: &mut Tx, district: i64, most: i64) -> Result<Vec<Id>> {
    let q = stmt!(
        "select a.id as line from kernel_audit a
         left join kernel_audit_link l on l.district = a.district and l.line = a.id
         left join kernel_audit_waiting w on w.district = a.district and w.line = a.id
         where a.district = $1 and l.line is null and w.line is null order by a.at, a.id limit $2"
    );
    Ok(tx.all::<Key>(q.bind(district).bind(most)).await?.into_iter().map(|key| key.0).collect())
}

/// Takes a line away with its link and whom it concerned.
pub async fn take(tx: &mut Tx, district: i64, link: &Link) -> Result<()> {
    let q = stmt!("delete from kernel_audit_subject where district = $1 and line = $2");
    tx.run(q.bind(district).bind(link.line)).await?;
    let q = stmt!("delete from kernel_audit where district = $1 and id = $2");
    tx.run(q.bind(district).bind(link.line)).await?;
    let q = stmt!("delete from kernel_audit_link where district = $1 and seq = $2");
    tx.run(q.bind(district).bind(link.seq)).await?;
    Ok(())
}
