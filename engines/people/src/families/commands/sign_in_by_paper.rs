use super::paper_code::CODE;
use crate::commands::{Opened, main};
use crate::config::Config;
use crate::families::model::PaperCode;
use crate::families::store;
use crate::model::{Born, PersonId, SignInKind};
use crate::permissions;
use crate::sessions::{Guard, NewSignIn, Origin, Rule, SignInWay, open_sign_in};
use crate::store as people;
use lianxin_db::Id;
use lianxin_kernel::{Command, Date, Permission, Read, Result, Scope, Secret, Write};
use serde::{Deserialize, Serialize};

/// Sign in with a printed code and the birth date of whose it is.
#[derive(Serialize)]
pub struct SignInByPaper {
    pub code: Secret<String>,
    pub birth_date: Secret<Date>,
    pub from: Origin,
}

/// How a sign-in by paper went. Wrong is an outcome and no error, so that it is counted: for the
/// code, which bears five wrong birth dates, and for the network.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperSignIn {
    SignedIn(Opened),
    /// Also when there is no such code, it was used, is too old or was tried too often.
    Wrong,
}

impl Command for SignInByPaper {
    const NAME: &'static str = "people.sign_in_by_paper";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = PaperSignIn;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(main(r.app())))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<PaperSignIn> {
        let config = w.settings().get::<Config>();
        let mut guards = vec![];
        if let Some(address) = self.from.address() {
            guards.push(Guard::hold(w, "address", &address, Rule::address(&config)).await?);
        }
        if let Some(network) = self.from.network() {
            guards.push(Guard::hold(w, "network", &network, Rule::network(&config)).await?);
        }
        if let Some(opened) = self.try_code(w).await? {
            w.note("outcome", "signed_in");
            return Ok(PaperSignIn::SignedIn(opened));
        }
        for guard in guards {
            guard.failed(w).await?;
        }
        w.note("outcome", "wrong");
        Ok(PaperSignIn::Wrong)
    }
}

impl SignInByPaper {
    async fn try_code(&self, w: &mut Write<'_>) -> Result<Option<Opened>> {
        let now = w.now();
        let Some(code) = PaperCode::read(self.code.expose()) else {
            return Ok(None);
        };
        let keys = w.app().keys().lookups(CODE, code.as_bytes());
        let paper = store::paper::count_try(w.tx(), keys).await?;
        // Looked for in any case: how long it takes must not tell whether there is such a code.
        let person = paper.as_ref().map_or(PersonId(Id::NIL), |paper| paper.person);
        let person = people::person::find(w.tx(), person).await?;
        let Some(paper) = paper else {
            return Ok(None);
        };
        if now >= paper.expires_at || paper.tries > PaperCode::TRIES {
            store::paper::end(w.tx(), paper.id, now).await?;
            return Ok(None);
        }
        let person = person.filter(|p| p.born == Some(Born::On(*self.birth_date.expose())));
        let Some(person) = person else {
            if paper.tries == PaperCode::TRIES {
                store::paper::end(w.tx(), paper.id, now).await?;
            }
            return Ok(None);
        };
        store::paper::end(w.tx(), paper.id, now).await?;
        let new = NewSignIn::by(SignInKind::Resident, SignInWay::PaperCode, &self.from);
        Ok(Some(open_sign_in(w, person.id, new).await?))
    }
}
