//! Privacy as features: why data is processed, who consented, what is held about someone, who looked,
//! how long it is kept, and the registers the law asks for (PIPL).
//!
//! Here: purposes and their texts, consents, requests about one's data, retention, assessments,
//! breaches, provision. Not here: what is held (each part brings a [`lianxin_kernel::Holding`]), the
//! audit (the kernel), who someone is (`people`), inboxes.
mod commands;
mod config;
mod consents;
mod events;
mod holding;
mod http;
mod jobs;
mod model;
pub mod permissions;
mod queries;
mod reasons;
mod start;
mod store;
mod targets;
mod verify;
mod views;
mod wording;

pub use commands::{
    AddAssessment, AddConcerned, AddProvision, Added, AnswerDataRequest, AskAboutData,
    AssessmentChanged, BreachChanged, CarryOutErasing, ChangeAssessment, ChangeBreach, CloseBreach,
    EndProvision, Heir, NoteAuthorityTold, PublishText, PutPurpose, RecordBreach, RecordDecision,
    RequestMade, ReviewAssessment, SayToPurpose, Seed, SubmitAssessment, TakeDataRequest,
    TakeInDataRequest, TellConcerned, Told, WithdrawDataRequest,
};
pub use config::Config;
pub use consents::consents;
pub use events::{ConsentChanged, PersonErased};
pub use http::routes;
pub use model::*;
pub use queries::*;
pub use start::begin;
pub use views::*;

use lianxin_kernel::{JobHandler, Module};

pub const MODULE: Module = Module {
    name: "privacy",
    migrations: lianxin_db::migrations!("privacy", "0001_privacy.sql"),
    reference_tables: &["privacy_purpose", "privacy_purpose_version", "privacy_text"],
    permissions: &permissions::ALL,
    jobs: &[
        JobHandler::of::<jobs::Nightly>(),
        JobHandler::of::<jobs::CarryOut>(),
        JobHandler::of::<jobs::TellMore>(),
    ],
    checks: verify::CHECKS,
    holdings: &[&holding::Consents, &holding::Requests, &holding::Breaches],
    ..Module::EMPTY
};
