//! The city whose people ask, signed in, with a day that is open at each center.
use crate::demo::stage::all;
use crate::simulate::{SimulationPlan, simulate};
use lianxin_activities::{AddProgram, ProgramDraft, SessionId};
use lianxin_kernel::{App, Error, Result, Secret, TimeOfDay, Timestamp};
use lianxin_people::{IssuePaperCode, Origin, PaperSignIn, SignInByPaper};
use lianxin_places::{CenterId, RoomId};
use serde_json::json;

pub struct City {
    pub centers: Vec<Place>,
    pub coming: Vec<SessionId>,
    /// Of those who are signed in what the cookie holds.
    pub tokens: Vec<String>,
    pub door_key: [u8; 32],
    /// Midnight of tomorrow.
    pub tomorrow: Timestamp,
}

pub struct Place {
    pub center: CenterId,
    pub rooms: Vec<RoomId>,
    /// Begins soon, and needs no sign-up.
    pub open_day: SessionId,
}

/// So many people are signed in.
const SIGNED_IN: usize = 2_000;
const AT_ONCE: usize = 250;

pub async fn build(app: &App, plan: SimulationPlan) -> Result<City> {
    let (_, made) = simulate(app, plan, |_, _| {}).await?;
    let mut centers = vec![];
    for center in &made.network.centers {
        let open_day = open_day(app, center.id).await?;
        let rooms = center.rooms.iter().map(|room| room.id).collect();
        centers.push(Place { center: center.id, rooms, open_day });
    }
    let mut tokens = vec![];
    let people: Vec<_> = made.residents.iter().filter(|r| r.phone.is_some()).collect();
    for some in people.get(..SIGNED_IN.min(people.len())).unwrap_or_default().chunks(AT_ONCE) {
        let works = some.iter().map(|resident| {
            let (act, id, born) = (app.system("bench"), resident.id, resident.born);
            async move {
                let code = Secret::new(act.run(IssuePaperCode { person: id }).await?.code);
                let birth_date = Secret::new(born);
                let sign_in = SignInByPaper { code, birth_date, from: Origin::default() };
                match act.run(sign_in).await? {
                    PaperSignIn::SignedIn(opened) => Ok(Some(opened.token.expose().clone())),
                    PaperSignIn::Wrong => Ok(None),
                }
            }
        });
        tokens.extend(all(works).await?.into_iter().flatten());
    }
    let zone = app.zone();
    let tomorrow = zone.start_of(zone.date(app.now()).plus_days(1));
    let door_key = *lianxin_presence::door_key(app)?;
    Ok(City { centers, coming: made.coming, tokens, door_key, tomorrow })
}

/// Checking in opens half an hour before, so it is open while the day is replayed.
async fn open_day(app: &App, center: CenterId) -> Result<SessionId> {
    let zone = app.zone();
    let today = zone.date(app.now());
    let minute = (app.now() - zone.start_of(today)).in_minutes() + 10;
    let time =
        |minute: i64| TimeOfDay::from_minutes(minute.min(24 * 60 - 1)).map(|t| t.to_string());
    let minute = minute.min(24 * 60 - 30);
    let draft = json!({
        "center": center, "title": { "zh-CN": "开放日" }, "kind": "open_play", "mode": "on_site",
        "party_max": 1, "outdoor": "广场", "sign_up_needed": false, "publish": true,
        "series": { "kind": "once", "date": today, "from": time(minute), "to": time(minute + 240) },
    });
    let draft: ProgramDraft = serde_json::from_value(draft).map_err(Error::internal)?;
    let made = app.system("bench").run(AddProgram { draft }).await?;
    let session = made.dates.first().and_then(|date| date.session);
    session.ok_or_else(|| Error::internal("the open day has no session"))
}
