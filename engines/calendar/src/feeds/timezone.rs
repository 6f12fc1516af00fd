//! The clocks of the installation as calendar programs need them: every change in the years that are
//! asked for, written out, since a program may know the zone otherwise or not at all.
use super::ics::{civil, text};
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType as Type, ICalendarProperty as Property,
};
use lianxin_kernel::{Date, Span as Length, Timestamp, Zone, ZoneOffset};

/// The component of a zone, and those within it.
pub(super) fn timezone(
    zone: &Zone,
    from: Timestamp,
    to: Timestamp,
) -> (ICalendarComponent, Vec<ICalendarComponent>) {
    let mut whole = ICalendarComponent::new(Type::VTimezone);
    whole.entries.push(text(Property::Tzid, zone.name()));
    let (first, last) = (zone.date(from).year(), zone.date(to).year());
    let new_year = |year| Date::new(year, 1, 1).map_or(from, |day| zone.start_of(day));
    let (from, to) = (new_year(first), new_year(last.saturating_add(1)));
    let mut before = zone.offset(from);
    let mut parts = vec![observance(from, &before, &before)];
    for (at, after) in zone.changes(from, to) {
        parts.push(observance(at, &before, &after));
        before = after;
    }
    (whole, parts)
}

/// What holds from a moment on, which is told by the clocks of before.
fn observance(at: Timestamp, before: &ZoneOffset, after: &ZoneOffset) -> ICalendarComponent {
    let kind = if after.daylight { Type::Daylight } else { Type::Standard };
    let mut part = ICalendarComponent::new(kind);
    part.add_property(Property::Dtstart, civil(at + before.ahead));
    part.add_property(Property::Tzoffsetfrom, offset(before.ahead));
    part.add_property(Property::Tzoffsetto, offset(after.ahead));
    part.entries.push(text(Property::Tzname, &after.name));
    part
}

fn offset(ahead: Length) -> PartialDateTime {
    let minutes = ahead.in_minutes().abs();
    let part = |n: i64| u8::try_from(n).ok();
    PartialDateTime {
        tz_hour: part(minutes / 60),
        tz_minute: part(minutes % 60),
        tz_minus: ahead < Length::ZERO,
        ..PartialDateTime::default()
    }
}
