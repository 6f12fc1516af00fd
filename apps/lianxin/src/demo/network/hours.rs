//! Opening hours: two spans a day with evenings, holidays, seasons, and some days that differ.
use super::centers::Made;
use crate::demo::stage::Stage;
use crate::demo::table::line;
use lianxin_kernel::{Date, Error, Result, TimeOfDay, Weekday};
use lianxin_places::commands::{AddHoursException, NewException, PutHours};
use lianxin_places::{HolidayHours, HolidayRule, Level, OpenSpan, Period, WeekSpan};

const WEEK: [u8; 5] = [1, 2, 3, 4, 5];
const WEEKEND: [u8; 2] = [6, 7];
const DAILY: [u8; 7] = [1, 2, 3, 4, 5, 6, 7];

/// Days soon that differ: which street center, in how many days, until when it is open if at all.
const SOON: [(&str, i32, Option<&str>, &str); 3] = [
    ("moxiang", 4, None, "电梯检修，闭馆一天"),
    ("liulang", 6, Some("17:00"), "晚间消防演练，17:00闭馆"),
    ("wutongli", 9, Some("12:00"), "工作人员培训，下午闭馆"),
];

pub async fn put(stage: &Stage, center: &Made, main: bool) -> Result<()> {
    if !center.open {
        return Ok(());
    }
    let since = stage.today.first_of_month().plus_days(-430).first_of_month();
    let periods = match center.level {
        _ if main => vec![all_day(since)?],
        Level::County | Level::Regional | Level::Street => vec![long(since)?],
        Level::Community => seasons(stage.today)?,
        Level::Estate | Level::Post => vec![short(since)?],
    };
    stage.act().run(PutHours { center: center.id, periods }).await?;
    for (key, days, until, note) in SOON {
        if key == center.key && center.level == Level::Street {
            let day = stage.day(days);
            let (opens, closes) = match until {
                Some(until) => (Some(time("08:30")?), Some(time(until)?)),
                None => (None, None),
            };
            let closed = until.is_none();
            let note = line(note)?;
            let exception = NewException { from: day, to: day, closed, opens, closes, note };
            stage.act().run(AddHoursException { center: center.id, exception }).await?;
        }
    }
    Ok(())
}

/// The house with the chess room: open all day, every day.
fn all_day(since: Date) -> Result<Period> {
    let week = vec![span(&DAILY, "08:00", "21:30")?];
    Ok(Period { valid_from: since, valid_to: None, week, holidays: HolidayHours::AS_USUAL })
}

fn long(since: Date) -> Result<Period> {
    let week = vec![
        span(&WEEK, "08:30", "12:00")?,
        span(&WEEK, "14:00", "20:30")?,
        span(&WEEKEND, "09:00", "12:00")?,
        span(&WEEKEND, "14:00", "20:00")?,
    ];
    let spans = vec![OpenSpan { from: time("09:00")?, to: time("16:00")? }];
    let holidays = HolidayHours { rule: HolidayRule::Special, spans };
    Ok(Period { valid_from: since, valid_to: None, week, holidays })
}

fn short(since: Date) -> Result<Period> {
    let week = vec![span(&DAILY, "09:00", "11:30")?, span(&DAILY, "15:00", "18:30")?];
    Ok(Period { valid_from: since, valid_to: None, week, holidays: HolidayHours::CLOSED })
}

/// Summer afternoons begin and end later. The last period holds until further notice.
fn seasons(today: Date) -> Result<Vec<Period>> {
    let day = |year, month| {
        let found = Date::new(year, month, 1);
        found.ok_or_else(|| Error::internal(format!("no first of month {month} in {year}")))
    };
    let mut periods = vec![];
    for year in today.year() - 2..=today.year() {
        let (may, october, next) = (day(year, 5)?, day(year, 10)?, day(year + 1, 5)?);
        periods.push(season(may, Some(october.plus_days(-1)), "14:30", "18:30")?);
        periods.push(season(october, Some(next.plus_days(-1)), "14:00", "18:00")?);
    }
    let year = today.year() + 1;
    let (may, october) = (day(year, 5)?, day(year, 10)?);
    periods.push(season(may, Some(october.plus_days(-1)), "14:30", "18:30")?);
    periods.push(season(october, None, "14:00", "18:00")?);
    Ok(periods)
}

fn season(from: Date, to: Option<Date>, opens: &str, closes: &str) -> Result<Period> {
    let week = vec![
        span(&DAILY, "08:30", "12:00")?,
        span(&DAILY, opens, closes)?,
        span(&[2, 4], "19:00", "21:00")?,
    ];
    Ok(Period { valid_from: from, valid_to: to, week, holidays: HolidayHours::CLOSED })
}

fn span(weekdays: &[u8], from: &str, to: &str) -> Result<WeekSpan> {
    let weekdays = weekdays.iter().filter_map(|n| Weekday::new(*n)).collect();
    Ok(WeekSpan { weekdays, from: time(from)?, to: time(to)? })
}

fn time(text: &str) -> Result<TimeOfDay> {
    text.parse().map_err(|()| Error::internal(format!("\"{text}\" is no time of day")))
}
