//! The statements of the reconciler.
use crate::model::RequestId;
use lianxin_db::{FromRow, Row, Tx, stmt};
use lianxin_kernel::{Date, Kind, Result, Rule, Timestamp};

pub fn requests() -> Vec<Rule> {
    vec![
        (
            "a request is open and has an answer",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where state in ('received', 'in_progress') and (answered_at is not null
                   or outcome is not null or carry_out_at is not null or done_at is not null)
                 order by id"
            ),
        ),
        (
            "a request was taken up or answered before it came, or done before it was answered",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where taken_at < received_at or answered_at < received_at or done_at < answered_at
                 order by id"
            ),
        ),
        (
            "a request is taken up by nobody, or waits and was taken up",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where (state = 'in_progress' and (taken_at is null or taken_by is null))
                   or (state = 'received' and taken_at is not null)
                 order by id"
            ),
        ),
        (
            "a request was refused without a law, or answered by nobody",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where state = 'answered'
                   and (answered_by is null or (outcome <> 'granted' and law is null))
                 order by id"
            ),
        ),
        (
            "a request was answered, and nothing says when it is carried out",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where state = 'answered' and carry_out_at is null and done_at is null order by id"
            ),
        ),
        (
            "something is to be carried out that was not granted, or is no erasure",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_request
                 where carry_out_at is not null and (kind <> 'erase' or outcome is distinct from 'granted')
                 order by id"
            ),
        ),
    ]
}

/// A request with its times alone.
pub struct Bare {
    pub id: RequestId,
    pub received_at: Timestamp,
    pub due_on: Date,
}

impl FromRow for Bare {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            received_at: row.get("received_at")?,
            due_on: row.get("due_on")?,
        })
    }
}

/// A part of all requests, by id.
pub async fn some(tx: &mut Tx, after: RequestId, most: i64) -> Result<Vec<Bare>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select id, received_at, due_on from privacy_request
         where (district, id) > ($1, $2) order by district, id limit $3"
    );
    let district = i64::from(after.id().district());
    Ok(tx.all(q.bind(district).bind(after).bind(most)).await?)
}

/// How far a series of a year is numbered, and how many numbers are there.
pub struct Numbered {
    pub series: String,
    pub year: i64,
    pub last: i64,
    pub rows: i64,
}

impl FromRow for Numbered {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self {
            series: row.get("series")?,
            year: row.get("year")?,
            last: row.get("last")?,
            rows: row.get("numbered")?,
        })
    }
}

/// One row for each series, district and year.
pub async fn numbered(tx: &mut Tx) -> Result<Vec<Numbered>> {
    let q = stmt!(
        "/* every district: a check of the whole installation */
         select n.series, n.year, n.last, case n.series
           when 'DR' then (select count(*) from privacy_request r
             where r.district = n.district and substr(r.number, 4, 4) = cast(n.year as text))
           else (select count(*) from privacy_breach b
             where b.district = n.district and substr(b.number, 4, 4) = cast(n.year as text))
           end as numbered
         from privacy_number n order by n.district, n.series, n.year"
    );
    Ok(tx.all(q).await?)
}

pub fn consents() -> Vec<Rule> {
    vec![
        (
            "the last word on a purpose is not what was said",
            stmt!(
                "/* every district: a check of the whole installation */
                 select s.decision as id from privacy_standing s
                 join privacy_decision d on d.district = s.district and d.id = s.decision
                 where d.person <> s.person or d.purpose <> s.purpose or d.answer <> s.answer
                   or d.version <> s.version or d.at <> s.at
                 order by s.decision"
            ),
        ),
        (
            "something was said after the last word on a purpose",
            stmt!(
                "/* every district: a check of the whole installation */
                 select d.id from privacy_decision d
                 join privacy_standing s on s.district = d.district and s.person = d.person
                   and s.purpose = d.purpose
                 where d.at > s.at order by d.id"
            ),
        ),
        (
            "something was said on a purpose and is nobody's last word",
            stmt!(
                "/* every district: a check of the whole installation */
                 select d.id from privacy_decision d
                 left join privacy_standing s on s.district = d.district and s.person = d.person
                   and s.purpose = d.purpose
                 where s.person is null order by d.id"
            ),
        ),
    ]
}

pub fn breaches() -> Vec<Rule> {
    vec![
        (
            "a breach is closed without a moment, or has one and is open",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_breach
                 where (state = 'closed') <> (closed_at is not null) order by id"
            ),
        ),
        (
            "a breach is closed, and the authority was not told",
            stmt!(
                "/* every district: a check of the whole installation */
                 select id from privacy_breach
                 where state = 'closed' and authority_told_at is null order by id"
            ),
        ),
        (
            "a breach is closed, and somebody was not told",
            stmt!(
                "/* every district: a check of the whole installation */
                 select b.id from privacy_breach b
                 where b.state = 'closed' and exists (
                   select 1 from privacy_breach_person p
                   where p.district = b.district and p.breach = b.id and p.told_at is null)
                 order by b.id"
            ),
        ),
        (
            "somebody was told of a breach before they were listed",
            stmt!(
                "/* every district: a check of the whole installation */
                 select distinct breach as id from privacy_breach_person
                 where told_at < added_at order by breach"
            ),
        ),
    ]
}

pub fn assessments() -> Vec<Rule> {
    vec![(
        "an assessment is decided by nobody, or has who decided and is not",
        stmt!(
            "/* every district: a check of the whole installation */
                 select id from privacy_assessment
                 where (state in ('approved', 'rejected')) <> (reviewer is not null)
                   or (reviewer is null) <> (reviewed_at is null)
                 order by id"
        ),
    )]
}
