//! One file for each change.
mod add_program;
mod add_sessions;
mod add_up_days;
mod cancel_session;
mod change_program;
mod change_session;
mod check_in;
mod check_in_at_desk;
mod follow_closing;
mod give_feedback;
mod manage_sign_up;
mod own_sign_up;
mod set_program_status;
mod sign_up;
mod tell_of_move;

pub use add_program::AddProgram;
pub use add_sessions::AddSessions;
pub use add_up_days::{AddUpAgain, AddUpDays, AddingUp};
pub use cancel_session::CancelSession;
pub use change_program::ChangeProgram;
pub use change_session::{ChangeSession, SessionChange};
pub use check_in::{CheckInByCode, CheckOutByCode};
pub use check_in_at_desk::{CheckInAtDesk, CheckOutAtDesk, Comer, UndoCheckIn};
pub use follow_closing::FollowClosing;
pub use give_feedback::GiveFeedback;
pub use manage_sign_up::{PromoteSignUp, RemoveSignUp};
pub use own_sign_up::{AcceptOffer, DeclineOffer, LeaveSession};
pub use set_program_status::SetProgramStatus;
pub use sign_up::{
    CompanionBand, CompanionDraft, SignUpFor, SignUpForSession, Wish, against, published,
};
pub use tell_of_move::TellOfMove;
