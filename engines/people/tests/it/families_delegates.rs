use crate::families_world::*;
use lianxin_kernel::{Act, Error, Kind, Note, Role, Secret, Span};
use lianxin_people::{
    ActingBasis, AddChild, ChangeMe, ConsentRecord, DelegateId, EndDelegate, EvidenceKind,
    GuardianRelation, ListActingFor, ListDelegates, MakeDelegate, Opened, PersonId, RecordDelegate,
    ShowMe, TellStanding, actor_for,
};
use lianxin_testkit::both;

fn make(card: &str) -> MakeDelegate {
    let card = Secret::new(card.to_owned());
    MakeDelegate { card, modules: None, from: None, until: None }
}

fn record(person: PersonId, delegate: PersonId) -> RecordDelegate {
    let reason = Note::new("在家口头同意,社工在场").unwrap();
    let record = ConsentRecord { evidence: EvidenceKind::WordBeforeWitness, reason };
    let record = Some(Secret::new(record));
    RecordDelegate { person, delegate, modules: None, from: None, until: None, card: None, record }
}

/// The act of whoever holds the token, for someone else.
async fn acting(t: &Test, token: &str, person: PersonId) -> Result<Act, Error> {
    let actor = actor_for(&t.app, token, &person.to_string()).await?;
    Ok(t.app.act(actor))
}

/// A father without a phone and a daughter who is signed in, from another district of life.
async fn family(t: &Test) -> (World, PersonId, Opened, String) {
    let w = world(t).await;
    let father = born(t, "李父", "1945-03-02", w.north).await;
    let daughter = resident(t, "13812342071", "李女", Some(w.south)).await;
    (w, father.hit.person, daughter, father.card_code)
}

async fn card_of(t: &Test, person: PersonId) -> String {
    own(t, person).ask(ShowMe).await.unwrap().card.code
}

/// Lets the daughter act for the father, in his own account.
async fn let_in(t: &Test, father: PersonId, daughter: PersonId) -> DelegateId {
    own(t, father).run(make(&card_of(t, daughter).await)).await.unwrap()
}

fn rename(name: &str) -> ChangeMe {
    ChangeMe { name: Some(line(name)), ..ChangeMe::default() }
}

both! { setup: listening();
    async fn a_daughter_acts_for_her_father_until_either_ends_it(t: Test) {
        let (_, father, daughter, _) = family(t).await;
        let token = daughter.token.expose();
        is_forbidden(acting(t, token, father).await.map(drop));
        let id = let_in(t, father, daughter.person).await;
        let act = acting(t, token, father).await.unwrap();
        assert_eq!(act.ask(ShowMe).await.unwrap().person, father);
        act.run(rename("李老")).await.unwrap();
        assert_eq!(own(t, father).ask(ShowMe).await.unwrap().name, "李老");
        let mine = own(t, daughter.person).ask(ListActingFor).await.unwrap();
        assert_eq!((mine[0].person, mine[0].basis), (father, ActingBasis::Delegate));
        let his = own(t, father).ask(ListDelegates { person: father }).await.unwrap();
        assert_eq!((his[0].delegate_name.as_str(), his[0].id), ("李女", id));
        // He ends it: the next request is refused.
        own(t, father).run(EndDelegate { person: father, delegate: id }).await.unwrap();
        is_forbidden(acting(t, token, father).await.map(drop));
        is_hidden(own(t, father).run(EndDelegate { person: father, delegate: id }).await);
        // She may end it as well.
        let id = let_in(t, father, daughter.person).await;
        acting(t, token, father).await.unwrap();
        let end = EndDelegate { person: daughter.person, delegate: id };
        own(t, daughter.person).run(end).await.unwrap();
        is_forbidden(acting(t, token, father).await.map(drop));
        assert_eq!(own(t, daughter.person).ask(ListActingFor).await.unwrap(), []);
    }

    async fn the_father_sees_what_was_done_and_by_whom(t: Test) {
        let (_, father, daughter, _) = family(t).await;
        let_in(t, father, daughter.person).await;
        let act = acting(t, daughter.token.expose(), father).await.unwrap();
        act.run(rename("李老")).await.unwrap();
        t.work_jobs().await;
        let told = told(t, father).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["code"], "acted_for");
        assert_eq!(told[0]["values"]["by"]["zh-CN"], "李女");
        let what = &told[0]["values"]["what"];
        assert_eq!(what["zh-CN"], "修改个人资料");
        assert!(what["en"].as_str().unwrap().starts_with("Changed the account"), "{what}");
        let lines = audit_at(t, father).await;
        let line = lines.iter().rfind(|l| l.what == "people.change_me").unwrap();
        assert_eq!((line.who, line.behalf), (Some(daughter.person.id()), Some(father.id())));
    }

    async fn a_consent_holds_on_its_days_and_in_its_parts(t: Test) {
        let (w, father, daughter, _) = family(t).await;
        let card = card_of(t, daughter.person).await;
        let list = |all: &[&str]| Some(all.iter().map(|m| (*m).to_owned()).collect());
        for (modules, field) in [(list(&[]), "modules"), (list(&["people", "payroll"]), "modules.1")] {
            let bad = MakeDelegate { modules, ..make(&card) };
            let code = if field == "modules" { "required" } else { "unknown" };
            is_refused(own(t, father).run(bad).await, field, code);
        }
        let until = |from: &str, until: &str| MakeDelegate {
            from: Some(day(from)), until: Some(day(until)), ..make(&card)
        };
        is_refused(own(t, father).run(until("2026-03-04", "2026-03-03")).await, "until", "before_start");
        is_refused(own(t, father).run(until("2026-02-01", "2026-03-01")).await, "until", "in_past");
        own(t, father).run(until("2026-03-03", "2026-03-04")).await.unwrap();
        let mut seen = vec![];
        for _ in 0..4 {
            seen.push(acting(t, daughter.token.expose(), father).await.is_ok());
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, [false, true, true, false]);
        // One that is over makes room; this one is for the parts of places alone.
        let places = MakeDelegate { modules: list(&["places"]), ..make(&card) };
        own(t, father).run(places).await.unwrap();
        let act = acting(t, daughter.token.expose(), father).await.unwrap();
        is_hidden(act.run(rename("李老")).await);
        is_refused(own(t, father).run(make(&card)).await, "card", "taken");
        let own_card = card_of(t, father).await;
        is_refused(own(t, father).run(make(&own_card)).await, "card", "out_of_range");
        is_refused(own(t, father).run(make("LX-0000-0000-0000-0000")).await, "card", "unknown");
        let minor = born(t, "孙女", "2012-01-01", w.north).await;
        is_refused(own(t, father).run(make(&minor.card_code)).await, "card", "out_of_range");
    }

    async fn who_was_let_in_lets_nobody_in(t: Test) {
        let (w, father, daughter, _) = family(t).await;
        let id = let_in(t, father, daughter.person).await;
        let friend = born(t, "朋友", "1980-01-01", w.north).await;
        let act = acting(t, daughter.token.expose(), father).await.unwrap();
        is_forbidden(act.run(make(&friend.card_code)).await);
        is_forbidden(act.run(EndDelegate { person: father, delegate: id }).await);
        let kind = lianxin_people::StandingKind::Veteran;
        let standing = lianxin_people::NewStanding { kind, place: w.north.into(), from: None, until: None };
        is_forbidden(act.run(TellStanding { standing: Secret::new(standing) }).await);
        assert_eq!(own(t, father).ask(ListDelegates { person: father }).await.unwrap().len(), 1);
        // Nor does acting for one open those who let that one in.
        let uncle = elder(t, "叔叔", w.north).await;
        let_in(t, uncle, father).await;
        is_forbidden(acting(t, daughter.token.expose(), uncle).await.map(drop));
        is_forbidden(acting(t, daughter.token.expose(), PersonId(t.some_id())).await.map(drop));
    }

    async fn a_desk_writes_a_consent_down_by_card_or_record(t: Test) {
        let (w, father, daughter, card) = family(t).await;
        let (clerk_id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let bare = RecordDelegate { record: None, ..record(father, daughter.person) };
        is_refused(clerk.run(bare).await, "record", "required");
        let with = |card: String| RecordDelegate {
            record: None, card: Some(Secret::new(card)), ..record(father, daughter.person)
        };
        let hers = card_of(t, daughter.person).await;
        is_refused(clerk.run(with(hers)).await, "card", "wrong");
        let id = clerk.run(with(card)).await.unwrap();
        acting(t, daughter.token.expose(), father).await.unwrap();
        t.work_jobs().await;
        let told = told(t, father).await;
        assert_eq!(told[0]["values"]["by"]["zh-CN"], "north工作人员");
        clerk.run(EndDelegate { person: father, delegate: id }).await.unwrap();
        clerk.run(record(father, daughter.person)).await.unwrap();
        // What the record says stays out of the audit.
        assert!(audit_at(t, father).await.iter().all(|l| !l.input.contains("口头")));
        is_forbidden(clerk.run(record(father, clerk_id)).await);
        is_forbidden(clerk.run(record(clerk_id, daughter.person)).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.run(record(father, daughter.person)).await);
        is_hidden(own(t, daughter.person).run(record(father, daughter.person)).await);
        is_hidden(own(t, daughter.person).ask(ListDelegates { person: father }).await);
        let stranger = elder(t, "陌生人", w.north).await;
        let other = clerk.run(record(stranger, daughter.person)).await.unwrap();
        is_hidden(own(t, father).run(EndDelegate { person: father, delegate: other }).await);
        is_hidden(own(t, father).run(EndDelegate { person: stranger, delegate: other }).await);
    }

    async fn a_guardian_acts_for_a_child_until_it_comes_of_age(t: Test) {
        let w = world(t).await;
        let mother = resident(t, "13812342071", "王母", Some(w.north)).await;
        let add = AddChild {
            name: line("小茶"),
            birth_date: Secret::new(day("2008-03-03")),
            sex: None,
            relation: GuardianRelation::Mother,
            language: None,
        };
        let kid = own(t, mother.person).run(add).await.unwrap().child;
        let act = acting(t, mother.token.expose(), kid).await.unwrap();
        act.run(rename("茶茶")).await.unwrap();
        t.work_jobs().await;
        assert_eq!(told(t, kid).await[0]["values"]["by"]["zh-CN"], "王母");
        t.clock.forward(Span::days(1));
        is_forbidden(acting(t, mother.token.expose(), kid).await.map(drop));
    }

    async fn staff_act_for_those_at_home_at_their_center_and_unnamed(t: Test) {
        let w = world(t).await;
        let person = elder(t, "李茶", w.north).await;
        staff_member(t, "north.clerk", Role::Clerk, w.north).await;
        staff_member(t, "south.clerk", Role::Clerk, w.south).await;
        staff_member(t, "upward", Role::DistrictManager, w.district).await;
        for login in ["south.clerk", "upward"] {
            let token = staff_token(t, login).await;
            is_forbidden(acting(t, &token, person).await.map(drop));
        }
        let token = staff_token(t, "north.clerk").await;
        let act = acting(t, &token, person).await.unwrap();
        act.run(rename("李茶茶")).await.unwrap();
        // As the other they have none of their own rights.
        let text = "李茶".to_owned();
        is_forbidden(act.ask(lianxin_people::FindPeople { center: w.north, text }).await);
        t.work_jobs().await;
        let told = told(t, person).await;
        assert_eq!(told[0]["values"]["by"]["en"], "the staff of north");
        assert!(!told[0].to_string().contains("王丽"), "{told:?}");
    }
}
