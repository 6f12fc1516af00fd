//! What each operation is asked about. An operation that is not here is sent the smallest body its
//! schema allows.
use super::papers::{assessment, breach, provision};
use super::town::Town;
use serde_json::{Value, json};

/// The thing of the town that a part of a path names, or that word itself.
pub fn path_word(short: &str, field: &str) -> &'static str {
    let has = |part: &str| short.contains(part);
    match field {
        "exception" => "exception",
        "link" => "link",
        "pick_up" => "pick_up",
        "delegate" => "delegate",
        "standing" if has("/sensitive-standings/") => "sensitive standing",
        "standing" => "standing",
        "provider" => "city",
        "role" if has("/restore") => "night_desk",
        "role" => "evening_desk",
        "key" => "photos",
        "token" => "feed file",
        _ if has("/rounds/{id}") => "round",
        _ if has("/awards/{id}") => "award",
        _ if has("/appeals/{id}") => "appeal",
        _ if has("/centers/{id}") => "center",
        _ if has("/regions/{id}") => "region",
        _ if has("/admin/deputies/") => "deputy",
        _ if has("/admin/grants/") => "grant",
        _ if has("/admin/people/") || has("/staff/{id}/") => "colleague",
        _ if has("/blockings/{id}") => "blocking",
        _ if has("/bookings/{id}") => "booking",
        _ if has("/closings/{id}") => "closing",
        _ if has("/contracts/{id}") => "contract",
        _ if has("/feeds/{id}") => "feed",
        _ if has("/imports/{id}") => "import",
        _ if has("/items/{id}") => "item",
        _ if has("/loans/{id}") => "loan",
        _ if has("/kiosks/{id}") => "kiosk",
        _ if has("/merges/{id}") => "merge",
        _ if has("/organization-members/{id}") => "member",
        _ if has("/organizations/{id}") => "organization",
        _ if has("/assessments/{id}") => "assessment",
        _ if has("/breaches/{id}") => "breach",
        _ if has("/provisions/{id}") => "provision",
        _ if has("/requests/{id}") => "request",
        _ if has("POST /desk/programs/{id}/publish") => "draft",
        _ if has("/programs/{id}") => "program",
        _ if has("/rooms/{id}") => "room",
        _ if has("/series/{id}") => "series",
        _ if has("/sessions/{id}") => "session",
        _ if has("/sign-ups/{id}") => "sign-up",
        _ if has("/sign-ins/{id}") => "sign-in",
        _ if has("/messages/{id}") => "message",
        _ if has("/networks/{id}") => "network",
        _ if has("/populations/{id}") => "population",
        _ if has("/scenarios/{id}") => "scenario",
        _ if has("/runs/{id}") => "run",
        _ if has("/me/children/{id}") => "child",
        _ if has("/me/delegates/{id}") || has("/me/acting-for/{id}") => "delegate",
        _ if has("/me/standings/{id}") => "standing",
        _ if has("/passkeys/{id}") => "psk_00000000000000000000000000",
        _ if has("/guardians") || has("/pick-up-persons") => "child",
        _ if short == "POST /desk/people/{id}/household" => "other",
        _ if short == "POST /desk/people/{id}/residency" => "guest",
        _ if has("/people/{id}/merges") || has("/split") => "kept",
        _ if has("/people/{id}/merge") => "twin",
        _ if has("/people/{id}") => "person",
        _ => panic!("{short}: say in {} which thing of the town {field} is", file!()),
    }
}

pub fn body(short: &str, town: &Town) -> Option<Value> {
    let id = |word: &str| town.thing(word);
    let (from, until) = ("2026-03-06T01:00:00Z", "2026-03-08T01:00:00Z");
    let names = || json!({ "zh-CN": "茶" });
    let body = match short {
        "POST /admin/deputies" => json!({
            "absent": id("colleague"), "deputy": id("deputy person"), "from_at": from, "until_at": until,
        }),
        "POST /admin/duties" => json!({
            "person": id("colleague"), "place": town.center, "role": "duty_officer",
            "from_at": from, "until_at": until,
        }),
        "POST /admin/grants" => {
            json!({ "person": id("other"), "place": town.center, "role": "clerk" })
        }
        "PATCH /admin/grants/{id}" => json!({ "until": "2026-12-31" }),
        "POST /admin/roles" => json!({ "role": "another_desk", "names": names() }),
        "POST /admin/roles/{role}/restore" => json!({ "version": 2 }),
        "POST /centers/{id}/hours/exceptions" => {
            json!({ "closed": true, "from": "2026-05-01", "to": "2026-05-01", "note": "检修" })
        }
        "POST /check-ins" | "POST /check-outs" => json!({ "session": id("session"), "token": "x" }),
        "POST /desk/closings" | "POST /desk/closings/preview" => {
            json!({ "center": town.center, "from": from, "to": until, "why": "茶" })
        }
        "POST /desk/contracts/{id}/end" => json!({ "last_day": "2026-06-30" }),
        "POST /desk/feeds" => json!({ "center": town.center, "room": id("room") }),
        "POST /desk/imports/{id}/confirm" => json!({ "hash": id("hash"), "with_doubtful": true }),
        "POST /desk/items" => json!({
            "center": town.center, "kind": "tent", "name": names(), "portable": true,
        }),
        "PUT /desk/items/{id}" => json!({ "kind": "tent", "name": names(), "portable": true }),
        "POST /desk/items/{id}/loans" => json!({
            "person": id("other"), "from": "2026-04-12T01:00:00Z", "to": "2026-04-12T02:00:00Z",
        }),
        "POST /items/{id}/loans" => {
            json!({ "from": "2026-03-12T01:00:00Z", "to": "2026-03-12T02:00:00Z" })
        }
        "POST /desk/loans/{id}/take-back" => json!({ "state": "back" }),
        "POST /desk/kiosks" => json!({ "center": town.center, "name": "茶" }),
        "POST /desk/organizations" => {
            json!({ "kind": "partner_unit", "name": names(), "home": town.center })
        }
        "PATCH /desk/organizations/{id}" => json!({ "contact": "茶" }),
        "POST /desk/organizations/{id}/contracts" => {
            json!({ "centers": [town.center], "from": "2027-01-01", "until": "2027-12-31" })
        }
        "POST /desk/organizations/{id}/members" => {
            json!({ "person": id("other"), "role": "contact" })
        }
        "POST /desk/people" => {
            json!({ "name": "茶", "home_center": town.center, "language": "zh-CN" })
        }
        "POST /desk/people/duplicates/tell-apart" => {
            json!({ "one": id("twin"), "other": id("guest") })
        }
        "POST /desk/people/{id}/delegates" => json!({
            "delegate": id("other"), "record": { "evidence": "signed_form", "reason": "住院" },
        }),
        "PATCH /desk/people/{id}" => json!({ "reason": "changed", "language": "en" }),
        "PATCH /desk/people/{id}/details" => json!({ "sex": "female" }),
        "POST /desk/people/{id}/guardians" => json!({
            "guardian": id("spouse"), "relation": "mother", "evidence": "birth_certificate",
        }),
        "PATCH /desk/people/{id}/household" => json!({ "address": "幸福路 4 号" }),
        "POST /desk/people/{id}/household/members" => {
            json!({ "person": id("other"), "relation": "sibling" })
        }
        "POST /desk/people/{id}/merge" => json!({ "merged": id("guest") }),
        "PUT /desk/people/{id}/needs" => json!({ "words": ["sight"] }),
        "POST /desk/people/{id}/residency/confirm" => json!({ "evidence": "community_word" }),
        "POST /desk/people/{id}/split" => {
            json!({ "name": "茶", "things": [{ "holding": "seats.claims", "id": id("sign-up") }] })
        }
        "POST /desk/people/{id}/standings" => {
            json!({ "kind": "building_head", "place": town.center })
        }
        "POST /desk/people/{id}/standings#sensitive" => {
            json!({ "kind": "veteran", "place": town.center, "consent": "signed_form" })
        }
        "POST /me/standings" => json!({ "kind": "building_head", "place": town.center }),
        "POST /desk/privacy/assessments" => json!({ "place": town.center, "fields": assessment() }),
        "PATCH /desk/privacy/assessments/{id}" => json!({ "version": 1, "fields": assessment() }),
        "POST /desk/privacy/breaches" => json!({
            "place": town.center, "found_at": "2026-03-02T00:30:00Z", "fields": breach(),
        }),
        "PATCH /desk/privacy/breaches/{id}" => {
            json!({ "version": 1, "found_at": "2026-03-02T00:30:00Z", "fields": breach() })
        }
        "POST /desk/privacy/breaches/{id}/authority-told" => {
            json!({ "at": "2026-03-02T00:40:00Z", "how": "电话" })
        }
        "POST /desk/privacy/breaches/{id}/people" => json!({ "persons": [id("other")] }),
        "POST /desk/privacy/people/{id}/consents" => {
            json!({ "answer": "refused", "channel": "paper", "purpose": "photos" })
        }
        "POST /desk/privacy/provisions" => json!({ "place": town.center, "fields": provision() }),
        "POST /desk/privacy/purposes/{key}" => json!({ "version": 1, "fields": {
            "active": true, "basis": "consent", "classes": ["personal"], "handler": names(),
            "name": names(), "on_withdrawal": "erase", "recipients": [], "retention_days": 365,
            "stops": names(),
        } }),
        "POST /desk/privacy/requests" => {
            json!({ "channel": "desk", "kind": "copy", "person": id("other") })
        }
        "POST /desk/privacy/requests/{id}/answer" => {
            json!({ "outcome": "granted", "answer": "请看" })
        }
        "POST /desk/privacy/texts/{key}" => {
            json!({ "after": 1, "material": false, "title": names(), "body": names() })
        }
        "POST /desk/programs" | "POST /desk/programs/preview" => town.choir("2026-03-12", true),
        "POST /desk/programs/{id}/sessions" => json!({
            "series": { "kind": "once", "date": "2026-03-20", "from": "09:30", "to": "11:00" },
        }),
        "POST /desk/centers/{id}/rounds" | "PUT /desk/rounds/{id}" => town.season("2026-07-06"),
        "PUT /desk/rounds/{id}/wish" | "PUT /rounds/{id}/wish" => town.season_wish(),
        "POST /rounds/{id}/appeals" => json!({ "organization": id("organization"), "text": "茶" }),
        "POST /awards/{id}/give-back" => {
            json!({ "occupancy": "occ_00000000000000000000000000" })
        }
        "POST /bookings/{id}/move" => {
            json!({ "from": "2026-04-11T01:00:00Z", "to": "2026-04-11T02:00:00Z", "version": 1 })
        }
        "POST /desk/rooms/{id}/bookings" => {
            let mut body = town.booking("2026-04-12");
            body["person"] = json!(id("other"));
            body
        }
        "POST /rooms/{id}/bookings" => town.booking("2026-03-12"),
        "POST /rooms/{id}/series" | "POST /rooms/{id}/series/preview" => {
            town.weekly("2026-03-16", 840)
        }
        "POST /desk/rooms/{id}/series" | "POST /desk/rooms/{id}/series/preview" => {
            let mut body = town.weekly("2026-04-13", 900);
            body["person"] = json!(id("other"));
            body
        }
        "POST /desk/series/{id}/deny" => json!({ "why": "另有安排" }),
        "POST /series/{id}/move" => {
            json!({ "from": 0, "from_minute": 1020, "minutes": 60, "version": 1 })
        }
        "POST /desk/rooms/{id}/blockings" => json!({ "from": from, "to": until, "why": "茶" }),
        "PUT /desk/rooms/{id}/part-of" => json!({ "part_of": null }),
        "PUT /desk/rooms/{id}/setting" => json!({ "bookable": true }),
        "POST /desk/sessions/{id}/check-ins"
        | "POST /desk/sessions/{id}/check-ins/undo"
        | "POST /desk/sessions/{id}/check-outs" => json!({ "sign_up": id("sign-up") }),
        "POST /desk/sessions/{id}/sign-ups" => json!({ "mode": "on_site", "person": id("other") }),
        "POST /me/organizations/join" => json!({ "code": id("invitation") }),
        "POST /me/delegates" => json!({ "card": id("card") }),
        "POST /me/consents/{key}" => json!({ "given": true, "version": 1 }),
        "POST /me/data/requests" => json!({ "kind": "correct" }),
        "POST /me/password" => json!({ "old": "x", "new": "another horse 2026" }),
        "POST /planning/compare" => json!({
            "minutes": [15], "network": id("network"), "population": id("population"),
            "profile": "adult", "scenarios": [id("scenario")],
        }),
        "POST /planning/coverage" => json!({
            "minutes": [15], "network": id("network"), "population": id("population"),
            "profile": "adult",
        }),
        "POST /planning/scenarios" => town.scenario(),
        "PUT /planning/scenarios/{id}" => {
            let mut body = town.scenario();
            body["version"] = 1.into();
            body
        }
        "POST /sign-in/code" | "POST /sign-in/phone" => {
            let code = (short == "POST /sign-in/phone").then_some("000000");
            match code {
                Some(code) => json!({ "phone": "13800002078", "code": code }),
                None => json!({ "phone": "13800002078" }),
            }
        }
        _ => return None,
    };
    Some(body)
}
