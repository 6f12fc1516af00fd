"""Reads a calendar from standard input as calendar programs do; writes what it found as JSON.

read_ics.py FIRST LAST    the days between which repetitions are asked for, as 2026-01-01
"""
import json
import sys
from datetime import date

import icalendar
import recurring_ical_events


def row(event):
    start, end = event.start, event.end
    return {
        "uid": str(event["UID"]),
        "from": int(start.timestamp()),
        "to": int(end.timestamp()),
        "local": start.strftime("%Y-%m-%d %H:%M"),
        "title": str(event["SUMMARY"]),
        "place": str(event.get("LOCATION", "")),
        "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]),
        "changed": int(event["LAST-MODIFIED"].dt.timestamp()),
    }


first, last = (date.fromisoformat(day) for day in sys.argv[1:])
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
print(json.dumps({
    "complaints": [str(error) for part in calendar.walk() for error in part.errors],
    "zones": [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")],
    "missing": sorted(calendar.get_missing_tzids()),
    "events": [row(event) for event in calendar.walk("VEVENT")],
    "between": [row(event) for event in recurring_ical_events.of(calendar).between(first, last)],
}))
