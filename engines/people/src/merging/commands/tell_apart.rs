use crate::merging::model::pair;
use crate::merging::permissions;
use crate::merging::steps::{about, both_scope};
use crate::merging::store as merges;
use crate::model::PersonId;
use lianxin_kernel::{Command, Error, FieldCode, Kind, Permission, Read, Result, Scope, Write};
use serde::Serialize;

/// Say that two who look like one are not: they are not proposed again.
#[derive(Serialize)]
pub struct TellApart {
    pub one: PersonId,
    pub other: PersonId,
}

impl Command for TellApart {
    const NAME: &'static str = "people.tell_apart";
    const NEEDS: Permission = permissions::MERGE;
    type Target = Scope;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        both_scope(r, self.one, self.other).await
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        if self.one == self.other || self.one.district() != self.other.district() {
            return Err(Error::field("other", FieldCode::Wrong));
        }
        about(w, &[self.one, self.other]).await?;
        let (by, now) = (w.who(), w.now());
        merges::tell_apart(w.tx(), pair(self.one, self.other), by, now).await
    }
}
