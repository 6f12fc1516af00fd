use super::crowd::Crowd;
use super::curve::Curve;
use super::party::companions;
use super::script::script;
use super::{Event, Story, What};
use crate::demo::activities::Meeting;
use crate::demo::dice::Dice;
use crate::demo::network::Network;
use crate::demo::people::{ELDER, Namer, RESIDENT, Resident};
use crate::demo::stage::Stage;
use crate::demo::table;
use lianxin_activities::{CompanionDraft, Config, Way};
use lianxin_kernel::{Result, Span, Timestamp};

/// Of those with a place so many do not come.
const NO_SHOW: f64 = 0.18;
const LEAVE: f64 = 0.03;
const FEEDBACK: f64 = 0.24;
/// When people sign up, in minutes of the day: after breakfast, at noon, in the evening.
pub const WAVES: [i64; 3] = [9 * 60 + 10, 12 * 60 + 40, 20 * 60 + 15];
/// How long before the start people check in, in minutes.
const ARRIVALS: [i64; 3] = [14, 6, -4];

pub struct Writer<'a> {
    pub stage: &'a Stage,
    pub crowd: Crowd<'a>,
    pub events: Vec<Event>,
    namer: Namer,
    comments: Vec<(i64, &'static str)>,
    curve: Option<Curve>,
}

/// One who signs up.
pub struct Wish {
    pub at: Timestamp,
    pub person: usize,
    pub companions: Vec<CompanionDraft>,
    pub way: Way,
}

impl Wish {
    pub fn people(&self) -> i64 {
        self.companions.len() as i64 + 1
    }
}

pub fn write(
    stage: &Stage,
    network: &Network,
    residents: &[Resident],
    meetings: Vec<Meeting>,
) -> Result<Story> {
    let limit = stage.app.settings().get::<Config>().open_sign_ups_limit.unwrap_or(10);
    let open_most = usize::try_from(limit.min(7)).unwrap_or(1);
    let mut comments = vec![];
    for [level, text] in table::rows::<2>(include_str!("../data/comments.txt"))? {
        comments.push((table::number(level)?, text));
    }
    let crowd = Crowd::new(network, residents, open_most);
    let namer = Namer::new()?;
    let curve = stage.plan.curve.then(|| Curve::new(stage.plan.seed)).transpose()?;
    let mut writer = Writer { stage, crowd, namer, comments, curve, events: vec![] };
    // The special ones first: they must find their people.
    let mut order: Vec<usize> = (0..meetings.len()).collect();
    order.sort_by_key(|n| meetings.get(*n).is_none_or(|m| script(m.special).is_none()));
    for number in order {
        if let Some(meeting) = meetings.get(number) {
            writer.meeting(number, meeting)?;
        }
    }
    let mut events = writer.events;
    events.retain(|e| e.at <= stage.now);
    // Stable: at one moment, those of one meeting stay in their order.
    events.sort_by_key(|e| e.at);
    Ok(Story { meetings, events })
}

impl Writer<'_> {
    fn meeting(&mut self, number: usize, meeting: &Meeting) -> Result<()> {
        let label = format!("{} {} {}", meeting.date, meeting.center, meeting.template.key);
        let dice = Dice::of(self.stage.plan.seed, &label);
        match script(meeting.special) {
            Some(script) => self.scripted(&dice, number, meeting, &script),
            None if meeting.template.sign_up => self.usual(&dice, number, meeting),
            None => {
                self.walk_ins(&dice, number, meeting);
                Ok(())
            }
        }
    }

    /// How many come, usually, on such a day.
    fn mean(&self, meeting: &Meeting) -> f64 {
        let day = self.curve.as_ref().map_or(1.0, |curve| curve.factor(meeting.date));
        meeting.template.mean * meeting.scale * day
    }

    pub fn party(
        &self,
        dice: &Dice,
        meeting: &Meeting,
        person: usize,
    ) -> Result<Vec<CompanionDraft>> {
        let Some(resident) = self.crowd.residents.get(person) else { return Ok(vec![]) };
        companions(dice, &self.namer, &meeting.template, resident, self.stage.today)
    }

    /// Signed up for in the weeks before.
    fn usual(&mut self, dice: &Dice, number: usize, meeting: &Meeting) -> Result<()> {
        let template = &meeting.template;
        let mean = self.mean(meeting) / (1.0 - NO_SHOW);
        let target = dice.around(mean, mean * 0.28).max(2.0) as i64;
        let mut wishes: Vec<Wish> = vec![];
        let mut people = 0;
        while people < target {
            let at = self.sign_up_at(dice, meeting);
            let Some(at) = at else { break };
            let Some(person) = self.crowd.find(dice, meeting, at) else { break };
            let companions = self.party(dice, meeting, person)?;
            let online = template.seats_online.is_some() && dice.chance(0.35);
            let way = if online { Way::Online } else { Way::OnSite };
            self.crowd.take(person, meeting, at);
            let wish = Wish { at, person, companions, way };
            people += wish.people();
            wishes.push(wish);
        }
        wishes.sort_by_key(|w| w.at);
        let seated = self.sign_up(number, meeting, wishes);
        self.attend(dice, number, meeting, seated);
        Ok(())
    }

    /// In one of the waves since sign-up opened; most people sign up in the last days.
    fn sign_up_at(&self, dice: &Dice, meeting: &Meeting) -> Option<Timestamp> {
        let ahead = self.stage.today.days_until(meeting.date);
        let opens = i32::try_from(meeting.template.opens_days).ok()?;
        let begin = 1 - self.stage.plan.past_days;
        let closes = meeting.starts_at - Span::minutes(meeting.template.closes_minutes);
        // The play begins a day before the first session.
        let earliest = (ahead - opens).max(begin - 2);
        for _ in 0..8 {
            let before = (dice.share() * dice.share() * f64::from(opens + 1)) as i32;
            let wave = *dice.pick(&WAVES)?;
            let at = self.stage.moment((ahead - before).max(earliest), wave);
            if at < closes {
                return Some(at);
            }
        }
        None
    }

    /// Writes the sign-ups down; who gets places, with the number of people.
    pub fn sign_up(
        &mut self,
        number: usize,
        meeting: &Meeting,
        wishes: Vec<Wish>,
    ) -> Vec<(Wish, bool)> {
        let mut free = meeting.seats.unwrap_or(i64::MAX);
        let mut seated = vec![];
        for wish in wishes {
            let Wish { at, person, .. } = wish;
            let fits = wish.way == Way::Online || wish.people() <= free;
            if fits && wish.way == Way::OnSite {
                free -= wish.people();
            }
            let resident = self.crowd.residents.get(person);
            // Those without a phone are signed up at the desk.
            let by_staff = resident.is_none_or(|r| r.phone.is_none());
            let companions = wish.companions.clone();
            let what = What::SignUp { companions, way: wish.way, wait: true, by_staff };
            self.events.push(Event { at, meeting: number, person, what });
            seated.push((wish, fits));
        }
        seated
    }

    /// Some leave, some do not come, some say afterwards how it was.
    pub fn attend(
        &mut self,
        dice: &Dice,
        number: usize,
        meeting: &Meeting,
        all: Vec<(Wish, bool)>,
    ) {
        let full = all.iter().any(|(_, seated)| !seated);
        let eve = meeting.starts_at - Span::hours(3);
        for (wish, seated) in all {
            let person = wish.person;
            if !seated {
                continue;
            }
            if !full && dice.chance(LEAVE) && wish.at < eve {
                let what = What::Leave;
                self.events.push(Event { at: eve, meeting: number, person, what });
            } else if person == RESIDENT || person == ELDER {
                continue;
            } else if !dice.chance(NO_SHOW) {
                let arrives = *dice.pick(&ARRIVALS).unwrap_or(&6);
                let at = meeting.starts_at - Span::minutes(arrives);
                self.come(dice, number, meeting, person, at);
            }
        }
    }

    fn come(&mut self, dice: &Dice, meeting: usize, at: &Meeting, person: usize, when: Timestamp) {
        let resident = self.crowd.residents.get(person);
        let phone = resident.is_some_and(|r| r.phone.is_some());
        let young = resident.is_some_and(|r| r.age_on(at.date) < 60);
        let by_code = phone && dice.chance(if young { 0.8 } else { 0.35 });
        self.events.push(Event { at: when, meeting, person, what: What::CheckIn { by_code } });
        if phone && dice.chance(FEEDBACK) {
            let level = match dice.below(100) {
                0..60 => 5,
                60..88 => 4,
                88..95 => 3,
                95..98 => 2,
                _ => 1,
            };
            let fit: Vec<_> = self.comments.iter().filter(|(l, _)| *l == level).collect();
            let comment = dice.pick(&fit).filter(|_| dice.chance(0.45)).map(|(_, text)| *text);
            let days = self.stage.today.days_until(at.date);
            let evening = self.stage.moment(days, 21 * 60 + 20);
            let when =
                if evening > at.ends_at { evening } else { self.stage.moment(days + 1, 550) };
            let what = What::Feedback { level, comment };
            self.events.push(Event { at: when, meeting, person, what });
        }
    }

    /// Where nobody signs up, people come and check in.
    fn walk_ins(&mut self, dice: &Dice, number: usize, meeting: &Meeting) {
        let mean = self.mean(meeting);
        let count = dice.around(mean, mean * 0.28).max(1.0) as i64;
        let minutes = (meeting.ends_at - meeting.starts_at).in_minutes();
        for _ in 0..count {
            let late = if minutes > 300 { dice.between(0, minutes / 60 - 1) * 60 + 10 } else { 4 };
            let at = meeting.starts_at + Span::minutes(late);
            let Some(person) = self.crowd.find(dice, meeting, at) else { break };
            self.crowd.take(person, meeting, at);
            self.come(dice, number, meeting, person, at);
        }
    }
}
