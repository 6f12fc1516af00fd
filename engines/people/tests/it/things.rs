//! A part of the program that holds something about persons: things, at most one of a kind each.
use lianxin_db::{FromRow, Id, Look, Migration, Row, Tx, Work, sql};
use lianxin_kernel::{AnyId, Error, Held, Holding, KindOf, Module, Read, Timestamp, Write};
use lianxin_people::PersonId;
use lianxin_testkit::Test;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub static THINGS: Module = Module {
    name: "things",
    migrations: &[Migration {
        module: "things",
        number: 1,
        name: "things",
        text: "create table things_thing (
                 district {int} not null, id {id} not null, person {id} not null, kind {int} not null,
                 primary key (district, id), unique (district, person, kind)
               ) {strict};",
    }],
    holdings: &[&Things],
    ..Module::EMPTY
};

pub struct Things;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thing {
    pub id: Id,
    pub person: PersonId,
    pub kind: i64,
}

impl FromRow for Thing {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self { id: row.get("id")?, person: row.get("person")?, kind: row.get("kind")? })
    }
}

const ALL: &str = "select id, person, kind from things_thing";

impl Holding for Things {
    fn name(&self) -> &'static str {
        "things.things"
    }

    fn purpose(&self) -> &'static str {
        "activities"
    }

    fn collect<'a>(&'a self, r: &'a mut Read<'_>, person: AnyId) -> Held<'a, Vec<Value>> {
        Box::pin(async move {
            let things: Vec<Thing> = r.tx().all(sql(ALL)).await?;
            let mine = things.into_iter().filter(|t| t.person.0 == person);
            Ok(mine.map(|t| json!({ "id": KindOf::show("thg", t.id), "kind": t.kind })).collect())
        })
    }

    fn erase<'a>(&'a self, _: &'a mut Write<'_>, _: AnyId) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }

    fn repoint<'a>(
        &'a self,
        w: &'a mut Write<'_>,
        from: AnyId,
        to: AnyId,
        rows: Option<&'a [AnyId]>,
    ) -> Held<'a, Vec<AnyId>> {
        Box::pin(async move {
            let things: Vec<Thing> = w.tx().all(sql(ALL)).await?;
            let taken: BTreeSet<i64> =
                things.iter().filter(|t| t.person.0 == to).map(|t| t.kind).collect();
            let mut gone = vec![];
            for thing in things.iter().filter(|t| t.person.0 == from) {
                let asked = rows.is_none_or(|rows| rows.contains(&thing.id));
                if asked && !taken.contains(&thing.kind) {
                    let q = sql("update things_thing set person = $1 where id = $2");
                    w.tx().run(q.bind(to).bind(thing.id)).await?;
                    gone.push(thing.id);
                }
            }
            Ok(gone)
        })
    }

    fn expire<'a>(&'a self, _: &'a mut Write<'_>, _: Timestamp) -> Held<'a, u64> {
        Box::pin(async { Ok(0) })
    }
}

struct Give(Thing);

impl Work for Give {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        let Self(thing) = self;
        let q =
            sql("insert into things_thing (district, id, person, kind) values ($1, $2, $3, $4)");
        let q = q.bind(i64::from(thing.id.district())).bind(thing.id).bind(thing.person);
        tx.run(q.bind(thing.kind)).await?;
        Ok(())
    }
}

struct Every;

impl Look for Every {
    type Out = Vec<Thing>;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<Vec<Thing>, Error> {
        let mut all: Vec<Thing> = tx.all(sql(ALL)).await?;
        all.sort_unstable();
        Ok(all)
    }
}

/// Gives a person a thing of a kind.
pub async fn give(t: &Test, person: PersonId, kind: i64) -> Id {
    let id = t.some_id();
    t.app.db().write(&Give(Thing { id, person, kind })).await.unwrap();
    id
}

/// All things there are, in one order.
pub async fn all_things(t: &Test) -> Vec<Thing> {
    t.app.db().look(&Every).await.unwrap()
}
