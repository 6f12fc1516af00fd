//! Types and pure rules.
mod age;
mod card;
mod code;
mod person;
mod phone;
mod place;
mod said;
mod sealed_phone;
mod secret_text;
mod ticket;
mod token;

pub use age::{
    ADULT, Age, AgeBand, Born, Certainty, ELDER, OWN_CONSENT, PersonAgeGroup, StatedBand,
};
pub use card::{Card, CardCode};
pub(crate) use code::{CODE_PHONE, code_of, subject};
pub(crate) use person::fold;
pub use person::{
    AddedBy, CardId, CodeId, GrantId, PersonHit, PersonId, PersonRef, SignInId, SignInKind,
};
pub use phone::Phone;
pub use place::PlaceId;
pub(crate) use said::{Said, SaidAnew};
pub use sealed_phone::SealedPhone;
pub(crate) use sealed_phone::{PhoneColumns, phone_keys, tail_keys};
pub(crate) use secret_text::{check_login, check_password};
pub(crate) use ticket::Ticket;
pub(crate) use token::{ShownToken, Token};
