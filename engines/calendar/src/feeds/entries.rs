//! What a feed shows, and what it does not: never who holds something.
use super::{FeedKind, FeedRow, Ics, IcsEvent};
use crate::ground;
use crate::model::{Kind, Occupancy, Resource, Span};
use crate::store::feed::{self, About};
use lianxin_kernel::{Found, Language, Names, Read, Result, Span as Length};
use lianxin_places::{CenterId, RoomId};
use std::collections::BTreeMap;

/// How many days of the past and of the future are shown; for so long what was given back still is, too.
const DAYS_BACK: i32 = 90;
const DAYS_AHEAD: i32 = 400;
/// The nearest ones.
const MOST_EVENTS: usize = 5_000;

/// The text of a feed.
pub(super) async fn write(r: &mut Read<'_>, row: &FeedRow) -> Result<String> {
    let (zone, now) = (r.zone().clone(), r.now());
    let today = zone.date(now);
    let span = Span {
        from: zone.start_of(today.plus_days(-DAYS_BACK)),
        to: zone.start_of(today.plus_days(DAYS_AHEAD + 1)),
    };
    let language = row.feed.language;
    let mut names = Places::new(language);
    let (about, name) = match (row.kind, row.feed.center, row.feed.room) {
        (FeedKind::Person, ..) => (About::Person(row.about), own(language).to_owned()),
        (_, Some(center), Some(room)) => {
            let ground = ground::find(r.tx(), Resource::room(room, center)).await?;
            let name =
                format!("{} · {}", names.center(r, center).await?, names.room(r, room).await?);
            (About::Resources(center, ground.sharing()), name)
        }
        (_, Some(center), None) => (About::Center(center), names.center(r, center).await?),
        (_, None, _) => return None.found("feed"),
    };
    let today = zone.start_of(today);
    let ahead = Span { from: today, ..span };
    let mut held = feed::events(r.tx(), &about, ahead, span.from, MOST_EVENTS).await?;
    let (back, left) = (Span { to: today, ..span }, MOST_EVENTS - held.len());
    held.extend(feed::events_before(r.tx(), &about, back, span.from, left).await?);
    held.sort_by_key(|o| (o.span.from, o.id));
    let mut events = vec![];
    for o in &held {
        let place = names.of(r, o).await?;
        events.push(event(o, place, language));
    }
    // One that began before the window is in it as well.
    let covers = Span { from: span.from - Length::days(Span::LONGEST_DAYS), ..span };
    Ok(Ics { name: &name, zone: &zone, covers, events: &events }.write())
}

fn event(o: &Occupancy, place: String, language: Language) -> IcsEvent {
    IcsEvent {
        uid: format!("{}@lianxin", o.id),
        span: o.span,
        title: title(o.kind, &o.label, language),
        place,
        cancelled: !o.is_held(),
        sequence: o.version,
        changed_at: o.changed_at,
    }
}

/// What everybody may know: the name of an activity or of a club's season; else only that it is taken.
fn title(kind: Kind, label: &Names, language: Language) -> String {
    match kind {
        Kind::Activity | Kind::Season if !label.is_empty() => label.get(language).to_owned(),
        _ => match language {
            Language::ZhCn => "已约",
            Language::ZhTw => "已約",
            Language::En => "Busy",
        }
        .to_owned(),
    }
}

fn own(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "我的日程",
        Language::ZhTw => "我的日程",
        Language::En => "My calendar",
    }
}

/// The names of places, each looked up once.
struct Places {
    language: Language,
    centers: BTreeMap<CenterId, String>,
    rooms: BTreeMap<RoomId, String>,
}

impl Places {
    fn new(language: Language) -> Self {
        Self { language, centers: BTreeMap::new(), rooms: BTreeMap::new() }
    }

    async fn center(&mut self, r: &mut Read<'_>, id: CenterId) -> Result<String> {
        if let Some(known) = self.centers.get(&id) {
            return Ok(known.clone());
        }
        let center = lianxin_places::center(r.tx(), id).await?.found("feed")?;
        let name = center.name.get(self.language).to_owned();
        self.centers.insert(id, name.clone());
        Ok(name)
    }

    async fn room(&mut self, r: &mut Read<'_>, id: RoomId) -> Result<String> {
        if let Some(known) = self.rooms.get(&id) {
            return Ok(known.clone());
        }
        let room = lianxin_places::room(r.tx(), id).await?.found("feed")?;
        let name = room.name.get(self.language).to_owned();
        self.rooms.insert(id, name.clone());
        Ok(name)
    }

    async fn of(&mut self, r: &mut Read<'_>, o: &Occupancy) -> Result<String> {
        let center = self.center(r, o.resource.center).await?;
        match o.resource.as_room() {
            Some(room) => Ok(format!("{center} {}", self.room(r, room).await?)),
            None => Ok(center),
        }
    }
}
