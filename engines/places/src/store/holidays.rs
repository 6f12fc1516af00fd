use super::in_json::bounded;
use crate::model::HolidayDay;
use lianxin_db::{DbError, FromRow, Row, Tx, stmt};
use lianxin_kernel::{Calendar, Line, Result};

struct Year(i64, String);

impl FromRow for HolidayDay {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let missing = || DbError::Driver("column name: a holiday without a name".into());
        let name = bounded(row, "name", Line::new)?.ok_or_else(missing)?;
        Ok(Self { date: row.get("date")?, name, off: row.get("off")? })
    }
}

impl FromRow for Year {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self(row.get("year")?, row.get("source")?))
    }
}

/// The statutory working days, as far as they are known.
pub(crate) async fn calendar(tx: &mut Tx) -> Result<Calendar> {
    let years: Vec<Year> = tx.all(stmt!("select year, source from places_holiday_year")).await?;
    let years = years.into_iter().filter_map(|y| i16::try_from(y.0).ok());
    let mut calendar = Calendar::new(years);
    let days: Vec<HolidayDay> = tx.all(stmt!("select date, name, off from places_holiday")).await?;
    for day in days {
        calendar.list(day.date, day.name.as_str(), day.off);
    }
    Ok(calendar)
}

/// The list of a year and where it is published; `None` when it is not known.
pub(crate) async fn holiday_year(
    tx: &mut Tx,
    year: i64,
) -> Result<Option<(String, Vec<HolidayDay>)>> {
    let q = stmt!("select year, source from places_holiday_year where year = $1");
    let Some(Year(_, source)) = tx.opt(q.bind(year)).await? else {
        return Ok(None);
    };
    let q = stmt!("select date, name, off from places_holiday where year = $1 order by date");
    Ok(Some((source, tx.all(q.bind(year)).await?)))
}

/// Puts this list in the place of the one there was. A date listed for two years (a December day
/// in the next year's document) follows the document read last.
pub(crate) async fn replace_holidays(
    tx: &mut Tx,
    year: i64,
    source: &str,
    days: &[HolidayDay],
) -> Result<()> {
    let q = stmt!(
        "insert into places_holiday_year (year, source) values ($1, $2)
         on conflict (year) do update set source = excluded.source"
    );
    tx.run(q.bind(year).bind(source)).await?;
    tx.run(stmt!("delete from places_holiday where year = $1").bind(year)).await?;
    for day in days {
        let q = stmt!(
            "insert into places_holiday (date, year, name, off) values ($1, $2, $3, $4)
             on conflict (date) do update
             set year = excluded.year, name = excluded.name, off = excluded.off"
        );
        tx.run(q.bind(day.date).bind(year).bind(&day.name).bind(day.off)).await?;
    }
    Ok(())
}
