//! Test commands through the door, as a module would write them.
use lianxin_kernel::{
    AnyId, Command, Permission, Query, Read, Result, Role, Scope, Span, Timestamp, Write, id,
};
use lianxin_presence::{
    Attendee, CheckIn, Count, How, Present, Stay, Visits, Window, check_in, check_out,
    counts_of_subjects, present_of_subject, stays_of_claims, undo, visits_at_centers,
    visits_of_subjects,
};
use lianxin_testkit::Test;
use serde::Serialize;

id!(SubjectId, "sbj");
id!(GuestId, "gst");

const DESK: Permission = Permission::new("t.desk", &[Role::Clerk]);

pub fn subject(n: u64) -> SubjectId {
    SubjectId(AnyId::compose(1_772_000_000_000, 1, n))
}

pub fn center(n: u64) -> AnyId {
    AnyId::compose(1_771_000_000_000, 1, n)
}

pub fn guest(n: u64) -> GuestId {
    GuestId(AnyId::compose(1_770_000_000_000, 1, n))
}

/// What the engine answers, without types that do not read back: attendee, time, already.
pub type Seen = Vec<(GuestId, Timestamp, bool)>;

fn seen(present: Vec<Present>) -> Seen {
    present.into_iter().map(|p| (GuestId(p.attendee), p.at, p.already)).collect()
}

/// Checks in between an hour before and an hour after the start of the test's clock.
#[derive(Serialize)]
pub struct Enter {
    pub subject: SubjectId,
    pub guests: Vec<GuestId>,
    pub online: bool,
}

pub fn window() -> Window {
    let start = lianxin_testkit::start_of_time();
    Window { opens: start - Span::hours(1), closes: start + Span::hours(1) }
}

macro_rules! scoped {
    () => {
        type Target = Scope;

        async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
            Ok(Scope::district(1))
        }
    };
}

impl Command for Enter {
    const NAME: &'static str = "t.enter";
    const NEEDS: Permission = DESK;
    type Out = Seen;
    scoped!();

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Seen> {
        let attendee = |g: &GuestId| Attendee {
            id: g.0,
            person: Some(g.0),
            claim: Some(g.0),
            band: Some("elder".into()),
        };
        let entry = CheckIn {
            subject: self.subject.0,
            center: center(self.subject.0.millis() % 2),
            window: window(),
            attendees: self.guests.iter().map(attendee).collect(),
            how: How::Desk,
            online: self.online,
        };
        check_in(w, entry).await.map(seen)
    }
}

#[derive(Serialize)]
pub struct Leave(pub SubjectId, pub Vec<GuestId>);

impl Command for Leave {
    const NAME: &'static str = "t.leave";
    const NEEDS: Permission = DESK;
    type Out = Seen;
    scoped!();

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Seen> {
        let guests: Vec<AnyId> = self.1.iter().map(|g| g.0).collect();
        check_out(w, self.0.0, &guests).await.map(seen)
    }
}

#[derive(Serialize)]
pub struct Undo(pub SubjectId, pub Vec<GuestId>);

impl Command for Undo {
    const NAME: &'static str = "t.undo";
    const NEEDS: Permission = DESK;
    type Out = usize;
    scoped!();

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<usize> {
        let guests: Vec<AnyId> = self.1.iter().map(|g| g.0).collect();
        Ok(undo(w, self.0.0, &guests).await?.len())
    }
}

/// Everything the engine can be asked.
pub struct Seeing {
    pub subject: SubjectId,
    pub from: Timestamp,
    pub to: Timestamp,
}

pub struct Seer {
    pub stays: Vec<Stay>,
    pub of_claims: Vec<Stay>,
    pub counts: Vec<Count>,
    pub visits: Vec<Visits>,
    pub at_centers: Vec<Visits>,
}

impl Query for Seeing {
    const NAME: &'static str = "t.see";
    const NEEDS: Permission = DESK;
    type Out = Seer;
    scoped!();

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Seer> {
        let subject = self.subject.0;
        let stays = present_of_subject(r.tx(), subject).await?;
        let claims: Vec<AnyId> = stays.iter().filter_map(|s| s.claim).collect();
        Ok(Seer {
            of_claims: stays_of_claims(r.tx(), &claims).await?,
            counts: counts_of_subjects(r.tx(), &[subject]).await?,
            visits: visits_of_subjects(r.tx(), &[subject]).await?,
            at_centers: visits_at_centers(r.tx(), &[center(0), center(1)], self.from, self.to)
                .await?,
            stays,
        })
    }
}

pub async fn see(t: &Test, subject: SubjectId) -> Seer {
    let (from, to) = (window().opens, window().closes);
    t.system().ask(Seeing { subject, from, to }).await.unwrap()
}
