//! One file for each group of questions.
mod desk;
mod figures;
mod freshness;
mod mine;
mod programs;
mod sessions;

pub use desk::{DeskDay, ShowDeskDay, ShowDoor, ShowFeedback, ShowParticipants, Totals};
pub use figures::{
    By, FigureFilter, FigureRow, Figures, ListRecords, Record, RecordFilter, ShowFigures,
};
pub use freshness::{CenterFreshness, Freshness, FreshnessFilter, ShowFreshness};
pub use mine::{ListMySignUps, MySignUpFilter, MyWhen, ShowSignUp};
pub use programs::{ListPrograms, PreviewDates, ProgramFilter, ShowProgram};
pub use sessions::{ListSessions, SessionFilter, ShowSession, sessions_per_center};
