//! Brings the special sessions to where the script has them.
use super::script::Script;
use super::write::{WAVES, Wish, Writer};
use super::{Event, What};
use crate::demo::activities::{Meeting, Special};
use crate::demo::dice::Dice;
use crate::demo::people::{ELDER, RESIDENT};
use crate::demo::table;
use lianxin_activities::{CompanionBand, CompanionDraft, Way};
use lianxin_kernel::{Result, Span, Timestamp};

/// The places by fairness are claimed alone, since they depend on what else one has.
const FAIR_WAVE: i64 = 21 * 60 + 5;

impl Writer<'_> {
    pub fn scripted(
        &mut self,
        dice: &Dice,
        number: usize,
        meeting: &Meeting,
        script: &Script,
    ) -> Result<()> {
        let stage = self.stage;
        let mut wishes: Vec<Wish> = vec![];
        let wave = |n: usize, of: usize| -> Timestamp {
            // The day before yesterday and yesterday at noon; in order.
            let step = n * 4 / of.max(1);
            let minute = WAVES.get(step % 3).copied().unwrap_or(WAVES[0]);
            stage.moment(if step < 3 { -2 } else { -1 }, minute)
        };
        let fair = meeting.special == Some(Special::Fair);
        let late = stage.moment(-1, if fair { FAIR_WAVE } else { WAVES[2] });
        let most = usize::try_from(script.seated).unwrap_or(0) + script.online;
        let early = |n: usize| if fair { late } else { wave(n, most) };
        let mut people = 0;
        for person in script.with {
            let at = early(0);
            let companions = match (*person, meeting.special) {
                (RESIDENT, Some(Special::Festival)) => family()?,
                _ => vec![],
            };
            let wish = Wish { at, person: *person, companions, way: Way::OnSite };
            people += wish.people();
            self.crowd.take(*person, meeting, at);
            wishes.push(wish);
        }
        let mut online = 0;
        while people < script.seated || online < script.online {
            let on_site = people < script.seated && (online >= script.online || dice.chance(0.6));
            let at = early(wishes.len());
            let Some(person) = self.crowd.search(dice, meeting, at) else { break };
            let mut companions = self.party(dice, meeting, person)?;
            let room = if on_site { script.seated - people - 1 } else { 0 };
            companions.truncate(usize::try_from(room).unwrap_or(0));
            self.crowd.take(person, meeting, at);
            let way = if on_site { Way::OnSite } else { Way::Online };
            let wish = Wish { at, person, companions, way };
            match on_site {
                true => people += wish.people(),
                false => online += 1,
            }
            wishes.push(wish);
        }
        for n in 0..script.waiting {
            let person = match script.elder_waits_after {
                Some(after) if after == n => Some(ELDER),
                _ => self.crowd.search(dice, meeting, late),
            };
            let Some(person) = person else { break };
            self.crowd.take(person, meeting, late);
            wishes.push(Wish { at: late, person, companions: vec![], way: Way::OnSite });
        }
        wishes.sort_by_key(|w| w.at);
        let first = wishes.first().map(|w| w.person);
        let seated = self.sign_up(number, meeting, wishes);
        match meeting.special {
            Some(Special::Now) => self.attend(dice, number, meeting, seated),
            Some(Special::Offers) => {
                let at = stage.now - Span::minutes(10);
                let person = first.unwrap_or_default();
                self.events.push(Event { at, meeting: number, person, what: What::Leave });
            }
            Some(Special::Cancelled) => {
                let at = stage.now - Span::minutes(40);
                let what = What::Cancel { reason: "大风预警，改期另行通知" };
                self.events.push(Event { at, meeting: number, person: ELDER, what });
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whom the resident brings to the festival.
fn family() -> Result<Vec<CompanionDraft>> {
    let two = [("林小满", CompanionBand::Child), ("陈玉兰", CompanionBand::Elder)];
    two.map(|(name, band)| Ok(CompanionDraft { name: table::line(name)?, band }))
        .into_iter()
        .collect()
}
