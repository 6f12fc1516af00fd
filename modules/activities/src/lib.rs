//! Activities: what centers offer, from announcement to check-in, feedback and figures.
//!
//! Here: programs and their dates, signing up for them, being there, feedback, the figures counted
//! from these records. Not here: how places are given (`seats`), what proves being there
//! (`presence`), who people are (`people`), where centers are (`places`), inboxes (`notices`).
mod assemble;
mod attendance;
mod commands;
mod config;
mod counting;
mod dates;
mod events;
mod holding;
mod http;
mod model;
mod permissions;
mod queries;
mod reasons;
mod record;
mod rooms;
mod series;
mod store;
mod targets;
mod verify;
mod views;

pub use commands::*;
pub use config::Config;
pub use events::NoticeWanted;
pub use http::routes;
pub use model::{
    ActivityKind, Audience, FeedbackId, Mode, ProgramFields, ProgramId, ProgramStatus, SessionId,
    SessionStatus, Way,
};
pub use permissions::ALL as PERMISSIONS;
pub use queries::*;
pub use series::{DATES_MOST, Series};
pub use views::*;

use lianxin_kernel::{App, JobHandler, Listener, Module, Result};

pub const MODULE: Module = Module {
    name: "activities",
    migrations: lianxin_db::migrations!("activities", "0001_activities.sql", "0002_days.sql"),
    permissions: &permissions::ALL,
    holdings: &[&holding::Feedback],
    checks: verify::CHECKS,
    jobs: &[
        JobHandler::of::<TellOfMove>(),
        JobHandler::of::<FollowClosing>(),
        JobHandler::of::<AddingUp>(),
    ],
    listeners: &[
        Listener { event: "seats.claim_moved", job: "activities.tell_of_move" },
        Listener { event: "calendar.closed_over", job: "activities.follow_closing" },
    ],
    ..Module::EMPTY
};

/// What a starting program does: sees that days are added up from now on.
pub async fn begin(app: &App) -> Result<()> {
    app.system("start").run(AddUpAgain { at_once: true }).await
}

/// How words about a person stand in the audit: that there were some, and never which.
pub(crate) fn masked<T, S: serde::Serializer>(_: &T, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str("•••")
}
