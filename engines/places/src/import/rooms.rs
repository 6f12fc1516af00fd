use super::entry::Entry;
use super::network::Run;
use super::report::{Outcome, Report};
use crate::commands::PutRoom;
use crate::model::{CenterId, RoomFacts, RoomKind};
use crate::queries::FindRooms;
use lianxin_kernel::{Language, Line, Names, Result};
use serde_json::Value;

/// A room of the file: its key, and its facts.
pub(super) struct NamedRoom {
    key: Option<Line<80>>,
    facts: RoomFacts,
    /// Only its name was published; what is known of it otherwise stays.
    name_only: bool,
}

/// The rooms of `rooms_named` (only names) and of `rooms`.
pub(super) fn read(entry: &mut Entry, report: &mut Report) -> Vec<NamedRoom> {
    let names: Vec<Line<80>> = entry.take("rooms_named").unwrap_or_default();
    let named = |name: Line<80>| {
        let facts = RoomFacts::named(Names::zh_cn(name.as_str()));
        NamedRoom { key: None, facts, name_only: true }
    };
    let mut rooms: Vec<NamedRoom> = names.into_iter().map(named).collect();
    let items: Vec<Value> = entry.take("rooms").unwrap_or_default();
    for (nth, item) in items.into_iter().enumerate() {
        let part = format!("rooms.{nth}");
        let Value::Object(fields) = item else {
            entry.refuse(&part, "wrong_type: an object is needed");
            continue;
        };
        let mut inner = Entry::of(&entry.key, fields);
        rooms.extend(room(&mut inner, &part, report));
        entry.close(&part, inner, report);
    }
    rooms
}

fn room(inner: &mut Entry, part: &str, report: &mut Report) -> Option<NamedRoom> {
    let key = inner.take("key");
    let name: Option<Names> = inner.need("name");
    let kind = inner.take::<String>("kind");
    let known = kind.as_deref().and_then(RoomKind::from_code);
    if let (Some(code), None) = (&kind, known) {
        let why = format!("no kind {code}: the room is taken without one");
        report.add(&inner.key, Some(&format!("{part}.kind")), Outcome::Unknown, &why);
    }
    let facts = RoomFacts {
        name: name?,
        kind: known,
        floor: inner.take("floor"),
        area_m2: inner.take("area_m2"),
        capacity: inner.take("capacity"),
        zone_class: inner.take("zone_class"),
        resident_facing: inner.take("resident_facing"),
        equipment: inner.lines("equipment").unwrap_or_default(),
    };
    Some(NamedRoom { key, facts, name_only: false })
}

pub(super) async fn put(
    run: &mut Run<'_>,
    place: &str,
    center: CenterId,
    rooms: Vec<NamedRoom>,
) -> Result<()> {
    if rooms.is_empty() {
        return Ok(());
    }
    let known = run.act.ask(FindRooms(center)).await?;
    for room in rooms {
        let name = room.facts.name.get(Language::ZhCn).to_owned();
        let field = format!("rooms.{name}");
        if room.name_only && known.iter().any(|(key, _)| *key == name) {
            run.report.add(place, Some(&field), Outcome::Same, "");
            continue;
        }
        let NamedRoom { key, facts, .. } = room;
        match run.act.run(PutRoom { center, key, facts }).await {
            Err(error) => run.report.refused(place, Some(&field), error)?,
            Ok(put) => run.report.changed(place, Some(&field), put.changed),
        }
    }
    Ok(())
}
