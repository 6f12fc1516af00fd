//! A center with a hall that has halves; one test command that can do everything the engine can, and
//! one question that sees everything.
use lianxin_calendar::*;
use lianxin_kernel::{
    Act, Command, Error, Event, Grant, Job, JobHandler, Kind as _, Line, Listener, Module, Names,
    Permission, Query, Read, Result, Role, Scope, Span as Length, Timestamp, Write,
};
use lianxin_places::commands::{PutCenter, PutHours, PutRegion, PutRoom};
use lianxin_places::{
    CenterFacts, CenterId, Key, Level, Period, RegionFacts, RegionKind, RoomFacts, RoomId, Status,
};
use lianxin_testkit::{Setup, Test};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex};

const ANY: Permission = Permission::new("t.any", &[Role::Clerk]);

/// Hall 0 has the halves 1 and 2, 1 has the corner 3; 4 and 5 stand alone.
pub const ROOMS: usize = 6;

#[derive(Clone, Copy)]
pub struct House {
    pub center: CenterId,
    pub rooms: [RoomId; ROOMS],
}

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

impl House {
    /// Open every day from 08:00 to 22:00.
    pub async fn build(t: &Test) -> Self {
        let act = t.system();
        let facts = RegionFacts::new(RegionKind::District, None, Names::zh_cn("青禾区"));
        let district = act.run(PutRegion::new(key("qinghe"), facts)).await.unwrap().id;
        let name = Names::zh_cn("青禾路街道党群服务中心");
        let facts = CenterFacts::new(Level::Street, district, name, Status::Open);
        let center = act.run(PutCenter::new(key("qinghe-road"), facts)).await.unwrap().id;
        let from = "2026-01-01".parse().unwrap();
        let all = [1, 2, 3, 4, 5, 6, 7];
        let week = Period::weekly(from, &all, "08:00".parse().unwrap(), "22:00".parse().unwrap());
        act.run(PutHours { center, periods: vec![week] }).await.unwrap();
        let mut rooms = vec![];
        for name in ["大厅", "东半厅", "西半厅", "东角", "舞蹈室", "画室"] {
            let facts = RoomFacts::named(Names::zh_cn(name));
            rooms.push(act.run(PutRoom::new(center, facts)).await.unwrap().id);
        }
        let house = Self { center, rooms: rooms.try_into().unwrap() };
        for (room, part_of) in [(1, 0), (2, 0), (3, 1)] {
            house.arrange(t, room, Some(part_of)).await.unwrap();
        }
        house
    }

    pub async fn arrange(&self, t: &Test, room: usize, part_of: Option<usize>) -> Result<()> {
        let (room, part_of) = (self.rooms[room], part_of.map(|n| self.rooms[n]));
        t.system().run(commands::ArrangeRoom { room, part_of }).await
    }

    pub fn resource(&self, room: usize) -> Resource {
        Resource::room(self.rooms[room], self.center)
    }

    pub fn wish(&self, room: usize, span: Span) -> Wish {
        Wish {
            resource: self.resource(room),
            span,
            kind: Kind::Booking,
            owner: lianxin_db::Id::compose(
                1_772_000_000_000,
                self.center.id().district(),
                room as u64,
            ),
            label: Names::zh_cn("合唱"),
            outside_hours: false,
            series: None,
        }
    }

    pub async fn run(&self, t: &Test, what: What) -> Result<Vec<Occupancy>> {
        t.system().run(Do { center: self.center, what }).await
    }

    pub async fn occupy(&self, t: &Test, room: usize, span: Span) -> Result<Occupancy> {
        let held = self.run(t, What::Occupy(vec![self.wish(room, span).into()])).await?;
        Ok(held[0].clone())
    }

    pub async fn set_up(&self, t: &Test, room: usize, before_min: i64, after_min: i64) {
        let setting = RoomSetting { before_min, after_min, ..usual() };
        let room = self.rooms[room];
        t.system().run(commands::PutSetting { room, setting }).await.unwrap();
    }

    pub async fn view(&self, t: &Test) -> View {
        t.system().ask(Look(*self)).await.unwrap()
    }

    pub async fn may(&self, t: &Test, wish: Wish, except: Option<OccupancyId>) -> Vec<String> {
        let decision = t.system().ask(May { wish, except }).await.unwrap();
        decision.reasons.iter().map(|r| r.code.to_string()).collect()
    }

    pub fn staff(&self, t: &Test, role: Role) -> Act {
        t.person_act(t.some_id(), &[Grant::new(role, self.center.id())])
    }
}

pub fn usual() -> RoomSetting {
    RoomSetting { before_min: 0, after_min: 0, bookable: true, self_service: vec![] }
}

/// `day` is 1 for Tuesday 2026-03-03; times as `09:30`.
pub fn on(day: i64, from: &str, to: &str) -> Span {
    let at = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        let minutes = hour.parse::<i64>().unwrap() * 60 + minute.parse::<i64>().unwrap();
        midnight() + Length::days(day) + Length::minutes(minutes)
    };
    Span::new(at(from), at(to)).unwrap()
}

/// Of the Monday on which the test's clock starts, at 09:00.
pub fn midnight() -> Timestamp {
    lianxin_testkit::start_of_time() - Length::hours(9)
}

/// What a conflict names, or what else went wrong.
pub fn refused<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(Error::Conflict(reasons)) => reasons.iter().map(|r| r.code.to_string()).collect(),
        Err(Error::Invalid(fields)) => {
            fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
        }
        Err(e) => vec![e.to_string()],
        Ok(fine) => panic!("not refused: {fine:?}"),
    }
}

/// A wish that can be written into the audit.
#[derive(Clone, Debug, Serialize)]
pub struct Wished {
    pub resource: Resource,
    pub span: Span,
    pub kind: Kind,
    #[serde(with = "lianxin_calendar::any_id")]
    pub owner: lianxin_kernel::AnyId,
    pub outside_hours: bool,
}

impl From<Wish> for Wished {
    fn from(wish: Wish) -> Self {
        let Wish { resource, span, kind, owner, outside_hours, .. } = wish;
        Self { resource, span, kind, owner, outside_hours }
    }
}

impl From<&Wished> for Wish {
    fn from(wish: &Wished) -> Self {
        let Wished { resource, span, kind, owner, outside_hours } = wish.clone();
        let label = Names::zh_cn("合唱");
        Self { resource, span, kind, owner, label, outside_hours, series: None }
    }
}

#[derive(Clone, Debug, Serialize)]
pub enum What {
    Occupy(Vec<Wished>),
    /// What can not be is passed over, in the same transaction.
    Each(Vec<Wished>),
    Move(OccupancyId, Option<Resource>, Span),
    Release(OccupancyId),
    ReleaseOf(OccupancyId),
    Shorten(OccupancyId, Timestamp),
}

#[derive(Clone, Serialize)]
pub struct Do {
    pub center: CenterId,
    pub what: What,
}

impl Command for Do {
    const NAME: &'static str = "t.do";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = Vec<Occupancy>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.center.id().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Vec<Occupancy>> {
        match &self.what {
            What::Occupy(wishes) => occupy_all(w, wishes.iter().map(Wish::from).collect()).await,
            What::Each(wishes) => {
                let mut held = vec![];
                for wish in wishes {
                    match occupy(w, wish.into()).await {
                        Ok(occupancy) => held.push(occupancy),
                        Err(Error::Conflict(_)) => {}
                        Err(e) => return Err(e),
                    }
                }
                Ok(held)
            }
            What::Move(id, resource, span) => {
                let to = Move { resource: *resource, span: *span, outside_hours: false };
                Ok(vec![move_to(w, *id, to).await?])
            }
            What::Release(id) => {
                release(w, *id).await?;
                Ok(vec![])
            }
            What::ReleaseOf(id) => {
                let owner = occupancy(w.tx(), *id).await?.unwrap().owner;
                release_of(w, owner).await?;
                Ok(vec![])
            }
            What::Shorten(id, to) => Ok(vec![shorten(w, *id, *to).await?]),
        }
    }

    fn lane(&self) -> Option<String> {
        Some(lane(self.center))
    }
}

pub struct Look(pub House);

/// Everything that is held from two days ago on, and what the reconciler finds.
pub struct View {
    pub held: Vec<Occupancy>,
    pub weeks: Vec<Week>,
    pub faults: Vec<String>,
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
        let now = r.now();
        let span = Span { from: midnight() - Length::days(2), to: now + Length::days(90) };
        let resources: Vec<Resource> = (0..ROOMS).map(|n| self.0.resource(n)).collect();
        let (from, to) = ("2026-03-01".parse().unwrap(), "2026-06-01".parse().unwrap());
        Ok(View {
            held: occupancies_at(r.tx(), self.0.center, span).await?,
            weeks: weeks(r.tx(), &resources, from, to).await?,
            faults: verify(r.tx(), now).await?,
        })
    }
}

pub struct May {
    pub wish: Wish,
    pub except: Option<OccupancyId>,
}

impl Query for May {
    const NAME: &'static str = "t.may";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = lianxin_kernel::Decision;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<lianxin_kernel::Decision> {
        may_occupy(r, &self.wish, self.except).await
    }
}

/// Hears every event of the engine.
#[derive(Clone, Default)]
pub struct Ear(pub Arc<Mutex<Vec<OccupancyChanged>>>);

#[derive(Serialize, Deserialize)]
struct Hear(OccupancyChanged);

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
    listeners: &[Listener { event: OccupancyChanged::NAME, job: "t.hear" }],
    ..Module::EMPTY
};

static MODULES: &[&Module] = &[&lianxin_places::MODULE, &lianxin_calendar::MODULE, &EAR];
static ALONE: &[&Module] = &[&lianxin_places::MODULE, &lianxin_calendar::MODULE];

pub fn setup() -> Setup {
    let mut setup = Setup::new(MODULES);
    setup.settings.set(Ear::default());
    setup
}

/// Without the listening module.
pub fn quiet(lanes: bool) -> Setup {
    let mut setup = Setup::new(ALONE);
    setup.options.lanes = lanes;
    setup
}

/// What was heard and not asked for before, in the order it was said.
pub async fn heard(t: &Test) -> Vec<OccupancyChanged> {
    t.work_jobs().await;
    let ear = t.app.settings().find::<Ear>().unwrap();
    let mut all = std::mem::take(&mut *ear.0.lock().unwrap());
    all.sort_by_key(|e| (e.span.from, e.occupancy));
    all
}

pub fn line<const N: usize>(text: &str) -> Line<N> {
    Line::new(text).unwrap()
}
