use super::shape::{OpenState, SeatView, SessionCard};
use lianxin_kernel::{Date, Language, Names, Reason, ReasonValue, Timestamp, Zone};
use lianxin_notices::{NoticeValue, NoticeValues, month_day, readable, weekday};
use lianxin_web::texts;

/// How a page says things: in a language, in the zone of the installation, at a moment.
pub struct Words {
    pub language: Language,
    pub zone: Zone,
    pub now: Timestamp,
}

/// Fewer free places than this are called few, as on the interface.
const FEW: i64 = 3;

impl Words {
    pub fn t(&self, key: &str) -> String {
        texts().plain(self.language, key)
    }

    pub fn with(&self, key: &str, values: &[(&str, String)]) -> String {
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        texts().get(self.language, key, &values.collect())
    }

    /// The word of a closed list; the code itself where it has none.
    pub fn word(&self, group: &str, code: &str) -> String {
        let key = format!("{group}.{code}");
        match texts().has(self.language, &key) {
            true => self.t(&key),
            false => code.to_owned(),
        }
    }

    pub fn name<'a>(&self, names: &'a Names) -> &'a str {
        names.get(self.language)
    }

    pub fn reason(&self, reason: &Reason) -> String {
        let value = |value: &ReasonValue| match value {
            ReasonValue::Number(n) => NoticeValue::Number(*n),
            ReasonValue::Text(text) => NoticeValue::Text(text.clone()),
            ReasonValue::Names(names) => NoticeValue::Names(names.clone()),
        };
        let values: NoticeValues =
            reason.values.iter().map(|(name, v)| (name.clone(), value(v))).collect();
        let values = readable(self.language, &self.zone, &values);
        texts().get(self.language, &format!("reason.{}", reason.code), &values)
    }

    pub fn today(&self) -> Date {
        self.zone.date(self.now)
    }

    /// `今天 11月21日`, `周六 11月28日`
    pub fn day(&self, date: Date) -> String {
        let near = match self.today().days_until(date) {
            0 => self.t("date.today"),
            1 => self.t("date.tomorrow"),
            _ => weekday(self.language, date),
        };
        format!("{near} {}", month_day(self.language, date))
    }

    pub fn day_time(&self, at: Timestamp) -> String {
        format!("{} {}", self.day(self.zone.date(at)), self.zone.time(at))
    }

    /// `今天 11月21日 09:30–10:30`
    pub fn when(&self, session: &SessionCard) -> String {
        let end = self.zone.time(session.ends_at);
        format!("{}–{end}", self.day_time(session.starts_at))
    }

    /// `2 楼 书法室`, an outdoor place, or "online".
    pub fn place(&self, session: &SessionCard) -> String {
        let place = &session.place;
        let mut parts = vec![];
        if let Some(room) = &place.room {
            if let Some(floor) = &place.floor {
                let floor = floor.trim_end_matches(['F', 'f']).to_owned();
                parts.push(self.with("session.floor", &[("floor", floor)]));
            }
            parts.push(self.name(room).to_owned());
        } else if let Some(outdoor) = &place.outdoor {
            parts.push(outdoor.clone());
        } else if place.online {
            parts.push(self.t("session.online_place"));
        }
        parts.join(" ")
    }

    pub fn fee(&self, session: &SessionCard) -> String {
        match session.fee.amount {
            0 => self.t("session.free"),
            fen => self.with("session.yuan", &[("amount", yuan(fen))]),
        }
    }

    pub fn ages(&self, session: &SessionCard) -> String {
        let (min, max) = (session.age_min, session.age_max);
        let text = |n: i64| n.to_string();
        match (min, max) {
            (Some(min), Some(max)) => {
                self.with("session.ages", &[("min", text(min)), ("max", text(max))])
            }
            (Some(min), None) => self.with("session.ages_from", &[("min", text(min))]),
            (None, Some(max)) => self.with("session.ages_to", &[("max", text(max))]),
            (None, None) => self.t("session.all_ages"),
        }
    }

    /// How many places are left, for each way of taking part.
    pub fn seats(&self, session: &SessionCard) -> String {
        if !session.sign_up.needed {
            return self.t("session.walk_in");
        }
        let both = session.seats.len() > 1;
        let line = |seats: &SeatView| match both {
            true => {
                let mode = self.word("mode", &seats.mode);
                format!("{mode}{}{}", self.t("ui.colon"), self.places(seats))
            }
            false => self.places(seats),
        };
        session.seats.iter().map(line).collect::<Vec<_>>().join(" · ")
    }

    fn places(&self, seats: &SeatView) -> String {
        let n = |n: i64| [("n", n.to_string()), ("free", n.to_string())];
        match (seats.capacity, seats.free) {
            (None, _) | (_, None) => self.t("seats.no_limit"),
            (_, Some(free)) if free > FEW => self.with("seats.left", &n(free)),
            (_, Some(free)) if free > 0 => self.with("seats.few", &n(free)),
            _ if seats.waiting > 0 => self.with("seats.full_waiting", &n(seats.waiting)),
            _ => self.t("seats.full"),
        }
    }

    /// Open or not, and until when or why not.
    pub fn open(&self, now: &OpenState) -> (String, Option<String>) {
        let why = now.reason.as_ref().map(|r| self.reason(r));
        match now.state.as_str() {
            "open" => {
                let until = now.until.map(|at| ("time", self.zone.time(at).to_string()));
                (self.t("open.now"), until.map(|until| self.with("open.until", &[until])))
            }
            "closed" => {
                let opens = now.opens_at.map(|at| {
                    let today = self.zone.date(at) == self.today();
                    let when =
                        if today { self.zone.time(at).to_string() } else { self.day_time(at) };
                    self.with("open.opens", &[("when", when)])
                });
                let more: Vec<String> = [why, opens].into_iter().flatten().collect();
                let more = (!more.is_empty()).then(|| more.join(&self.t("open.and")));
                (self.t("open.closed"), more)
            }
            _ => (why.unwrap_or_else(|| self.t("open.unknown")), None),
        }
    }
}

fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: Language) -> Words {
        let now = Timestamp::parse("2026-11-21T01:00:00Z").unwrap();
        Words { language, zone: Zone::named("Asia/Shanghai").unwrap(), now }
    }

    #[test]
    fn near_days_have_their_names() {
        let words = words(Language::ZhCn);
        let day = |text: &str| words.day(text.parse().unwrap());
        assert_eq!(day("2026-11-21"), "今天 11月21日");
        assert_eq!(day("2026-11-22"), "明天 11月22日");
        assert_eq!(day("2026-11-28"), "周六 11月28日");
    }

    #[test]
    fn an_open_state_says_until_when_or_why_not() {
        let words = words(Language::ZhCn);
        let at = |text: &str| Timestamp::parse(text);
        let state = |state: &str, until, opens_at, reason| OpenState {
            state: state.into(),
            until,
            opens_at,
            reason,
        };
        let (text, more) = words.open(&state("open", at("2026-11-21T10:00:00Z"), None, None));
        assert_eq!((text.as_str(), more.as_deref()), ("开放中", Some("到 18:00")));
        let why = Reason::new("hours.holiday").with("name", "国庆节");
        let (_, more) = words.open(&state("closed", None, at("2026-11-21T06:00:00Z"), Some(why)));
        assert_eq!(more.as_deref(), Some("法定节假日：国庆节；14:00 开门"));
        assert_eq!(words.open(&state("unknown", None, None, None)).0, "开放时间未公布");
    }

    #[test]
    fn money_is_written_as_people_do() {
        assert_eq!((yuan(500).as_str(), yuan(505).as_str()), ("5", "5.05"));
    }
}
