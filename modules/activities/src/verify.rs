//! Holds sessions against their places, their rooms, their days and who came.
mod stays;

use crate::counting::counted;
use crate::model::SessionId;
use crate::store::check::{self, Bare};
use crate::views::Figure;
use lianxin_calendar::Occupancy;
use lianxin_db::{Look, Tx};
use lianxin_kernel::{
    AnyId, App, Check, Date, Error, Part, Result, Timestamp, Zone, broken, in_parts,
};
use lianxin_places::CenterId;
use lianxin_seats::Pool;
use std::collections::{BTreeMap, HashMap};

pub(crate) const CHECKS: &[Check] = &[
    Check { name: "activities.sessions", run: |app| Box::pin(sessions(app)) },
    Check { name: "activities.days", run: |app| Box::pin(days(app)) },
    Check { name: "activities.stays", run: |app| Box::pin(stays::stays(app)) },
];

/// Sessions that are looked at in one go.
const PART: i64 = 500;

async fn sessions(app: App) -> Result<Vec<String>> {
    let mut wrong = broken(&app, "ses", check::sessions()).await?;
    wrong.extend(broken(&app, "fbk", check::feedback()).await?);
    let (now, zone) = (app.now(), app.zone().clone());
    let some = |after| Several { after: SessionId(after), now, zone: zone.clone() };
    wrong.extend(in_parts(&app, some).await?);
    Ok(wrong)
}

struct Several {
    after: SessionId,
    now: Timestamp,
    zone: Zone,
}

impl Look for Several {
    type Out = Part;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Part> {
        let sessions = check::some(tx, self.after, PART).await?;
        let ids: Vec<AnyId> = sessions.iter().map(|s| s.id.0).collect();
        let mut held: HashMap<AnyId, Vec<Occupancy>> = HashMap::new();
        for occupancy in lianxin_calendar::held_by(tx, &ids).await? {
            held.entry(occupancy.owner).or_default().push(occupancy);
        }
        let mut pools: HashMap<AnyId, Vec<Pool>> = HashMap::new();
        for pool in lianxin_seats::pools_of_subjects(tx, &ids).await? {
            pools.entry(pool.subject).or_default().push(pool);
        }
        let faults = sessions.iter().flat_map(|s| {
            let held = held.get(&s.id.0).map_or(&[][..], Vec::as_slice);
            let pools = pools.get(&s.id.0).map_or(&[][..], Vec::as_slice);
            let faults = self.faults(s, held, pools).into_iter();
            faults.map(|why| format!("session {}: {why}", s.id)).collect::<Vec<_>>()
        });
        Ok((sessions.last().map(|s| s.id.0), faults.collect()))
    }
}

impl Several {
    fn faults(&self, s: &Bare, held: &[Occupancy], pools: &[Pool]) -> Vec<&'static str> {
        let mut faults = vec![];
        if self.zone.date(s.starts_at) != s.date {
            faults.push("it does not start on its date");
        }
        if pools.iter().any(|pool| pool.cancelled != s.cancelled) {
            faults.push("its places and itself do not agree whether it takes place");
        }
        let ahead = s.ends_at > self.now && !s.cancelled;
        if ahead && pools.iter().any(|pool| pool.ends_at != s.ends_at) {
            faults.push("its places end at another time");
        }
        let fits = |o: &Occupancy| {
            o.resource.as_room() == s.room && (o.span.from, o.span.to) == (s.starts_at, s.ends_at)
        };
        match (held, s.room.filter(|_| ahead)) {
            ([], Some(_)) => faults.push("it does not have its room"),
            ([_, _, ..], _) => faults.push("it holds more than one room"),
            ([_], _) if s.cancelled => faults.push("it is cancelled and holds a room"),
            ([one], _) if ahead && !fits(one) => {
                faults.push("it holds another room, or at another time");
            }
            _ => {}
        }
        faults
    }
}

/// Every day that was added up is what its records come to, and none was forgotten.
async fn days(app: App) -> Result<Vec<String>> {
    let mut wrong = vec![];
    for center in app.db().look_at_leisure(&Centers).await? {
        wrong.extend(app.db().look_at_leisure(&OfCenter { center, now: app.now() }).await?);
    }
    Ok(wrong)
}

struct Centers;

impl Look for Centers {
    type Out = Vec<CenterId>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<CenterId>> {
        check::centers(tx).await
    }
}

struct OfCenter {
    center: CenterId,
    now: Timestamp,
}

impl Look for OfCenter {
    type Out = Vec<String>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<String>> {
        let sessions = check::settled(tx, self.center).await?;
        let mut wrong = vec![];
        let mut must: BTreeMap<Date, Figure> = BTreeMap::new();
        for (s, figure) in sessions.iter().zip(counted(tx, &sessions, self.now).await?) {
            *must.entry(s.date).or_default() += figure;
        }
        for day in check::days(tx, self.center).await? {
            if must.remove(&day.key).unwrap_or_default() != day.figure {
                wrong.push(format!("center {}: {} was added up wrong", self.center, day.key));
            }
        }
        let forgotten = must.into_keys();
        wrong.extend(forgotten.map(|day| format!("center {}: {day} was forgotten", self.center)));
        Ok(wrong)
    }
}
