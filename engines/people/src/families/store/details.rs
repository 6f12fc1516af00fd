use crate::families::model::{LunarBirthday, Sex};
use crate::model::PersonId;
use lianxin_db::{FromRow, Id, Row, Tx, stmt};
use lianxin_kernel::{Kind, Result, Timestamp};

/// Details as the table has them, the needs still sealed.
#[derive(Default)]
pub struct DetailsRow {
    pub sex: Option<Sex>,
    pub lunar_birthday: Option<LunarBirthday>,
    pub needs_sealed: Option<Vec<u8>>,
}

impl DetailsRow {
    pub fn is_empty(&self) -> bool {
        self.sex.is_none() && self.lunar_birthday.is_none() && self.needs_sealed.is_none()
    }
}

impl FromRow for DetailsRow {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let small = |n: Option<i64>| n.and_then(|n| u8::try_from(n).ok());
        let month = small(row.get("lunar_month")?);
        let day = small(row.get("lunar_day")?);
        let leap: Option<bool> = row.get("lunar_leap")?;
        let lunar = month.zip(day);
        let lunar_birthday =
            lunar.map(|(month, day)| LunarBirthday { month, day, leap: leap == Some(true) });
        Ok(Self { sex: row.get("sex")?, lunar_birthday, needs_sealed: row.get("needs_sealed")? })
    }
}

pub async fn of(tx: &mut Tx, person: PersonId) -> Result<DetailsRow> {
    let q = stmt!(
        "select sex, lunar_month, lunar_day, lunar_leap, needs_sealed from people_detail
         where district = $1 and person = $2"
    );
    let found = tx.opt(q.bind(person.district()).bind(person)).await?;
    Ok(found.unwrap_or_default())
}

pub async fn put(
    tx: &mut Tx,
    person: PersonId,
    row: &DetailsRow,
    now: Timestamp,
    by: Option<Id>,
) -> Result<()> {
    let q = stmt!(
        "insert into people_detail
           (district, person, sex, lunar_month, lunar_day, lunar_leap, needs_sealed, changed_at,
            changed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (district, person) do update set
           sex = excluded.sex, lunar_month = excluded.lunar_month,
           lunar_day = excluded.lunar_day, lunar_leap = excluded.lunar_leap,
           needs_sealed = excluded.needs_sealed, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by"
    );
    let lunar = row.lunar_birthday;
    let q = q.bind(person.district()).bind(person).bind(row.sex);
    let q = q.bind(lunar.map(|l| i64::from(l.month))).bind(lunar.map(|l| i64::from(l.day)));
    let q = q.bind(lunar.map(|l| l.leap)).bind(row.needs_sealed.clone()).bind(now).bind(by);
    tx.run(q).await?;
    Ok(())
}
