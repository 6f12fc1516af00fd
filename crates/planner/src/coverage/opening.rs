use serde::{Deserialize, Serialize};

/// When a center is open in a week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// Weekday (1 Monday … 7 Sunday), minutes after midnight from and to; what starts at `to` is
    /// outside. An end at or before its beginning, or over 1,440, is on the next day.
    pub hours: Vec<(u8, u16, u16)>,
}

const DAY: u16 = 1_440;

impl Opening {
    /// Every day, around the clock.
    pub fn always() -> Self {
        Self { hours: (1..=7).map(|weekday| (weekday, 0, DAY)).collect() }
    }

    /// Whether it is open on a weekday (1…7) at a minute of it (0…1,439).
    pub fn open_at(&self, weekday: u8, minute: u16) -> bool {
        self.hours.iter().any(|(day, from, to)| {
            let lasts = match to > from {
                true => to - from,
                false => (to + DAY).saturating_sub(*from),
            };
            // Days from the one the hours begin on, around the week.
            let days = (i32::from(weekday) - i32::from(*day)).rem_euclid(7);
            let since = days * i32::from(DAY) + i32::from(minute) - i32::from(*from);
            (0..i32::from(lasts)).contains(&since)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_end_where_they_end() {
        let weekdays = Opening { hours: (1..=5).map(|day| (day, 8 * 60, 20 * 60)).collect() };
        assert!(weekdays.open_at(1, 480) && weekdays.open_at(5, 1_199));
        assert!(
            !weekdays.open_at(1, 479) && !weekdays.open_at(1, 1_200) && !weekdays.open_at(6, 600)
        );
        assert!(Opening::always().open_at(7, 1_439) && Opening::always().open_at(1, 0));
        assert!(!Opening::default().open_at(1, 600));
    }

    #[test]
    fn nights_go_on_the_next_day_and_the_next_week() {
        for night in [(7, 22 * 60, 2 * 60), (7, 22 * 60, 26 * 60)] {
            let opening = Opening { hours: vec![night] };
            assert!(
                opening.open_at(7, 1_380) && opening.open_at(1, 60) && !opening.open_at(1, 120)
            );
            assert!(!opening.open_at(7, 60));
        }
        let around = Opening { hours: vec![(3, 600, 600)] };
        assert!(around.open_at(3, 600) && around.open_at(4, 599) && !around.open_at(4, 600));
    }
}
