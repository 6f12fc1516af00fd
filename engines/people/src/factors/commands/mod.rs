//! Every change of factors, and what they prove.
mod passkeys;
mod prove;
mod recovery;
mod sign_in;
mod totp;

pub use passkeys::{AddPasskey, NamePasskey, RemovePasskey, StartPasskey};
pub use prove::{ProveFactor, ProvePasskey, Proved, StartPasskeyProof};
pub use recovery::{RecoveryCodes, RenewRecoveryCodes, ResetFactors, reset_factors};
pub(crate) use sign_in::within_starts;
pub use sign_in::{SignInByPasskey, StartPasskeySignIn};
pub use totp::{ConfirmTotp, EnrollTotp, FactorAdded, RemoveTotp, TotpEnrolled};
