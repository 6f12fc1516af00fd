//! A district with a street and two centers, and a sender that keeps what it sends.
use lianxin_db::{FromRow, Look, Row, Tx, sql};
use lianxin_kernel::{
    Act, Actor, FieldCode, Grant, Kind, Language, Line, Module, Names, Result, Role, Secret,
};
use lianxin_people::{
    AddPerson, Added, CodeRequested, CodeSender, CodeSenders, GrantLine, ListGrants, NewStaff,
    Opened, Origin, PersonId, Phone, PhoneSignIn, PlaceId, Register, Registered, RequestCode,
    Sending, SignInByPhone, StaffSignIn, actor_of, authority, create_staff, sign_in_staff,
};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{CenterFacts, CenterId, Level, RegionFacts, RegionId, RegionKind, Status};
use lianxin_testkit::Setup;
pub use lianxin_testkit::Test;
use std::sync::{Arc, Mutex};

pub static MODULES: &[&Module] = &[&lianxin_places::MODULE, &lianxin_people::MODULE];

/// Keeps what it sends; fails while told to.
#[derive(Clone, Default)]
pub struct Outbox {
    pub sent: Arc<Mutex<Vec<(String, String)>>>,
    pub broken: Arc<Mutex<bool>>,
}

impl CodeSender for Outbox {
    fn send<'a>(&'a self, phone: &'a str, code: &'a str, _: Language) -> Sending<'a> {
        Box::pin(async move {
            if *self.broken.lock().unwrap() {
                return Err("the gateway is away".into());
            }
            self.sent.lock().unwrap().push((phone.into(), code.into()));
            Ok(())
        })
    }
}

pub fn setup() -> Setup {
    let mut setup = Setup::new(MODULES);
    let outbox = Outbox::default();
    setup.settings.set(CodeSenders(Arc::new(outbox.clone())));
    setup.settings.set(outbox);
    setup.settings.set(authority());
    setup
}

#[derive(Clone, Copy)]
pub struct World {
    pub district: RegionId,
    pub street: RegionId,
    pub north: CenterId,
    pub south: CenterId,
}

pub async fn region(act: &Act, key: &str, kind: RegionKind, parent: Option<RegionId>) -> RegionId {
    let facts = serde_json::json!({ "kind": kind, "parent": parent, "name": { "zh-CN": key } });
    let facts: RegionFacts = serde_json::from_value(facts).unwrap();
    act.run(PutRegion::new(key.parse().unwrap(), facts)).await.unwrap().id
}

pub async fn put_center(act: &Act, key: &str, region: RegionId) -> CenterId {
    let facts = serde_json::json!({
        "level": Level::Community, "region": region, "status": Status::Open,
        "name": Names::zh_cn(key),
    });
    let facts: CenterFacts = serde_json::from_value(facts).unwrap();
    act.run(PutCenter::new(key.parse().unwrap(), facts)).await.unwrap().id
}

pub async fn world(t: &Test) -> World {
    let act = t.system();
    let city = region(&act, "city", RegionKind::City, None).await;
    let district = region(&act, "district", RegionKind::District, Some(city)).await;
    let street = region(&act, "street", RegionKind::Street, Some(district)).await;
    let north = put_center(&act, "north", street).await;
    let south = put_center(&act, "south", street).await;
    World { district, street, north, south }
}

pub fn phone(text: &str) -> Phone {
    Phone::parse(text).unwrap()
}

pub fn line(text: &str) -> Secret<Line<40>> {
    Secret::new(Line::new(text).unwrap())
}

pub async fn ask_code(t: &Test, number: &str) -> Result<CodeRequested> {
    let language = Language::ZhCn;
    let phone = Secret::new(phone(number));
    t.nobody().run(RequestCode { phone, language, from: Origin::default() }).await
}

/// The code that was sent to a phone last.
pub fn sent(t: &Test, number: &str) -> String {
    let outbox = t.app.settings().find::<Outbox>().unwrap();
    let sent = outbox.sent.lock().unwrap();
    sent.iter().rev().find(|(p, _)| p == number).unwrap().1.clone()
}

pub async fn code_for(t: &Test, number: &str) -> String {
    ask_code(t, number).await.unwrap();
    t.work_jobs().await;
    sent(t, number)
}

pub async fn enter(t: &Test, number: &str, code: &str) -> Result<PhoneSignIn> {
    let (phone, code) = (Secret::new(phone(number)), Secret::new(code.to_owned()));
    t.nobody().run(SignInByPhone { phone, code, from: Origin::default() }).await
}

pub fn register(ticket: &str, name: &str, home_center: Option<CenterId>) -> Register {
    let ticket = Secret::new(ticket.to_owned());
    let language = Language::ZhCn;
    Register {
        ticket,
        name: line(name),
        birth_date: None,
        age_band: None,
        home_center,
        language,
        from: Origin::default(),
    }
}

pub async fn ticket_for(t: &Test, number: &str) -> String {
    let code = code_for(t, number).await;
    match enter(t, number, &code).await.unwrap() {
        PhoneSignIn::New { ticket } => ticket.into_inner(),
        other => panic!("{other:?}"),
    }
}

/// A new resident who has just signed in.
pub async fn resident(t: &Test, number: &str, name: &str, home: Option<CenterId>) -> Opened {
    let ticket = ticket_for(t, number).await;
    let Registered { opened, new } = t.nobody().run(register(&ticket, name, home)).await.unwrap();
    assert!(new);
    opened
}

/// Someone added at a desk by the program.
pub async fn added(t: &Test, name: &str, number: Option<&str>, home: Option<CenterId>) -> Added {
    let phone = number.map(|n| Secret::new(phone(n)));
    let language = Language::ZhCn;
    let add = AddPerson {
        name: line(name),
        phone,
        birth_date: None,
        age_band: None,
        home_center: home,
        language,
    };
    t.system().run(add).await.unwrap()
}

pub fn staff(login: &str, password: &str, role: Role, place: impl Into<PlaceId>) -> NewStaff {
    NewStaff {
        name: Line::new("王丽").unwrap(),
        phone: None,
        language: Language::ZhCn,
        login: login.into(),
        password: Secret::new(password.into()),
        role,
        place: place.into(),
    }
}

pub const PASSWORD: &str = "correct horse 2026";

pub async fn staff_member(
    t: &Test,
    login: &str,
    role: Role,
    place: impl Into<PlaceId>,
) -> PersonId {
    create_staff(&t.system(), staff(login, PASSWORD, role, place)).await.unwrap().person
}

pub async fn try_staff(t: &Test, login: &str, password: &str) -> Result<StaffSignIn> {
    sign_in_staff(&t.nobody(), login, &Secret::new(password.into()), Origin::default()).await
}

/// The token of one of the staff who signs in.
pub async fn staff_token(t: &Test, login: &str) -> String {
    match try_staff(t, login, PASSWORD).await.unwrap() {
        StaffSignIn::SignedIn(opened) => opened.token.into_inner(),
        StaffSignIn::Wrong => panic!("wrong"),
    }
}

/// The act of whoever holds a token.
pub async fn act_of(t: &Test, token: &str) -> Option<Act> {
    let actor = actor_of(&t.app, token).await.unwrap();
    actor.map(|a: Actor| t.app.act(Some(a)))
}

pub fn grant(role: Role, place: impl Kind) -> Grant {
    Grant::new(role, place.id())
}

/// The field and code an error refuses.
pub fn refused(e: lianxin_kernel::Error) -> Vec<(String, FieldCode)> {
    match e {
        lianxin_kernel::Error::Invalid(fields) => {
            fields.into_iter().map(|f| (f.field, f.code)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// What was given at a place and below.
pub async fn grants_at(t: &Test, place: impl Into<PlaceId>) -> Vec<GrantLine> {
    let (place, limit) = (place.into(), Some(100));
    let list = ListGrants { place, below: true, after: None, limit };
    t.system().ask(list).await.unwrap().items
}

/// One of the staff who signs in now with a second factor, and who they are.
pub async fn signed_in(
    t: &Test,
    login: &str,
    role: Role,
    place: impl Into<PlaceId>,
) -> (PersonId, Act) {
    let id = staff_member(t, login, role, place).await;
    (id, strong_act(t, login).await)
}

/// What someone of the staff does who signs in and proves a second factor.
pub async fn strong_act(t: &Test, login: &str) -> Act {
    let token = staff_token(t, login).await;
    all_strong(t).await;
    act_of(t, &token).await.unwrap()
}

/// Makes every sign-in a strong one, as if each had proved a second factor.
pub async fn all_strong(t: &Test) {
    struct Strong;
    impl lianxin_db::Work for Strong {
        type Out = ();
        type Error = lianxin_kernel::Error;
        async fn run(&self, tx: &mut Tx) -> Result<()> {
            tx.run(sql("update people_sign_in set strong_at = started_at")).await?;
            Ok(())
        }
    }
    t.app.db().write(&Strong).await.unwrap();
}

/// What the acts of this name noted of how they went, in all districts.
pub async fn outcomes(t: &Test, what: &str) -> Vec<String> {
    struct Notes<'a>(&'a str);
    struct Line(String);
    impl FromRow for Line {
        fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
            row.get("notes").map(Self)
        }
    }
    impl Look for Notes<'_> {
        type Out = Vec<String>;
        type Error = lianxin_kernel::Error;
        async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
            let q = sql("select notes from kernel_audit where what = $1").bind(self.0);
            Ok(tx.all::<Line>(q).await?.into_iter().map(|l| l.0).collect())
        }
    }
    let notes = t.app.db().look(&Notes(what)).await.unwrap();
    let outcome = |text: String| {
        let notes: serde_json::Value = serde_json::from_str(&text).unwrap();
        notes["outcome"].as_str().unwrap_or_default().to_owned()
    };
    let mut all: Vec<String> = notes.into_iter().map(outcome).collect();
    all.sort_unstable();
    all
}
