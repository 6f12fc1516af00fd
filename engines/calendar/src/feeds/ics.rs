use super::fold::fold;
use super::timezone::timezone;
use crate::model::Span;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType as Type, ICalendarDuration,
    ICalendarEntry, ICalendarParameter, ICalendarProperty as Property, ICalendarStatus,
    ICalendarTransparency, ICalendarValue, ICalendarValueType,
};
use lianxin_kernel::{Timestamp, Zone};

/// A calendar to be written as iCalendar (RFC 5545).
#[derive(Clone, Debug)]
pub struct Ics<'a> {
    pub name: &'a str,
    pub zone: &'a Zone,
    /// Within which all events begin; the clocks of its years are written with it.
    pub covers: Span,
    pub events: &'a [IcsEvent],
}

#[derive(Clone, Debug, PartialEq)]
pub struct IcsEvent {
    /// The same for as long as it is the same event.
    pub uid: String,
    pub span: Span,
    pub title: String,
    pub place: String,
    pub cancelled: bool,
    /// Counts its changes.
    pub sequence: i64,
    pub changed_at: Timestamp,
}

impl Ics<'_> {
    /// The text of the calendar, the same for the same events.
    pub fn write(&self) -> String {
        let mut whole = ICalendarComponent::new(Type::VCalendar);
        let hourly = ICalendarDuration { hours: 1, ..ICalendarDuration::default() };
        whole.entries = vec![
            text(Property::Version, "2.0"),
            text(Property::Prodid, "-//Lianxin//Calendar//EN"),
            text(Property::Name, self.name),
            // The older names of the name and of how often one shall look again.
            text(Property::Other("X-WR-CALNAME".to_owned()), self.name),
            text(Property::Other("X-PUBLISHED-TTL".to_owned()), "PT1H"),
        ];
        let duration = ICalendarParameter::value(ICalendarValueType::Duration);
        whole.add_property_with_params(Property::RefreshInterval, [duration], hourly);
        let mut components = vec![whole];
        let (zone, parts) = timezone(self.zone, self.covers.from, self.covers.to);
        let at = push(&mut components, 0, zone);
        for part in parts {
            push(&mut components, at, part);
        }
        for event in self.events {
            push(&mut components, 0, self.event(event));
        }
        let mut written = String::new();
        // Writing to a text can't fail.
        let _ = ICalendar { components }.write_to(&mut written);
        fold(&written)
    }

    fn event(&self, e: &IcsEvent) -> ICalendarComponent {
        let mut event = ICalendarComponent::new(Type::VEvent);
        event.add_uid(&e.uid);
        event.add_sequence(e.sequence);
        event.add_dtstamp(utc(e.changed_at));
        event.add_property(Property::LastModified, utc(e.changed_at));
        event.entries.extend(self.moments(e.span));
        event.entries.push(text(Property::Summary, &e.title));
        if !e.place.is_empty() {
            event.entries.push(text(Property::Location, &e.place));
        }
        let (status, shown) = match e.cancelled {
            true => (ICalendarStatus::Cancelled, ICalendarTransparency::Transparent),
            false => (ICalendarStatus::Confirmed, ICalendarTransparency::Opaque),
        };
        event.add_property(Property::Status, status);
        event.add_property(Property::Transp, shown);
        event
    }

    /// In the zone; in UTC where the clocks show one of its times twice. Both alike: programs that
    /// reckon with a length mix them up else.
    fn moments(&self, span: Span) -> [ICalendarEntry; 2] {
        let local = self.shown_once(span.from) && self.shown_once(span.to);
        [(Property::Dtstart, span.from), (Property::Dtend, span.to)].map(|(name, at)| {
            let mut entry = ICalendarEntry::new(name);
            entry.values = vec![match local {
                true => civil(at + self.zone.offset(at).ahead).into(),
                false => utc(at).into(),
            }];
            if local {
                entry.params = vec![ICalendarParameter::tzid(self.zone.name().to_owned())];
            }
            entry
        })
    }

    /// A time that occurs twice is its first.
    fn shown_once(&self, at: Timestamp) -> bool {
        let minute = Timestamp(at.0 - at.0.rem_euclid(60_000_000));
        self.zone.at(self.zone.date(at), self.zone.time(at)) == minute
    }
}

fn push(all: &mut Vec<ICalendarComponent>, within: usize, new: ICalendarComponent) -> usize {
    let at = all.len();
    if let (Some(within), Ok(id)) = (all.get_mut(within), u32::try_from(at)) {
        within.component_ids.push(id);
    }
    all.push(new);
    at
}

pub(super) fn text(name: Property, value: &str) -> ICalendarEntry {
    // What is no line end of the standard would break the lines.
    let value = value.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ");
    ICalendarEntry { values: vec![ICalendarValue::Text(value)], ..ICalendarEntry::new(name) }
}

/// What a clock in UTC shows, without saying where it hangs.
pub(super) fn civil(at: Timestamp) -> PartialDateTime {
    let (day, seconds) = (at.utc_date(), at.seconds().rem_euclid(86_400));
    let part = |n: i64| u8::try_from(n).ok();
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
        hour: part(seconds / 3600),
        minute: part(seconds / 60 % 60),
        second: part(seconds % 60),
        ..PartialDateTime::default()
    }
}

fn utc(at: Timestamp) -> PartialDateTime {
    PartialDateTime { tz_hour: Some(0), tz_minute: Some(0), ..civil(at) }
}

#[cfg(test)]
#[path = "ics_tests.rs"]
mod tests;
