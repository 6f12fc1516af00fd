//! What programs and sessions are, and the rules over them. Pure.
use crate::reasons;
use lianxin_kernel::{
    Date, FieldCode, FieldError, Line, Money, Names, Note, Reason, Span, Timestamp,
};
use lianxin_kernel::{Zone, id, words};
use lianxin_people::{Age, Certainty};
use lianxin_places::RoomId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(ProgramId, "prg");
id!(SessionId, "ses");
id!(FeedbackId, "fbk");

words! {
    /// What people do there (domain of activities, C.5 of the field's mix).
    pub enum ActivityKind {
        ArtsGroup = "arts_group",
        Sport = "sport",
        Craft = "craft",
        OpenPlay = "open_play",
        Course = "course",
        ParentChild = "parent_child",
        AfterSchool = "after_school",
        Health = "health",
        Party = "party",
        Volunteer = "volunteer",
        Film = "film",
        Festival = "festival",
        Talk = "talk",
    }
}

words! {
    /// Where one takes part. Hybrid has places of both kinds, counted apart (row 000-27).
    pub enum Mode { OnSite = "on_site", Online = "online", Hybrid = "hybrid" }
}

words! {
    /// How one person takes part.
    pub enum Way { OnSite = "on_site", Online = "online" }
}

words! {
    /// The three audiences (row 000-31).
    pub enum Audience { Resident = "resident", PartyMember = "party_member", MarketEntity = "market_entity" }
}

words! {
    pub enum ProgramStatus { Draft = "draft", Published = "published", Archived = "archived" }
}

words! {
    /// Stored are `scheduled` and `cancelled`; a scheduled session has `ended` once its end is past.
    pub enum SessionStatus { Scheduled = "scheduled", Cancelled = "cancelled", Ended = "ended" }
}

impl ProgramStatus {
    pub fn may_become(self, to: Self) -> bool {
        use ProgramStatus::{Archived, Draft, Published};
        matches!(
            (self, to),
            (Draft, Published | Archived) | (Published, Archived) | (Archived, Published)
        )
    }
}

impl Mode {
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self::OnSite => &[Way::OnSite],
            Self::Online => &[Way::Online],
            Self::Hybrid => &[Way::OnSite, Way::Online],
        }
    }
}

/// What an editor fills in about a program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProgramFields {
    pub title: Names,
    #[serde(default)]
    pub description: Option<Names>,
    pub kind: ActivityKind,
    pub mode: Mode,
    #[serde(default)]
    pub audience: Vec<Audience>,
    #[serde(default)]
    pub age_min: Option<i64>,
    #[serde(default)]
    pub age_max: Option<i64>,
    /// What one person pays, in fen; 0 is free.
    #[serde(default)]
    pub fee_fen: i64,
    /// People one sign-up may be for, 1 to 6.
    pub party_max: i64,
    /// `null`: no limit.
    #[serde(default)]
    pub seats_on_site: Option<i64>,
    #[serde(default)]
    pub seats_online: Option<i64>,
    pub sign_up_needed: bool,
    /// Days before the session on which sign-up opens, at midnight; `null`: at once.
    #[serde(default)]
    pub sign_up_opens_days: Option<i64>,
    /// Minutes before the start at which sign-up closes.
    #[serde(default)]
    pub sign_up_closes_minutes: i64,
    #[serde(default)]
    pub waiting_list: bool,
    /// How long a freed place is offered; `null`: the first fitting party is seated at once.
    #[serde(default)]
    pub offer_minutes: Option<i64>,
    /// Whether those who got less this month go first on the waiting list.
    #[serde(default)]
    pub fair_first: bool,
    #[serde(default)]
    pub contact: Option<Line<80>>,
    #[serde(default)]
    pub online_link: Option<Line<300>>,
    #[serde(default)]
    pub room: Option<RoomId>,
    /// Where it is when it is in no room.
    #[serde(default)]
    pub outdoor: Option<Line<80>>,
}

/// The longest title, in characters.
const TITLE_MOST: usize = 60;
const SEATS_MOST: i64 = 100_000;
/// A sum no class costs: 10,000 yuan.
const FEE_MOST: i64 = 1_000_000;

impl ProgramFields {
    /// Everything wrong with the fields, each named.
    pub fn faults(&self) -> Vec<FieldError> {
        let mut faults = vec![];
        if self.title.longest() > TITLE_MOST {
            let max = i64::try_from(TITLE_MOST).unwrap_or(i64::MAX);
            faults.push(FieldError::new("title", FieldCode::TooLong).with("max", max));
        }
        let mut within = |field: &str, value: Option<i64>, min: i64, max: i64| {
            if value.is_some_and(|v| !(min..=max).contains(&v)) {
                let fault = FieldError::new(field, FieldCode::OutOfRange);
                faults.push(fault.with("min", min).with("max", max));
            }
        };
        within("age_min", self.age_min, 0, 120);
        within("age_max", self.age_max, self.age_min.unwrap_or(0), 120);
        within("fee_fen", Some(self.fee_fen), 0, FEE_MOST);
        within("party_max", Some(self.party_max), 1, lianxin_seats::PARTY_MOST);
        within("seats_on_site", self.seats_on_site, 1, SEATS_MOST);
        within("seats_online", self.seats_online, 1, SEATS_MOST);
        within("sign_up_opens_days", self.sign_up_opens_days, 0, 90);
        within("sign_up_closes_minutes", Some(self.sign_up_closes_minutes), 0, 7 * 24 * 60);
        within("offer_minutes", self.offer_minutes, 10, 3 * 24 * 60);
        if self.mode != Mode::Online && self.room.is_none() && self.outdoor.is_none() {
            faults.push(FieldError::new("room", FieldCode::Required));
        }
        if self.room.is_some() && self.outdoor.is_some() {
            faults.push(FieldError::new("outdoor", FieldCode::Wrong));
        }
        if let Some(link) = &self.online_link
            && !(link.as_str().starts_with("https://") || link.as_str().starts_with("http://"))
        {
            faults.push(FieldError::new("online_link", FieldCode::Wrong));
        }
        faults
    }

    pub fn fee(&self) -> Money {
        Money::fen(self.fee_fen)
    }

    pub fn capacity(&self, way: Way) -> Option<i64> {
        match way {
            Way::OnSite => self.seats_on_site,
            Way::Online => self.seats_online,
        }
    }

    /// Whether someone of this age may take part; `None` when nothing is known of it. Where an age band
    /// leaves it open nobody is let in by a guess, but told so: the birth date settles it, and the desk
    /// signs up without one.
    pub fn admits(&self, age: Option<Age>) -> Option<Reason> {
        if self.age_min.is_none() && self.age_max.is_none() {
            return None;
        }
        let (min, max) = (self.age_min.unwrap_or(0), self.age_max.unwrap_or(120));
        let Some(age) = age else {
            return Some(reasons::age_unknown(min, max));
        };
        let limit = |years: Option<i64>| years.map(|y| u8::try_from(y).unwrap_or(u8::MAX));
        match age.within(limit(self.age_min), limit(self.age_max)) {
            Certainty::Yes => None,
            Certainty::No if age.to == Some(age.from) => {
                Some(reasons::age(age.from.into(), min, max))
            }
            Certainty::No => Some(reasons::age_outside(min, max)),
            Certainty::Unsure => Some(reasons::age_unsure(min, max)),
        }
    }
}

/// When sign-up opens and closes for a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignUpTimes {
    pub opens_at: Option<Timestamp>,
    pub closes_at: Timestamp,
}

impl SignUpTimes {
    /// Opening is at midnight of the day, so that a poster can say "from Monday".
    pub fn of(fields: &ProgramFields, starts_at: Timestamp, zone: &Zone) -> Self {
        let day = |days: i64| {
            let back = i32::try_from(days).unwrap_or(0);
            zone.start_of(zone.date(starts_at).plus_days(-back))
        };
        let closes_at = starts_at - Span::minutes(fields.sign_up_closes_minutes);
        Self { opens_at: fields.sign_up_opens_days.map(day), closes_at }
    }
}

/// When checking in is possible. Residents: from half an hour before the start to the end. Staff may
/// also write down afterwards what a paper list says, for two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckInTimes {
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
    pub desk_closes_at: Timestamp,
}

impl CheckInTimes {
    pub fn of(starts_at: Timestamp, ends_at: Timestamp) -> Self {
        Self {
            opens_at: starts_at - Span::minutes(30),
            closes_at: ends_at,
            desk_closes_at: ends_at + Span::days(2),
        }
    }
}

/// Whether people may give feedback, and on which levels: five, as in the public five-level rating.
pub const LEVELS: std::ops::RangeInclusive<i64> = 1..=5;

/// What a comment may be long.
pub type Comment = Note<500>;

/// A date of a session as an editor names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn fields() -> ProgramFields {
        serde_json::from_value(serde_json::json!({
            "title": {"zh-CN": "合唱团"}, "kind": "arts_group", "mode": "on_site",
            "party_max": 3, "seats_on_site": 30, "sign_up_needed": true,
            "sign_up_opens_days": 7, "sign_up_closes_minutes": 60, "outdoor": "广场"
        }))
        .unwrap()
    }

    fn codes(fields: &ProgramFields) -> Vec<String> {
        fields.faults().iter().map(|f| format!("{} {}", f.field, f.code)).collect()
    }

    #[test]
    fn faults_name_their_fields() {
        assert!(codes(&fields()).is_empty());
        let bad = ProgramFields { party_max: 7, seats_on_site: Some(0), outdoor: None, ..fields() };
        assert_eq!(
            codes(&bad),
            ["party_max out_of_range", "seats_on_site out_of_range", "room required"]
        );
        let bad = ProgramFields { age_min: Some(60), age_max: Some(50), ..fields() };
        assert_eq!(codes(&bad), ["age_max out_of_range"]);
    }

    #[test]
    fn sign_up_opens_at_midnight_of_its_day() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let starts = Timestamp::parse("2026-03-10T01:30:00Z").unwrap();
        let times = SignUpTimes::of(&fields(), starts, &zone);
        assert_eq!(times.opens_at.unwrap().to_string(), "2026-03-02T16:00:00Z");
        assert_eq!(times.closes_at.to_string(), "2026-03-10T00:30:00Z");
    }

    #[test]
    fn an_age_band_asks_for_an_age() {
        let elders = ProgramFields { age_min: Some(60), ..fields() };
        let exactly = |years| Age { from: years, to: Some(years) };
        let between = |from, to| Age { from, to };
        let code =
            |fields: &ProgramFields, age| fields.admits(Some(age)).map(|r| r.code.to_string());
        assert_eq!(code(&elders, exactly(60)), None);
        assert_eq!(code(&elders, exactly(59)).unwrap(), "activities.age");
        assert_eq!(elders.admits(None).unwrap().code, "activities.age_unknown");
        assert_eq!(fields().admits(None), None);
        assert_eq!(code(&elders, between(80, None)), None);
        assert_eq!(code(&elders, between(18, Some(59))).unwrap(), "activities.age_outside");
        assert_eq!(code(&elders, between(18, Some(60))).unwrap(), "activities.age_unsure");
        let sixties = ProgramFields { age_max: Some(69), ..elders };
        assert_eq!(code(&sixties, between(60, Some(69))), None);
        assert_eq!(code(&sixties, between(60, Some(70))).unwrap(), "activities.age_unsure");
        assert_eq!(code(&sixties, between(80, None)).unwrap(), "activities.age_outside");
    }
}
