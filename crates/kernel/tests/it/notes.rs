//! A small module to try the door with: notes on a place, which people leave and others hear of.
use lianxin_db::{FromRow, Migration, Row, stmt};
use lianxin_kernel::*;
use serde::{Deserialize, Serialize};

id!(NoteId, "not");

pub const PLACE: lianxin_db::Id = lianxin_db::Id::from_bytes([7; 16]);
pub const WRITE: Permission = Permission::new("notes.write", &[Role::Clerk]);
pub const KEEP: Permission = Permission::new("notes.keep", &[Role::Resident]);
pub const READ: Permission = Permission::new("notes.read", &[Role::Anyone]);

const MIGRATION: Migration = Migration {
    module: "notes",
    number: 1,
    name: "notes",
    text: "create table notes_note (district {int} not null, id {id} not null, text text not null, \
           primary key (district, id)) {strict};",
};

pub static MODULES: &[&Module] = &[&Module {
    name: "notes",
    migrations: &[MIGRATION],
    permissions: &[WRITE, KEEP, READ],
    jobs: &[JobHandler::of::<Copy>(), JobHandler::of::<Fail>(), JobHandler::of::<Tell>()],
    listeners: &[
        Listener { event: "notes.written", job: "notes.copy" },
        Listener { event: "kernel.acted_for", job: "notes.tell" },
    ],
    secrets: &["notes.key"],
    ..Module::EMPTY
}];

/// There is such a note.
struct There;

impl FromRow for There {
    fn from_row(_: &Row<'_>) -> lianxin_db::Result<Self> {
        Ok(Self)
    }
}

/// Write a note at the place.
#[derive(Clone, Serialize, Deserialize)]
pub struct WriteNote {
    pub text: String,
    pub code: Secret<String>,
}

#[derive(Serialize, Deserialize)]
pub struct Written {
    pub text: String,
}

impl Event for Written {
    const NAME: &'static str = "notes.written";
}

impl Command for WriteNote {
    const NAME: &'static str = "notes.write_note";
    const NEEDS: Permission = WRITE;
    type Target = Scope;
    type Out = NoteId;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        match self.text.as_str() {
            "nowhere" => Err(Error::NotFound("place")),
            "secret" => Ok(Scope::district(1).at(vec![PLACE]).hidden()),
            _ => Ok(Scope::district(1).at(vec![PLACE])),
        }
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<NoteId> {
        let id: NoteId = w.fresh();
        w.on(id);
        let q = stmt!("insert into notes_note (district, id, text) values ($1, $2, $3)");
        let q = q.bind(id.district()).bind(id).bind(self.text.as_str());
        w.tx().run(q).await?;
        if self.text == "bad" {
            return Err(Error::field("text", FieldCode::Wrong));
        }
        if self.text == "seat" {
            let q = stmt!("select text from notes_note where district = $1 and text = 'full'");
            if w.tx().opt::<There>(q.bind(1_i64)).await?.is_some() {
                return Err(Error::reason(reason!("notes.full", of = 1)));
            }
        }
        if self.text == "fail" {
            let now = w.now();
            w.later(Fail {}, now).await?;
        }
        w.say(Written { text: self.text.clone() }).await?;
        Ok(id)
    }
}

/// Hears of a note and writes it once more.
#[derive(Serialize, Deserialize)]
pub struct Copy {
    pub text: String,
}

impl Job for Copy {
    const NAME: &'static str = "notes.copy";

    async fn work(self, act: &Act) -> Result<()> {
        let text = format!("copy of {}", self.text);
        let copy = WriteNote { text, code: Secret::new(String::new()) };
        if self.text.starts_with("copy") {
            return Ok(());
        }
        act.run(copy).await?;
        Ok(())
    }
}

#[derive(Serialize, Deserialize)]
pub struct Fail {}

impl Job for Fail {
    const NAME: &'static str = "notes.fail";

    async fn work(self, _: &Act) -> Result<()> {
        Err(Error::internal("the wire is cut"))
    }
}

/// Keep something of one's own.
#[derive(Serialize, Deserialize)]
pub struct Keep {
    pub owner: NoteId,
}

impl Command for Keep {
    const NAME: &'static str = "notes.keep";
    const NEEDS: Permission = KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1).owned_by(self.owner).hidden())
    }

    async fn run(&self, _: &mut Write<'_>, _: Scope) -> Result<()> {
        Ok(())
    }
}

pub struct Texts;

/// Who wrote: a look that is written down.
pub struct Writers;

impl Query for Writers {
    const NAME: &'static str = "notes.writers";
    const NEEDS: Permission = WRITE;
    const LOGGED: bool = true;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1).at(vec![PLACE]).on(PLACE))
    }

    async fn run(&self, _: &mut Read<'_>, _: Scope) -> Result<()> {
        Ok(())
    }
}

/// Look at one person.
pub struct LookAt {
    pub person: lianxin_db::Id,
    pub purpose: Option<Purpose>,
}

impl Query for LookAt {
    const NAME: &'static str = "notes.look_at";
    const NEEDS: Permission = WRITE;
    type Target = Scope;
    type Out = ();

    fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1).at(vec![PLACE]))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<()> {
        r.saw(self.person);
        r.note("own_household", true);
        Ok(())
    }
}

/// Forget what the audit says of before.
#[derive(Serialize)]
pub struct Forget(pub Timestamp);

impl Command for Forget {
    const NAME: &'static str = "notes.forget";
    const NEEDS: Permission = WRITE;
    type Target = Scope;
    type Out = u64;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<u64> {
        forget_audit(w, self.0).await
    }
}

/// Hears that somebody acted for another.
#[derive(Serialize, Deserialize)]
pub struct Tell {
    pub what: String,
}

impl Job for Tell {
    const NAME: &'static str = "notes.tell";

    async fn work(self, act: &Act) -> Result<()> {
        let text = format!("{} for another", self.what);
        act.run(WriteNote { text, code: Secret::new(String::new()) }).await?;
        Ok(())
    }
}

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("text").map(Self)
    }
}

impl Query for Texts {
    const NAME: &'static str = "notes.texts";
    const NEEDS: Permission = READ;
    type Target = Scope;
    type Out = Vec<String>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Vec<String>> {
        let q = stmt!("select text from notes_note where district = $1 order by text");
        let found: Vec<Text> = r.tx().all(q.bind(1)).await?;
        Ok(found.into_iter().map(|Text(text)| text).collect())
    }
}

pub fn write(text: &str) -> WriteNote {
    WriteNote { text: text.into(), code: Secret::new("1234".into()) }
}
