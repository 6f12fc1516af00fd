//! One test command that can do everything the engine can, and one question that sees everything.
use lianxin_kernel::{Act, JobHandler, Listener};
use lianxin_kernel::{
    AnyId, Command, Job, Kind, Line, Module, Permission, Query, Read, Result, Role, Scope, Span,
    Timestamp, Write, id,
};
use lianxin_seats::{
    Band, Claim, ClaimId, ClaimMoved, ClaimSpec, Companion, Pool, PoolId, PoolSpec, Rules, Tally,
    claims_of_subject, pools_of_subject, tallies_of_subjects, verify,
};
use lianxin_testkit::{Setup, Test};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};

id!(SubjectId, "sbj");
id!(PersonId, "per");

const ANY: Permission = Permission::new("t.any", &[Role::Clerk]);

pub fn subject(n: u64) -> SubjectId {
    SubjectId(AnyId::compose(1_772_000_000_000, 1, n))
}

pub fn person(n: u64) -> PersonId {
    PersonId(AnyId::compose(1_770_000_000_000, 1, n))
}

/// Minutes after the start of the test's clock.
pub fn minute(n: i64) -> Timestamp {
    lianxin_testkit::start_of_time() + Span::minutes(n)
}

/// Opened by [`open`]: claims until minute 100, the subject ends at minute 200.
pub const RULES: Rules =
    Rules { party_max: 4, waiting: true, offer_minutes: None, fair: false, quota: None };

#[derive(Clone, Serialize)]
pub struct Do {
    pub subject: SubjectId,
    pub what: What,
}

#[derive(Clone, Serialize)]
pub enum What {
    Open(Rules, Option<i64>),
    Claim { pool: PoolId, person: PersonId, party: i64, wait: bool, by_staff: bool, exempt: bool },
    Leave(ClaimId),
    Accept(ClaimId),
    Decline(ClaimId),
    Promote(ClaimId),
    Remove(ClaimId),
    Resize(PoolId, Option<i64>),
    SetRules(PoolId, Rules),
    Reschedule(Option<Timestamp>, Option<Timestamp>, Timestamp),
    Close,
    Settle(PoolId),
}

impl Command for Do {
    const NAME: &'static str = "t.do";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = Option<Claim>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.subject.id().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Option<Claim>> {
        let claim = match &self.what {
            What::Open(rules, capacity) => {
                let spec = PoolSpec {
                    subject: self.subject.0,
                    label: "on_site".into(),
                    capacity: *capacity,
                    opens_at: None,
                    closes_at: Some(minute(100)),
                    ends_at: minute(200),
                    rules: *rules,
                };
                lianxin_seats::open_pool(w, spec).await?;
                return Ok(None);
            }
            What::Resize(pool, capacity) => {
                lianxin_seats::resize(w, *pool, *capacity).await?;
                return Ok(None);
            }
            What::SetRules(pool, rules) => {
                lianxin_seats::set_rules(w, *pool, *rules).await?;
                return Ok(None);
            }
            What::Reschedule(opens, closes, ends) => {
                lianxin_seats::reschedule(w, self.subject.0, *opens, *closes, *ends).await?;
                return Ok(None);
            }
            What::Close => {
                lianxin_seats::close(w, self.subject.0).await?;
                return Ok(None);
            }
            What::Settle(pool) => {
                lianxin_seats::expire_due(w, *pool).await?;
                return Ok(None);
            }
            What::Claim { pool, person, party, wait, by_staff, exempt } => {
                let companion = |n| Companion {
                    name: Line::new(&format!("小明{n}")).unwrap(),
                    band: Band::Child,
                    person: None,
                };
                let spec = ClaimSpec {
                    pool: *pool,
                    person: person.0,
                    companions: (1..*party).map(companion).collect(),
                    wait: *wait,
                    by_staff: *by_staff,
                    quota_exempt: *exempt,
                };
                lianxin_seats::claim(w, spec).await?
            }
            What::Leave(claim) => lianxin_seats::leave(w, *claim).await?,
            What::Accept(claim) => lianxin_seats::accept(w, *claim).await?,
            What::Decline(claim) => lianxin_seats::decline(w, *claim).await?,
            What::Promote(claim) => lianxin_seats::promote(w, *claim, "a birthday").await?,
            What::Remove(claim) => lianxin_seats::remove(w, *claim, "by mistake").await?,
        };
        Ok(Some(claim))
    }

    fn lane(&self) -> Option<String> {
        Some(lianxin_seats::lane(self.subject.0))
    }
}

pub struct Look(pub SubjectId);

/// Everything about a subject, and what the reconciler finds.
pub struct View {
    pub pools: Vec<Pool>,
    pub claims: Vec<Claim>,
    pub faults: Vec<String>,
    pub tally: Option<Tally>,
}

impl Query for Look {
    const NAME: &'static str = "t.look";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = View;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<View> {
        Ok(View {
            pools: pools_of_subject(r.tx(), self.0.0).await?,
            claims: claims_of_subject(r.tx(), self.0.0).await?,
            tally: tallies_of_subjects(r.tx(), &[self.0.0]).await?.pop(),
            faults: verify(r.tx(), self.0.id().district()).await?,
        })
    }
}

/// Hears every event of the engine.
#[derive(Clone, Default)]
pub struct Ear(pub Arc<Mutex<Vec<ClaimMoved>>>);

#[derive(Serialize, Deserialize)]
struct Hear(ClaimMoved);

impl Job for Hear {
    const NAME: &'static str = "t.hear";

    async fn work(self, act: &Act) -> Result<()> {
        if let Some(ear) = act.app().settings().find::<Ear>() {
            ear.0.lock().unwrap().push(self.0);
        }
        Ok(())
    }
}

pub static EAR: Module = Module {
    name: "t",
    jobs: &[JobHandler::of::<Hear>()],
    listeners: &[Listener { event: "seats.claim_moved", job: "t.hear" }],
    ..Module::EMPTY
};

pub static MODULES: &[&Module] = &[&lianxin_seats::MODULE, &EAR];

pub fn setup(lanes: bool) -> Setup {
    let mut setup = Setup::new(MODULES);
    setup.settings.set(Ear::default());
    setup.options.lanes = lanes;
    setup
}

/// Moves heard so far and not asked for before, as `claim's number: from → to`.
pub async fn heard(t: &Test) -> Vec<ClaimMoved> {
    t.work_jobs().await;
    let ear = t.app.settings().find::<Ear>().unwrap();
    std::mem::take(&mut *ear.0.lock().unwrap())
}

pub async fn run(t: &Test, n: u64, what: What) -> Result<Option<Claim>> {
    t.system().run(Do { subject: subject(n), what }).await
}

pub async fn view(t: &Test, n: u64) -> View {
    t.system().ask(Look(subject(n))).await.unwrap()
}

/// Opens a pool for subject `n`.
pub async fn open(t: &Test, n: u64, capacity: Option<i64>, rules: Rules) -> PoolId {
    run(t, n, What::Open(rules, capacity)).await.unwrap();
    view(t, n).await.pools[0].id
}

pub fn wish(pool: PoolId, who: u64, party: i64) -> What {
    let person = person(who);
    What::Claim { pool, person, party, wait: true, by_staff: false, exempt: false }
}

pub async fn claim(t: &Test, n: u64, pool: PoolId, who: u64, party: i64) -> Claim {
    run(t, n, wish(pool, who, party)).await.unwrap().unwrap()
}
