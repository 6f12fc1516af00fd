use crate::{Error, Random, Result, Timestamp};
use lianxin_db::{Column, Db, DbError, FromRow, Look, Row, Tx, Work, stmt};
use std::collections::HashMap;
use std::sync::Arc;

/// The named random keys of the installation; those that are missing are made.
pub(crate) struct Keys {
    pub names: Vec<&'static str>,
    pub random: Arc<dyn Random>,
    pub now: Timestamp,
}

/// Whether an installation was ever started on this database.
pub async fn was_started(db: &Db) -> Result<bool> {
    db.look(&AnySecret).await
}

struct AnySecret;

impl Look for AnySecret {
    type Out = bool;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<bool> {
        let q = stmt!("select value from kernel_secret order by name limit 1");
        Ok(tx.opt::<Key>(q).await?.is_some())
    }
}

struct Key([u8; 32]);

impl FromRow for Key {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        let bytes = Vec::<u8>::read(row, "value")?;
        let wrong = |_| DbError::Driver("a kept secret is not 32 bytes long".into());
        bytes.try_into().map(Self).map_err(wrong)
    }
}

/// All of them, if none is missing: what only reads can start then.
impl Look for Keys {
    type Out = Option<HashMap<&'static str, [u8; 32]>>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        let mut keys = HashMap::new();
        for name in &self.names {
            match tx.opt(kept(name)).await? {
                Some(Key(key)) => keys.insert(*name, key),
                None => return Ok(None),
            };
        }
        Ok(Some(keys))
    }
}

fn kept(name: &str) -> lianxin_db::Sql {
    stmt!("select value from kernel_secret where name = $1").bind(name)
}

impl Work for Keys {
    type Out = HashMap<&'static str, [u8; 32]>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Self::Out> {
        let mut keys = HashMap::new();
        for name in &self.names {
            let mut fresh = [0; 32];
            self.random.fill(&mut fresh);
            // Another process may have made it a moment ago: theirs then is ours.
            let q = stmt!(
                "insert into kernel_secret (name, value, at) values ($1, $2, $3)
                 on conflict (name) do nothing"
            );
            tx.run(q.bind(*name).bind(fresh.to_vec()).bind(self.now)).await?;
            let Key(key) = tx.one(kept(name)).await?;
            keys.insert(*name, key);
        }
        Ok(keys)
    }
}
