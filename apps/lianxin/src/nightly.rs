//! Every night everything is counted again.
use crate::config::Verify;
use lianxin_kernel::{App, Checked, Timestamp, Zone, verify};
use std::collections::HashSet;
use std::time::Duration;

/// How often the age of the last look is told.
const TELL: Duration = Duration::from_secs(60);
/// What is found while the program is at work may be half done; so it is looked for again after a while.
const AGAIN: Duration = Duration::from_secs(60);

/// Looks every night, and says by two gauges how old the last look is and how much it found.
pub async fn keep_verifying(app: App, settings: Verify) {
    let mut looked = app.now();
    let mut next = next_night(app.zone(), looked, settings);
    loop {
        if app.now() >= next {
            let found = twice(&app, AGAIN).await;
            for line in &found {
                tracing::error!(finding = %line, "verify found something wrong");
            }
            #[expect(clippy::cast_precision_loss, reason = "a gauge")]
            metrics::gauge!("lianxin_verify_findings").set(found.len() as f64);
            looked = app.now();
            next = next_night(app.zone(), looked, settings);
            tracing::info!(findings = found.len(), "everything was counted again");
        }
        let age = (app.now() - looked).in_seconds();
        #[expect(clippy::cast_precision_loss, reason = "a gauge")]
        metrics::gauge!("lianxin_verify_age_seconds").set(age as f64);
        tokio::time::sleep(TELL).await;
    }
}

fn next_night(zone: &Zone, now: Timestamp, settings: Verify) -> Timestamp {
    let today = zone.date(now);
    let night = zone.at(today, settings.night_at);
    if now < night { night } else { zone.at(today.plus_days(1), settings.night_at) }
}

/// What is found now and still a while later.
async fn twice(app: &App, pause: Duration) -> Vec<String> {
    let first = lines(verify(app).await);
    if first.is_empty() {
        return first;
    }
    tokio::time::sleep(pause).await;
    let second: HashSet<String> = lines(verify(app).await).into_iter().collect();
    first.into_iter().filter(|line| second.contains(line)).collect()
}

fn lines(all: Vec<Checked>) -> Vec<String> {
    let of = |checked: Checked| {
        let name = checked.name;
        checked.findings.into_iter().map(move |line| format!("{name}: {line}"))
    };
    all.into_iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_night_is_today_or_tomorrow() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let at = |text| Timestamp::parse(text).unwrap();
        let next = |now| next_night(&zone, at(now), Verify::default());
        assert_eq!(next("2026-03-01T17:00:00Z"), at("2026-03-01T19:20:00Z"));
        assert_eq!(next("2026-03-01T19:20:00Z"), at("2026-03-02T19:20:00Z"));
    }
}
