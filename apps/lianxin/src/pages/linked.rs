//! What a page is about, for machines: schema.org as JSON-LD.
use super::shape::{Center, DayHours, Session};
use super::words::Words;
use serde_json::{Value, json};

/// A center as a `CivicStructure`; `url` is its page.
pub fn center(words: &Words, center: &Center, url: &str) -> Value {
    let card = &center.card;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "name": words.name(&card.name),
        "url": url,
        "openingHoursSpecification": center.week.iter().flat_map(hours).collect::<Vec<_>>(),
    });
    if let Some(address) = &card.address {
        data["address"] = json!({ "@type": "PostalAddress", "streetAddress": address });
    }
    if let (Some(lat), Some(lon)) = (card.lat, card.lon) {
        data["geo"] = json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon });
    }
    if let Some(phone) = &card.phone {
        data["telephone"] = json!(phone);
    }
    if let Some(free) = center.free_of_charge {
        data["isAccessibleForFree"] = json!(free);
    }
    data
}

/// One date of an activity as an `Event`; `url` is its page.
pub fn session(words: &Words, session: &Session, url: &str) -> Value {
    let card = &session.card;
    let status = match card.status.as_str() {
        "cancelled" => "https://schema.org/EventCancelled",
        _ => "https://schema.org/EventScheduled",
    };
    let mode = match card.mode.as_str() {
        "online" => "https://schema.org/OnlineEventAttendanceMode",
        "hybrid" => "https://schema.org/MixedEventAttendanceMode",
        _ => "https://schema.org/OfflineEventAttendanceMode",
    };
    let location = match card.mode.as_str() {
        "online" => json!({ "@type": "VirtualLocation", "url": url }),
        _ => {
            json!({ "@type": "Place", "name": words.name(&card.center.name), "address": words.name(&card.center.name) })
        }
    };
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": words.name(&card.title),
        "url": url,
        "startDate": card.starts_at,
        "endDate": card.ends_at,
        "eventStatus": status,
        "eventAttendanceMode": mode,
        "location": location,
        "organizer": { "@type": "Organization", "name": words.name(&card.center.name) },
        "isAccessibleForFree": card.fee.amount == 0,
        "offers": {
            "@type": "Offer",
            "price": format!("{}.{:02}", card.fee.amount / 100, card.fee.amount % 100),
            "priceCurrency": card.fee.currency,
            "url": url,
        },
    });
    if let Some(text) = &session.description {
        data["description"] = json!(words.name(text));
    }
    let capacities: Option<i64> = card.seats.iter().map(|s| s.capacity).sum();
    if let Some(capacity) = capacities.filter(|_| !card.seats.is_empty()) {
        data["maximumAttendeeCapacity"] = json!(capacity);
    }
    data
}

fn hours(day: &DayHours) -> impl Iterator<Item = Value> {
    day.spans.iter().map(|span| {
        json!({
            "@type": "OpeningHoursSpecification",
            "opens": span.from,
            "closes": span.to,
            "validFrom": day.date,
            "validThrough": day.date,
        })
    })
}
