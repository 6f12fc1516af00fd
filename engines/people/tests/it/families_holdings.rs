//! What is held about a person: seen, erased, and given to another record of theirs and back.
use crate::families_world::*;
use lianxin_db::{Tx, Work, sql};
use lianxin_kernel::{
    AnyId, Command, Error, Holding, Kind, Permission, Query, Read, Result, Role, Scope, Secret,
    Write,
};
use lianxin_people::{
    AddPickUp, ChangeMyDetails, CreateHousehold, DetailsChange, GuardianEvidence, GuardianRelation,
    IssuePaperCode, LinkGuardian, MakeDelegate, Need, Needs, NewStanding, PersonId, ShowMe,
    ShowMyDetails, StandingKind, TellStanding,
};
use lianxin_testkit::both;
use serde::Serialize;
use serde_json::Value;

fn ours(column: &str) -> bool {
    ["people_detail.", "people_pick_up.", "people_standing."].iter().any(|t| column.starts_with(t))
}

/// Changes rows as someone with the file at hand could.
struct Tamper(PersonId);

impl Work for Tamper {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        let q = sql("update people_detail set needs_sealed = $1 where person = $2");
        tx.run(q.bind(vec![1_u8; 60]).bind(self.0)).await?;
        let q = sql("update people_standing set kind_key = $1 where person = $2");
        tx.run(q.bind(vec![1_u8; 32]).bind(self.0)).await?;
        Ok(())
    }
}

/// Takes what was changed away, so that the test ends whole.
struct Mend(PersonId);

impl Work for Mend {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.run(sql("delete from people_detail where person = $1").bind(self.0)).await?;
        tx.run(sql("delete from people_standing where person = $1").bind(self.0)).await?;
        Ok(())
    }
}

const KEEP: Permission = Permission::new("t.keep", &[]);

/// The holdings of this feature, by name.
fn holdings() -> Vec<&'static dyn Holding> {
    let of_families = |h: &&&'static dyn Holding| {
        [
            "details",
            "residency",
            "standings",
            "paper_codes",
            "households",
            "pick_up_persons",
            "guardians",
            "delegates",
        ]
        .iter()
        .any(|n| h.name() == format!("people.{n}"))
    };
    lianxin_people::MODULE.holdings.iter().filter(of_families).copied().collect()
}

struct Collect(PersonId);

impl Query for Collect {
    const NAME: &'static str = "t.collect";
    const NEEDS: Permission = KEEP;
    type Target = Scope;
    type Out = Vec<(&'static str, Vec<Value>)>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.0.id().district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<Self::Out> {
        let mut all = vec![];
        for holding in holdings() {
            all.push((holding.name(), holding.collect(r, self.0.id()).await?));
        }
        Ok(all)
    }
}

#[derive(Serialize)]
struct Erase(PersonId);

impl Command for Erase {
    const NAME: &'static str = "t.erase";
    const NEEDS: Permission = KEEP;
    type Target = Scope;
    type Out = ();

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.0.id().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<()> {
        for holding in holdings() {
            holding.erase(w, self.0.id()).await?;
        }
        Ok(())
    }
}

/// Gives the rows over; with `rows`, holding by holding only these.
#[derive(Serialize)]
struct Repoint {
    from: PersonId,
    to: PersonId,
    #[serde(skip)]
    rows: Option<Vec<Vec<AnyId>>>,
}

impl Command for Repoint {
    const NAME: &'static str = "t.repoint";
    const NEEDS: Permission = KEEP;
    type Target = Scope;
    type Out = Vec<Vec<String>>;

    async fn target(&self, _: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(self.from.id().district()))
    }

    async fn run(&self, w: &mut Write<'_>, _: Scope) -> Result<Vec<Vec<String>>> {
        let mut all = vec![];
        for (at, holding) in holdings().into_iter().enumerate() {
            let rows = self.rows.as_ref().map(|rows| rows[at].as_slice());
            let moved = holding.repoint(w, self.from.id(), self.to.id(), rows).await?;
            all.push(moved.into_iter().map(|id| PersonId(id).to_string()).collect());
        }
        Ok(all)
    }
}

/// Everything this feature can know of someone of 15: the one holding it cannot is named.
async fn full(t: &Test) -> (World, PersonId) {
    let w = world(t).await;
    let clerk = desk(t, Role::Clerk, w.north).await;
    let me = born(t, "小茶", "2011-01-01", w.north).await.hit.person;
    let needs = Needs { words: vec![Need::Sight], note: None };
    let change =
        DetailsChange { needs: Some(Secret::new(Some(needs))), ..DetailsChange::default() };
    own(t, me).run(ChangeMyDetails { change }).await.unwrap();
    own(t, me).run(lianxin_people::ClaimResidency { person: me, evidence: None }).await.unwrap();
    let standing =
        NewStanding { kind: StandingKind::Veteran, place: w.north.into(), from: None, until: None };
    own(t, me).run(TellStanding { standing: Secret::new(standing) }).await.unwrap();
    clerk.run(CreateHousehold { person: me, address: None, from: None }).await.unwrap();
    let father = elder(t, "李父", w.north).await;
    let (relation, evidence) = (GuardianRelation::Father, GuardianEvidence::BirthCertificate);
    clerk.run(LinkGuardian { child: me, guardian: father, relation, evidence }).await.unwrap();
    let named = AddPickUp {
        child: me,
        name: line("张邻居"),
        relation: None,
        phone: Some(Secret::new(phone("13812342071"))),
        until: None,
    };
    clerk.run(named).await.unwrap();
    let card = own(t, father).ask(ShowMe).await.unwrap().card.code;
    let card = Secret::new(card);
    own(t, me).run(MakeDelegate { card, modules: None, from: None, until: None }).await.unwrap();
    clerk.run(IssuePaperCode { person: me }).await.unwrap();
    (w, me)
}

async fn counts(t: &Test, person: PersonId) -> Vec<(&'static str, usize)> {
    let all = t.system().ask(Collect(person)).await.unwrap();
    all.into_iter().map(|(name, rows)| (name, rows.len())).collect()
}

both! { setup: setup();
    async fn everything_that_is_held_is_shown_and_can_be_erased(t: Test) {
        let (_, me) = full(t).await;
        assert_eq!(counts(t, me).await.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1; 8]);
        t.system().run(Erase(me)).await.unwrap();
        let left = t.system().ask(Collect(me)).await.unwrap();
        let text = serde_json::to_string(&left.iter().map(|(_, v)| v).collect::<Vec<_>>()).unwrap();
        for word in ["张邻居", "138", "sight", "veteran"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        // Where they lived and whether they claimed it still counts, without a word about them.
        let left: Vec<_> = left.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, _)| n).collect();
        assert_eq!(left, ["people.residency", "people.households"]);
    }

    async fn a_merge_moves_every_row_and_its_undo_brings_them_back(t: Test) {
        let (w, me) = full(t).await;
        let twin = born(t, "小茶", "2011-01-01", w.north).await.hit.person;
        let before = counts(t, me).await;
        let needs = own(t, me).ask(ShowMyDetails).await.unwrap();
        let go = Repoint { from: me, to: twin, rows: None };
        let moved = t.system().run(go).await.unwrap();
        let after = counts(t, twin).await;
        for ((name, was), (_, is)) in before.iter().zip(&after) {
            let stays = *name == "people.paper_codes";
            assert_eq!(*is, if stays { 0 } else { *was }, "{name}");
        }
        // Sealed for one person, they open for the other.
        assert_eq!(own(t, twin).ask(ShowMyDetails).await.unwrap(), needs);
        let rows = moved.iter().map(|ids| {
            ids.iter().map(|id| id.parse::<PersonId>().unwrap().id()).collect()
        }).collect();
        let back = Repoint { from: twin, to: me, rows: Some(rows) };
        t.system().run(back).await.unwrap();
        assert_eq!(counts(t, me).await, before);
        assert_eq!(counts(t, twin).await.iter().map(|(_, n)| n).sum::<usize>(), 0);
        assert_eq!(own(t, me).ask(ShowMyDetails).await.unwrap(), needs);
    }

    async fn what_both_have_stays_where_it_is(t: Test) {
        let (w, me) = full(t).await;
        let twin = born(t, "小茶", "2011-01-01", w.north).await.hit.person;
        let clerk = desk(t, Role::Clerk, w.north).await;
        clerk.run(CreateHousehold { person: twin, address: None, from: None }).await.unwrap();
        let standing = NewStanding { kind: StandingKind::Veteran, place: w.north.into(), from: None, until: None };
        own(t, twin).run(TellStanding { standing: Secret::new(standing) }).await.unwrap();
        own(t, twin).run(lianxin_people::ClaimResidency { person: twin, evidence: None }).await.unwrap();
        t.system().run(Repoint { from: me, to: twin, rows: None }).await.unwrap();
        let stayed: Vec<_> = counts(t, me).await.into_iter().filter(|(_, n)| *n > 0).map(|(n, _)| n).collect();
        assert_eq!(stayed, ["people.residency", "people.standings", "people.paper_codes", "people.households"]);
        assert!(counts(t, twin).await.iter().all(|(_, n)| *n <= 1));
        let e = t.person_act(me, &[]).run(Erase(twin)).await.unwrap_err();
        assert!(matches!(e, Error::Forbidden), "{e:?}");
    }

    async fn new_keys_open_what_was_sealed_and_a_change_behind_our_back_is_found(t: Test) {
        let (_, me) = full(t).await;
        let before = t.system().ask(Collect(me)).await.unwrap();
        for column in lianxin_people::MODULE.sealed.iter().filter(|c| ours(c.name)) {
            let (mut cursor, mut parts) = (None, 0);
            loop {
                cursor = (column.renew)(t.app.clone(), cursor).await.unwrap();
                parts += 1;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(parts, 2, "{}", column.name);
        }
        assert_eq!(t.system().ask(Collect(me)).await.unwrap(), before);
        let check = lianxin_people::MODULE.checks.iter().find(|c| c.name == "people.sealed_families");
        let findings = || (check.unwrap().run)(t.app.clone());
        assert_eq!(findings().await.unwrap(), Vec::<String>::new());
        // Someone with the database at hand makes the veteran another's.
        t.app.db().write(&Tamper(me)).await.unwrap();
        let found = findings().await.unwrap();
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|f| f.contains("does not open") && f.contains(&me.to_string())));
        assert!(found.iter().any(|f| f.contains("tells no kind")));
        own(t, me).ask(ShowMyDetails).await.unwrap_err();
        t.app.db().write(&Mend(me)).await.unwrap();
    }
}
