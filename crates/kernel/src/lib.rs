//! The words every part of Lianxin shares, and the one door for every change.
//!
//! Here: ids, time, money, text, [`Error`], [`Decision`], [`Actor`], [`Permission`], [`Command`],
//! [`Query`], [`Act`] (the door), audit, events, jobs, idempotency, pages.
//! Not here: HTTP, the SQL of business tables, any rule of a single module.
mod act;
mod actor;
mod app;
mod audit;
mod calendar;
mod chain;
mod chain_rows;
mod clock;
mod command;
mod date;
mod decision;
mod error;
mod events;
mod holding;
mod id;
mod idempotency;
mod jobs;
mod joined;
mod keys;
mod lag;
mod language;
mod migrations;
mod module;
mod money;
mod page;
mod permission;
mod random;
mod role;
mod seal;
mod secret;
mod secrets;
mod settings;
mod text;
mod timestamp;
mod trace;
mod verify;
mod verify_rows;
mod witness;
mod word;
mod worker;
mod zone;

pub use act::{Act, Cause};
pub use actor::{Actor, Grant, Person, Rights};
pub use app::{App, Builder};
pub use audit::{AuditFilter, AuditLine, audit_lines, audit_lines_about};
pub use calendar::{Calendar, DayKind};
pub use chain::{AuditReport, audit_head, audit_holds, forget_audit, verify_audit};
pub use clock::{Clock, ManualClock, SystemClock};
pub use command::{Command, Query, Read, Write};
pub use date::{Date, TimeOfDay, Weekday};
pub use decision::{Decision, Outcome, REASONS, Reason, ReasonText, ReasonValue};
pub use error::{Error, FieldCode, FieldError, Found, Result};
pub use events::{ActedFor, ActorId, Event, Listener};
pub use holding::{Check, EXPIRED_ROWS, Family, Held, Holding, SHOWN_ROWS, SealedColumns};
pub use id::{AnyId, Kind, KindOf};
pub use idempotency::forget_answers;
pub use jobs::{Job, JobHandler};
pub use joined::{count, join};
pub use keys::{Keyring, sealed_with};
pub use lag::noting_lag;
pub use language::Language;
pub use linkme;
pub use migrations::MIGRATIONS;
pub use module::Module;
pub use money::Money;
pub use page::{Cursor, Limit, Page};
pub use permission::{Permission, Scope, Scoped, allows};
pub use random::{Random, SeededRandom, SystemRandom};
pub use role::Role;
pub use seal::{fingerprint, same, seal};
pub use secret::Secret;
pub use secrets::was_started;
pub use settings::Settings;
pub use text::{Line, Names, Note};
pub use timestamp::{Span, Timestamp};
pub use trace::Purpose;
pub use verify::{AUDIT, Checked, Part, Rule, broken, in_parts, verify};
pub use witness::{DoneAct, Judgment, Watched, Witness};
pub use worker::{Worker, WorkerReport};
pub use zone::{Zone, ZoneOffset};

/// The tables of this crate that carry no district: one row each for the whole installation.
pub const REFERENCE_TABLES: &[&str] = &["kernel_secret"];
