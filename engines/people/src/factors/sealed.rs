use super::steps::SECRET;
use super::store as rows;
use lianxin_db::{Id, Tx, Work};
use lianxin_kernel::{App, Error, Kind, Result, SealedColumns};

/// What is sealed anew when the keys change.
pub(crate) const SEALED: &[SealedColumns] = &[SealedColumns {
    name: SECRET,
    renew: |app, after| Box::pin(async move { app.db().write(&Renew { app: &app, after }).await }),
}];

/// So many at a time, to let others write between.
const AT_ONCE: i64 = 200;

struct Renew<'a> {
    app: &'a App,
    after: Option<Id>,
}

impl Work for Renew<'_> {
    type Out = Option<Id>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Option<Id>> {
        let found = rows::sealed_after(tx, self.after.unwrap_or(Id::NIL), AT_ONCE).await?;
        let keys = self.app.keys();
        let mut last = None;
        for (person, sealed) in found {
            let plain = keys.open(SECRET, person.id(), &sealed)?;
            let anew = keys.seal(SECRET, person.id(), &plain, self.app.random())?;
            rows::seal_anew(tx, person, anew).await?;
            last = Some(person.id());
        }
        Ok(last)
    }
}
