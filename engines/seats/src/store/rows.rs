use crate::model::{Places, Pool, Rules};
use crate::record::{Claim, Member, Step, Tally};
use lianxin_db::{DbError, FromRow, Json, Result, Row};
use serde::de::DeserializeOwned;

/// One whole number of a row.
pub(crate) struct Number(pub i64);

impl FromRow for Number {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        row.get("n").map(Self)
    }
}

impl FromRow for Places {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            capacity: row.get("capacity")?,
            taken: row.get("taken")?,
            offered: row.get("offered")?,
            waiting: row.get("waiting")?,
            parties: row.get("parties")?,
        })
    }
}

/// The row of the pool names its list `has_list`, the counter its people `waiting`.
impl FromRow for Pool {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            subject: row.get("subject")?,
            label: row.get("label")?,
            opens_at: row.get("opens_at")?,
            closes_at: row.get("closes_at")?,
            ends_at: row.get("ends_at")?,
            cancelled: row.get("cancelled")?,
            rules: Rules {
                party_max: row.get("party_max")?,
                waiting: row.get("has_list")?,
                offer_minutes: row.get("offer_minutes")?,
                fair: row.get("fair")?,
                quota: row.get("quota")?,
            },
            places: Places::from_row(row)?,
        })
    }
}

impl FromRow for Claim {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            pool: row.get("pool")?,
            subject: row.get("subject")?,
            label: row.get("label")?,
            person: row.get("person")?,
            party_size: row.get("party_size")?,
            state: row.get("state")?,
            place_no: row.get("place_no")?,
            had_before: row.get("had_before")?,
            position: row.get("position")?,
            offered_until: row.get("offered_until")?,
            decision: json(row, "decision")?,
            reference: row.get("reference")?,
            by_staff: row.get("by_staff")?,
            ends_at: row.get("ends_at")?,
            created_at: row.get("created_at")?,
            changed_at: row.get("changed_at")?,
            moves: row.get("moves")?,
            rank: row.get("rank")?,
        })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            claim: row.get("claim")?,
            name: row.get("name")?,
            band: row.get("band")?,
            person: row.get("person")?,
        })
    }
}

impl FromRow for Step {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self { at: row.get("at")?, state: row.get("state")?, what: json(row, "what")? })
    }
}

impl FromRow for Tally {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            subject: row.get("subject")?,
            claims: row.get("claims")?,
            seated: row.get("seated")?,
            seated_people: row.get("seated_people")?,
            waiting: row.get("waiting")?,
            waiting_people: row.get("waiting_people")?,
            cancelled: row.get("cancelled")?,
        })
    }
}

fn json<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> Result<T> {
    let Json(text) = row.get(name)?;
    serde_json::from_str(&text).map_err(|e| DbError::Driver(format!("column {name}: {e}").into()))
}
