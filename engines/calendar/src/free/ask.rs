use crate::model::ItemKind;
use lianxin_kernel::{Date, Error, FieldCode, FieldError, Result, TimeOfDay, Weekday};
use lianxin_places::{CenterId, Point, RoomKind};

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// How many people it has to hold.
    pub people: Option<i64>,
    /// One of these; none: whatever it is for.
    pub kinds: Vec<RoomKind>,
    /// All of these: standing in the room, or lent by its center and carried there.
    pub equipment: Vec<ItemKind>,
    /// The first day and the last, at most 90 of them.
    pub from: Date,
    pub to: Date,
    /// Only on these days of the week; none: on every one.
    pub weekdays: Vec<Weekday>,
    /// Within this time of the day. What goes over midnight is not looked for.
    pub earliest: TimeOfDay,
    pub latest: TimeOfDay,
    /// For how long: whole quarter hours, 15 to 1,440 minutes.
    pub minutes: i64,
    /// In these; none: in every center of the district.
    pub centers: Vec<CenterId>,
    pub near: Option<Near>,
}

/// Around a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    pub point: Point,
    /// The longest walk.
    pub minutes: i64,
}

impl Near {
    /// Meters a minute: 0.8 m/s, at which the planner lets elders walk.
    const SPEED: f64 = 48.0;
    /// Streets are longer than straight lines.
    const DETOUR: f64 = 1.3;

    /// Minutes of walking, rounded up: the straight line made longer by 1.3 at 0.8 m/s. A guess that
    /// asks for no streets; the planner measures.
    pub fn walk(&self, to: Point) -> i64 {
        (lianxin_places::meters(self.point, to) * Self::DETOUR / Self::SPEED).ceil() as i64
    }
}

impl Ask {
    pub const MOST_DAYS: i32 = 90;
    const MOST_PEOPLE: i64 = 100_000;
    const MOST_WALK: i64 = 120;
    const MOST_WORDS: usize = 20;
    const MOST_CENTERS: usize = 100;

    /// A room for an hour at any time of these days, anywhere.
    pub fn hour(from: Date, to: Date) -> Self {
        Self {
            people: None,
            kinds: vec![],
            equipment: vec![],
            from,
            to,
            weekdays: vec![],
            earliest: TimeOfDay::MIDNIGHT,
            latest: TimeOfDay::DAY_END,
            minutes: 60,
            centers: vec![],
            near: None,
        }
    }

    pub fn check(&self) -> Result<()> {
        let mut faults = vec![];
        let mut within = |field: &str, value: i64, min: i64, max: i64| {
            if !(min..=max).contains(&value) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", min).with("max", max));
            }
        };
        within("people", self.people.unwrap_or(1), 1, Self::MOST_PEOPLE);
        within("walk", self.near.map_or(1, |near| near.minutes), 1, Self::MOST_WALK);
        let window = self.latest.minutes() - self.earliest.minutes();
        if window > 0 {
            within("minutes", self.minutes, 15, window);
        } else {
            faults.push(FieldError::new("latest", FieldCode::BeforeStart));
        }
        if self.minutes % 15 != 0 {
            faults.push(FieldError::new("minutes", FieldCode::Wrong));
        }
        let last = self.from.plus_days(Self::MOST_DAYS - 1);
        if self.to < self.from {
            faults.push(FieldError::new("to", FieldCode::BeforeStart));
        } else if self.to > last {
            faults.push(FieldError::new("to", FieldCode::OutOfRange).with("max", last));
        }
        for (field, count, most) in [
            ("kinds", self.kinds.len(), Self::MOST_WORDS),
            ("equipment", self.equipment.len(), Self::MOST_WORDS),
            ("weekdays", self.weekdays.len(), 7),
            ("centers", self.centers.len(), Self::MOST_CENTERS),
        ] {
            if count > most {
                let fault = FieldError::new(field, FieldCode::TooMany);
                faults.push(fault.with("max", most as i64));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn faults(change: impl FnOnce(&mut Ask)) -> Vec<String> {
        let mut ask = Ask::hour(day("2026-03-02"), day("2026-03-08"));
        change(&mut ask);
        match ask.check() {
            Err(Error::Invalid(fields)) => {
                fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
            }
            other => vec![format!("{other:?}")],
        }
    }

    #[test]
    fn each_limit_names_its_field() {
        let fine = "Ok(())";
        assert_eq!(faults(|_| ()), [fine]);
        assert_eq!(faults(|a| a.to = day("2026-05-30")), [fine], "90 days");
        assert_eq!(faults(|a| a.to = day("2026-05-31")), ["to out_of_range"]);
        assert_eq!(faults(|a| a.to = day("2026-03-01")), ["to before_start"]);
        assert_eq!(faults(|a| a.people = Some(0)), ["people out_of_range"]);
        assert_eq!(faults(|a| a.minutes = 1440), [fine]);
        assert_eq!(faults(|a| a.minutes = 1455), ["minutes out_of_range"]);
        assert_eq!(faults(|a| a.minutes = 0), ["minutes out_of_range"]);
        assert_eq!(faults(|a| a.minutes = 50), ["minutes wrong"]);
        assert_eq!(faults(|a| a.latest = TimeOfDay::MIDNIGHT), ["latest before_start"]);
        let evening = |a: &mut Ask| a.earliest = "23:30".parse().unwrap();
        assert_eq!(faults(evening), ["minutes out_of_range"], "longer than the evening");
        let point = Point { lat: 34.7, lon: 113.7 };
        assert_eq!(faults(|a| a.near = Some(Near { point, minutes: 121 })), ["walk out_of_range"]);
        assert_eq!(faults(|a| a.kinds = vec![RoomKind::Dance; 21]), ["kinds too_many"]);
        let days = vec![Weekday::new(1).unwrap(); 8];
        assert_eq!(faults(|a| a.weekdays = days), ["weekdays too_many"]);
    }

    #[test]
    fn a_walk_is_longer_than_a_line_and_as_slow_as_an_elder() {
        let near = Near { point: Point { lat: 0.0, lon: 0.0 }, minutes: 15 };
        // 1 km north: 1,300 m of streets, at 48 m a minute.
        assert_eq!(near.walk(Point { lat: 0.008_993, lon: 0.0 }), 28);
        assert_eq!(near.walk(near.point), 0);
    }
}
