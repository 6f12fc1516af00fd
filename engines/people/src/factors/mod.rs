//! How staff prove that it is them: a code of an app, a passkey, a recovery code. Proving one makes a
//! sign-in strong, which is what sensitive things ask for.
//!
//! A second factor (app, passkey, recovery code) makes a staff sign-in *strong* until it ends;
//! every change of strength gives it a new token. The first factor is added at once, later changes
//! need a strong sign-in. `second_factor` asks it of all staff.
mod commands;
mod http;
mod model;
pub(crate) mod permissions;
mod queries;
mod relying;
mod sealed;
mod steps;
pub(crate) mod store;

pub(crate) use commands::within_starts;
pub use commands::{
    AddPasskey, ConfirmTotp, EnrollTotp, FactorAdded, NamePasskey, ProveFactor, ProvePasskey,
    Proved, RecoveryCodes, RemovePasskey, RemoveTotp, RenewRecoveryCodes, ResetFactors,
    SignInByPasskey, StartPasskey, StartPasskeyProof, StartPasskeySignIn, TotpEnrolled,
    reset_factors,
};
pub(crate) use http::routes;
pub(crate) use model::CeremonyKind;
pub use model::{CeremonyId, Challenge, PasskeyId};
pub use queries::{Factors, PasskeyShown, ShowFactors, TotpShown};
pub(crate) use sealed::SEALED;
pub(crate) use steps::has_factor;
