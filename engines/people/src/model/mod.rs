//! Types and pure rules.
mod card;
mod code;
mod person;
mod phone;
mod place;
mod sealed_phone;
mod secret_text;
mod ticket;
mod token;

pub use card::{Card, CardCode};
pub(crate) use code::{CODE_PHONE, code_of, subject};
pub(crate) use person::fold;
pub use person::{
    AddedBy, AgeBand, CardId, CodeId, GrantId, PersonHit, PersonId, PersonRef, SignInId, SignInKind,
};
pub use phone::Phone;
pub use place::PlaceId;
pub use sealed_phone::SealedPhone;
pub(crate) use sealed_phone::{PhoneColumns, phone_keys, tail_keys};
pub(crate) use secret_text::{check_login, check_password};
pub(crate) use ticket::Ticket;
pub(crate) use token::{ShownToken, Token};
