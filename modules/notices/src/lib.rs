//! What people are told: a message in their inbox, and a text message where that matters.
//!
//! Here: the inbox, the texts of notices, sending by SMS. Not here: when someone is to be told; any
//! part of the program says that with the event `notices.wanted`.
mod commands;
mod holding;
mod http;
mod jobs;
mod model;
mod permissions;
mod queries;
mod settings;
mod sms;
mod store;
mod verify;
mod wording;

pub use commands::{DeliverNotice, ReadAllMessages, ReadMessage};
pub use http::routes;
pub use jobs::{DeliverWanted, SendSms};
pub use model::{Message, MessageId, MessageSms, NoticeCode, NoticeValue, NoticeValues};
pub use queries::{ListMyMessages, unread};
pub use settings::NoticeSettings;
pub use sms::{DevelopmentSms, Sending, Sms, SmsError, SmsSender, SmsSenders};
pub use wording::{day, day_time, month_day, readable, weekday};

use lianxin_kernel::{JobHandler, Listener, Module};

pub const MODULE: Module = Module {
    name: "notices",
    migrations: lianxin_db::migrations!("notices", "0001_notices.sql"),
    permissions: &permissions::ALL,
    holdings: &[&holding::Messages],
    checks: &[verify::CHECK],
    jobs: &[JobHandler::of::<DeliverWanted>(), JobHandler::of::<SendSms>()],
    listeners: &[Listener { event: "notices.wanted", job: "notices.deliver_wanted" }],
    ..Module::EMPTY
};
