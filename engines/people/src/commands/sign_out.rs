use super::steps::main;
use crate::model::Token;
use crate::permissions;
use crate::store;
use lianxin_kernel::{Command, Kind, Permission, Read, Result, Scope, Secret, Write, same};
use serde::Serialize;

/// End a sign-in. The token is what proves it is one's own; an unknown one ends nothing.
#[derive(Serialize)]
pub struct SignOut {
    pub token: Secret<String>,
}

impl Command for SignOut {
    const NAME: &'static str = "people.sign_out";
    const NEEDS: Permission = permissions::SIGN_IN;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(match Token::read(self.token.expose()) {
            Some(token) => token.id.id().district(),
            None => main(r.app()),
        }))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        let now = w.now();
        let Some(token) = Token::read(self.token.expose()) else {
            return Ok(());
        };
        let found = store::sign_in::find(w.tx(), token.id).await?;
        if let Some(row) = found.filter(|row| same(&row.token_print, &token.print())) {
            store::sign_in::end(w.tx(), token.id, now).await?;
            w.on(row.person);
            w.note("outcome", "signed_out");
        }
        Ok(())
    }
}
