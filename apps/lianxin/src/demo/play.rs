//! Plays what was thought out, moment by moment, each act through the door everybody uses.
use super::activities::Meeting;
use super::people::Resident;
use super::stage::{Stage, all};
use super::story::{Event, Story, What};
use super::table;
use lianxin_activities::{
    CancelSession, CheckInAtDesk, CheckInByCode, Comer, GiveFeedback, LeaveSession, SignUpFor,
    SignUpForSession, Wish,
};
use lianxin_kernel::{Act, Actor, Error, Result, Secret};
use lianxin_presence::{door_key, door_token};
use lianxin_seats::ClaimId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What was done, counted.
#[derive(Default)]
pub struct Played {
    pub sign_ups: usize,
    pub check_ins: usize,
    pub feedback: usize,
    /// By meeting and resident.
    pub claims: HashMap<(usize, usize), ClaimId>,
}

#[derive(Clone)]
pub struct Player {
    stage: Stage,
    residents: Arc<Vec<Resident>>,
    meetings: Arc<Vec<Meeting>>,
    /// The clerk of the main center, and which center that is.
    clerk: Option<(Actor, usize)>,
    /// How often the door said no; `None`: it must not.
    refused: Option<Arc<AtomicUsize>>,
}

pub async fn play(
    stage: &Stage,
    residents: Arc<Vec<Resident>>,
    story: Story,
    clerk: (Actor, usize),
) -> Result<Played> {
    let meetings = Arc::new(story.meetings);
    let (stage, clerk) = (stage.clone(), Some(clerk));
    let player = Player { stage: stage.clone(), residents, meetings, clerk, refused: None };
    let mut played = Played::default();
    let mut events = story.events.into_iter().peekable();
    while let Some(first) = events.next() {
        let at = first.at;
        let mut together = vec![first];
        while let Some(event) = events.next_if(|e| e.at == at) {
            together.push(event);
        }
        stage.set(at);
        player.moment(together, &mut played).await?;
    }
    stage.set(stage.now);
    stage.work().await?;
    Ok(played)
}

impl Player {
    /// One who lives with refusals, as people do, and counts them.
    pub fn new(stage: &Stage, residents: Arc<Vec<Resident>>, meetings: Arc<Vec<Meeting>>) -> Self {
        let refused = Some(Arc::default());
        Self { stage: stage.clone(), residents, meetings, clerk: None, refused }
    }

    pub fn refused(&self) -> usize {
        self.refused.as_ref().map_or(0, |count| count.load(Ordering::Relaxed))
    }

    /// The answer, or nothing when the door said no and that is part of life.
    fn taken<T>(&self, answer: Result<T>) -> Result<Option<T>> {
        match (answer, &self.refused) {
            (Ok(done), _) => Ok(Some(done)),
            (Err(Error::Conflict(_)), Some(count)) => {
                count.fetch_add(1, Ordering::Relaxed);
                Ok(None)
            }
            (Err(other), _) => Err(other),
        }
    }

    /// What happens at one moment: sign-ups to one session one after another, since they may have to
    /// wait in that order, all else at once.
    pub async fn moment(&self, events: Vec<Event>, played: &mut Played) -> Result<()> {
        let mut chains: BTreeMap<usize, Vec<(Event, Option<ClaimId>)>> = BTreeMap::new();
        let mut alone = vec![];
        for event in events {
            match event.what {
                What::CheckIn { .. } => played.check_ins += 1,
                What::Feedback { .. } => played.feedback += 1,
                What::SignUp { .. } => played.sign_ups += 1,
                What::Leave | What::Cancel { .. } => {}
            }
            match event.what {
                What::SignUp { .. } | What::Leave | What::Cancel { .. } => {
                    let claim = played.claims.get(&(event.meeting, event.person)).copied();
                    chains.entry(event.meeting).or_default().push((event, claim));
                }
                What::CheckIn { .. } | What::Feedback { .. } => alone.push(event),
            }
        }
        let moved = !chains.is_empty();
        let chains = chains.into_values().map(|chain| {
            let player = self.clone();
            async move {
                let mut claims = vec![];
                for (event, claim) in chain {
                    let key = (event.meeting, event.person);
                    let answer = player.sign_up(event, claim).await;
                    let made = player.taken(answer)?.flatten();
                    claims.extend(made.map(|claim| (key, claim)));
                }
                Ok(claims)
            }
        });
        played.claims.extend(all(chains).await?.into_iter().flatten());
        let alone = alone.into_iter().map(|event| {
            let player = self.clone();
            async move {
                let answer = player.at_door(event).await;
                player.taken(answer).map(drop)
            }
        });
        all(alone).await?;
        // Only moves of sign-ups leave work behind.
        if moved { self.stage.work().await } else { Ok(()) }
    }

    fn of(&self, event: &Event) -> Result<(&Meeting, &Resident)> {
        let meeting = self.meetings.get(event.meeting);
        let both = meeting.zip(self.residents.get(event.person));
        both.ok_or_else(|| Error::internal("the story names somebody who is not there"))
    }

    fn own(&self, resident: &Resident) -> Act {
        self.stage.app.act(Some(resident.actor()))
    }

    /// Whoever is at the desk of this center.
    fn desk(&self, meeting: &Meeting) -> Act {
        match &self.clerk {
            Some((clerk, center)) if meeting.center == *center => {
                self.stage.app.act(Some(clerk.clone()))
            }
            _ => self.stage.act(),
        }
    }

    async fn sign_up(&self, event: Event, claim: Option<ClaimId>) -> Result<Option<ClaimId>> {
        let (meeting, resident) = self.of(&event)?;
        let session = meeting.session;
        match event.what {
            What::SignUp { companions, way, wait, by_staff } => {
                let wish = Wish { mode: way, companions, wait };
                let made = match by_staff {
                    true => {
                        let person = resident.id;
                        self.desk(meeting).run(SignUpFor { session, person, wish }).await?
                    }
                    false => self.own(resident).run(SignUpForSession { session, wish }).await?,
                };
                Ok(Some(made.id))
            }
            What::Leave => {
                if claim.is_none() && self.refused.is_some() {
                    return Ok(None);
                }
                let missing = || Error::internal("someone leaves who was not signed up");
                let sign_up = claim.ok_or_else(missing)?;
                self.own(resident).run(LeaveSession { sign_up }).await?;
                Ok(None)
            }
            What::Cancel { reason } => {
                let reason = table::line(reason)?;
                self.stage.act().run(CancelSession { session, reason }).await?;
                Ok(None)
            }
            What::CheckIn { .. } | What::Feedback { .. } => Ok(None),
        }
    }

    async fn at_door(&self, event: Event) -> Result<()> {
        let (meeting, resident) = self.of(&event)?;
        let session = meeting.session;
        match event.what {
            What::CheckIn { by_code: true } => {
                let key = door_key(&self.stage.app)?;
                let shown = door_token(key, session.0, event.at);
                let token = Secret::new(table::line(&shown.text)?);
                self.own(resident).run(CheckInByCode { session, token }).await?;
            }
            What::CheckIn { by_code: false } => {
                let person = Some(resident.id);
                let comer = Comer { card: None, sign_up: None, person, members: None };
                self.desk(meeting).run(CheckInAtDesk { session, comer }).await?;
            }
            What::Feedback { level, comment } => {
                let comment = comment.map(lianxin_kernel::Note::new).transpose();
                let comment = comment.map_err(Error::internal)?;
                self.own(resident).run(GiveFeedback { session, level, comment }).await?;
            }
            What::SignUp { .. } | What::Leave | What::Cancel { .. } => {}
        }
        Ok(())
    }
}
