use super::around::Around;
use super::steps::{Opened, main, subject_of};
use crate::config::Config;
use crate::model::{Phone, SignInKind, Ticket, code_of};
use crate::permissions;
use crate::sessions::{Guard, NewSignIn, Origin, Rule, SignInWay, open_sign_in};
use crate::store;
use lianxin_kernel::{Command, Permission, Read, Result, Scope, Secret, Write, same};
use serde::{Deserialize, Serialize};

/// Sign in with a phone and the code it got.
#[derive(Serialize)]
pub struct SignInByPhone {
    pub phone: Secret<Phone>,
    pub code: Secret<String>,
    pub from: Origin,
}

/// How a sign-in by phone went. A wrong code is an outcome and no error: it has to be counted, and
/// what fails leaves nothing behind.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneSignIn {
    SignedIn(Opened),
    /// The phone is nobody's yet: the ticket lets its holder register.
    New {
        ticket: Secret<String>,
    },
    /// Also when there is no code, it is too old or was tried too often.
    Wrong {
        tries_left: i64,
    },
}

impl Command for SignInByPhone {
    const NAME: &'static str = "people.sign_in_by_phone";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = PhoneSignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PhoneSignIn> {
        let (phone, now, district) = (self.phone.expose(), w.now(), w.district());
        let config = w.settings().get::<Config>();
        let most = i64::from(config.code_tries);
        let guard = Guard::hold(w, "phone", phone.as_str(), Rule::phone(&config)).await?;
        let around = Around::hold(w, &self.from, &config).await?;
        let key = subject_of(w.app(), "phone", phone.as_str())?;
        let Some(tried) = store::code::count_try(w.tx(), district, &key, now, most).await? else {
            // Whoever asked for no code can't lock the phone of its owner.
            around.failed(w, false).await?;
            return Ok(PhoneSignIn::Wrong { tries_left: 0 });
        };
        let code = code_of(w.app().secret("people.code")?, tried.id, phone);
        if !same(code.as_bytes(), self.code.expose().trim().as_bytes()) {
            let locked = guard.failed(w).await?;
            around.failed(w, locked).await?;
            let tries_left = guard.left(now).min(most - tried.tries);
            return Ok(PhoneSignIn::Wrong { tries_left });
        }
        guard.passed(w).await?;
        store::code::use_up(w.tx(), tried.id, now).await?;
        // Where several share a phone, the one who came first; choosing is for the family page.
        let app = w.app().clone();
        if let Some(person) = store::person::with_phone(w.tx(), app.keys(), phone).await?.first() {
            let new = NewSignIn::by(SignInKind::Resident, SignInWay::PhoneCode, &self.from);
            let opened = open_sign_in(w, person.id, new).await?;
            w.note("outcome", "signed_in");
            return Ok(PhoneSignIn::SignedIn(opened));
        }
        let until = now + config.ticket_lasts();
        let ticket = Ticket { code: tried.id, phone: phone.clone(), until };
        let ticket = ticket.show(w.app().secret("people.ticket")?);
        w.note("outcome", "new");
        Ok(PhoneSignIn::New { ticket: Secret::new(ticket) })
    }
}
