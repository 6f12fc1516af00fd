//! The desk puts a record right.
use crate::families_world::*;
use lianxin_kernel::{Language, Role, Secret};
use lianxin_people::{
    CorrectPerson, Correction, CorrectionReason, Field, FindPeople, GiveGrant, GuardianEvidence,
    GuardianRelation, LinkGuardian, PersonId, Phone, PhoneSignIn, Sex, ShowRecord, routes,
};
use lianxin_testkit::{Browser, both};
use serde_json::json;

fn fix(person: PersonId, correction: Correction) -> CorrectPerson {
    CorrectPerson { person, correction, reason: CorrectionReason::Mistake }
}

fn named(name: &str) -> Correction {
    Correction { name: Some(line(name)), ..Correction::default() }
}

fn phoned(phone: Option<&str>) -> Correction {
    let phone = phone.and_then(Phone::parse);
    Correction { phone: Some(Secret::new(phone)), ..Correction::default() }
}

both! { setup: listening();
    async fn all_that_stands_in_a_record_can_be_put_right(t: Test) {
        let w = world(t).await;
        let person = elder(t, "王丽", w.north).await;
        let (_, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let all = Correction {
            name: Some(line("王莉")),
            phone: Some(Secret::new(Phone::parse("13812342071"))),
            birth_date: Some(Secret::new(Some(day("1951-03-02")))),
            age_band: None,
            home_center: Some(w.south),
            language: Some(Language::En),
            sex: Some(Secret::new(Some(Sex::Female))),
        };
        let hit = clerk.run(fix(person, all)).await.unwrap();
        assert_eq!((hit.name.as_str(), hit.phone_hint.as_deref()), ("王莉", Some("138****2071")));
        assert_eq!(hit.home_center, Some(w.south));
        let fields = vec![Field::BirthDate, Field::Language, Field::Sex];
        let shown = t.system().ask(ShowRecord { person, purpose: None, fields }).await.unwrap();
        assert_eq!((shown.birth_date, shown.language, shown.sex), (Some(day("1951-03-02")), Some(Language::En), Some(Sex::Female)));
        let found = t.system().ask(FindPeople { center: w.south, text: "2071".into() }).await.unwrap();
        assert_eq!(found[0].person, person);
        // They are told; what changed stands in the audit, and of the values nothing does.
        t.work_jobs().await;
        let told = told(t, person).await;
        assert_eq!((told.len(), &told[0]["values"]["what"]["en"]), (1, &json!("Corrected a record")));
        let lines = audit_at(t, person).await;
        let line = lines.iter().find(|l| l.what == "people.correct_person").unwrap();
        for part in ["name", "birth_date", "home_center", "language", "phone", "sex"] {
            assert!(line.notes.contains(part), "{part} in {}", line.notes);
        }
        assert!(line.input.contains("mistake"), "{}", line.input);
        for secret in ["王莉", "13812342071", "1951-03-02", "female"] {
            assert!(!line.input.contains(secret) && !line.notes.contains(secret), "{secret}");
        }
        // It is at home in the south now.
        is_hidden(clerk.run(fix(person, named("王力"))).await);
        // What is the same already is no news.
        let south = desk(t, Role::Clerk, w.south).await;
        south.run(fix(person, named("王莉"))).await.unwrap();
        t.work_jobs().await;
        assert_eq!(self::told(t, person).await.len(), 1);
    }

    async fn another_phone_ends_the_codes_and_sign_ins_of_the_old_one(t: Test) {
        let w = world(t).await;
        let old = resident(t, "13812342071", "王丽", Some(w.north)).await;
        let person = old.person;
        let clerk = desk(t, Role::Clerk, w.north).await;
        t.clock.forward(lianxin_kernel::Span::minutes(2));
        let code = code_for(t, "13812342071").await;
        clerk.run(fix(person, phoned(Some("13912342072")))).await.unwrap();
        assert!(act_of(t, old.token.expose()).await.is_none());
        let tried = enter(t, "13812342071", &code).await.unwrap();
        assert!(matches!(tried, PhoneSignIn::Wrong { .. }), "{tried:?}");
        let code = code_for(t, "13912342072").await;
        let PhoneSignIn::SignedIn(opened) = enter(t, "13912342072", &code).await.unwrap() else {
            panic!("not signed in");
        };
        assert_eq!(opened.person, person);
        // The same phone again ends nothing.
        clerk.run(fix(person, phoned(Some("13912342072")))).await.unwrap();
        assert!(act_of(t, opened.token.expose()).await.is_some());
        clerk.run(fix(person, phoned(None))).await.unwrap();
        assert!(act_of(t, opened.token.expose()).await.is_none());
        // The first phone is free.
        t.clock.forward(lianxin_kernel::Span::minutes(2));
        resident(t, "13812342071", "李茶", Some(w.north)).await;
        is_refused(clerk.run(fix(person, phoned(Some("13812342071")))).await, "phone", "taken");
    }

    async fn of_a_child_the_guardian_is_told(t: Test) {
        let w = world(t).await;
        let mother = elder(t, "王丽", w.north).await;
        let child = born(t, "小海", "2018-01-01", w.north).await.hit.person;
        let (relation, evidence) = (GuardianRelation::Mother, GuardianEvidence::BirthCertificate);
        t.system().run(LinkGuardian { child, guardian: mother, relation, evidence }).await.unwrap();
        let clerk = desk(t, Role::Clerk, w.north).await;
        clerk.run(fix(child, named("小河"))).await.unwrap();
        t.work_jobs().await;
        let news = told(t, mother).await;
        assert!(news.iter().any(|n| n["values"]["what"]["en"] == "Corrected the record of your child"), "{news:?}");
        assert!(told(t, child).await.is_empty());
    }

    async fn who_may_not_and_what_is_wrong_is_refused(t: Test) {
        let w = world(t).await;
        let person = elder(t, "王丽", w.north).await;
        let (me, clerk) = desk_of(t, Role::Clerk, w.north).await;
        is_forbidden(clerk.run(fix(me, named("王莉"))).await);
        is_hidden(own(t, person).run(fix(person, named("王莉"))).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.run(fix(person, named("王莉"))).await);
        is_hidden(desk(t, Role::DutyOfficer, w.north).await.run(fix(person, named("王莉"))).await);
        let above = t.person_act(me, &[grant(Role::DistrictManager, w.district)]);
        is_hidden(above.run(fix(person, named("王莉"))).await);
        // Nobody takes over an account that can do more than their own.
        let boss = elder(t, "主任", w.north).await;
        t.system().run(GiveGrant::standing(boss, Role::Administrator, w.district)).await.unwrap();
        is_hidden(clerk.run(fix(boss, phoned(Some("13812342071")))).await);
        is_refused(clerk.run(fix(person, Correction::default())).await, "name", "required");
        let born = Correction {
            birth_date: Some(Secret::new(Some(day("2027-01-01")))),
            ..Correction::default()
        };
        is_refused(clerk.run(fix(person, born)).await, "birth_date", "out_of_range");
        let home = Correction { home_center: Some(t.some_id().into()), ..Correction::default() };
        is_refused(clerk.run(fix(person, home)).await, "home_center", "unknown");
        let fields = vec![Field::Name];
        let shown = t.system().ask(ShowRecord { person, purpose: None, fields }).await.unwrap();
        assert_eq!(shown.name.as_deref(), Some("王丽"));
        t.work_jobs().await;
        assert!(told(t, person).await.is_empty());
    }

    async fn it_works_by_http(t: Test) {
        let w = world(t).await;
        staff_member(t, "clerk", Role::Clerk, w.north).await;
        let person = elder(t, "王丽", w.north).await;
        let mut b = Browser::new(lianxin_web::api([routes()]).router.with_state(t.app.clone()));
        let path = format!("/api/v1/desk/people/{person}");
        b.patch(&path, json!({ "reason": "changed", "name": "王莉" })).await.expect(401);
        let body = json!({ "login": "clerk", "password": PASSWORD });
        b.post("/api/v1/sign-in/staff", body).await.expect(200);
        let body = json!({ "reason": "changed", "name": "王莉", "phone": "13812342071", "sex": null });
        let hit = b.patch(&path, body).await.expect(200).body;
        assert_eq!((&hit["name"], &hit["phone_hint"]), (&json!("王莉"), &json!("138****2071")));
        let hit = b.patch(&path, json!({ "reason": "mistake", "phone": null })).await.expect(200).body;
        assert_eq!(hit["phone_hint"], json!(null));
        for body in [
            json!({ "name": "王莉" }),
            json!({ "reason": "x", "name": "王莉" }),
            json!({ "reason": "mistake" }),
            json!({ "reason": "mistake", "phone": "12" }),
            json!({ "reason": "mistake", "name": "" }),
            json!({ "reason": "mistake", "home_center": null }),
            json!({ "reason": "mistake", "added_by": "staff" }),
        ] {
            b.patch(&path, body).await.expect(422);
        }
        let far = added(t, "李茶", None, Some(w.south)).await.hit.person;
        let path = format!("/api/v1/desk/people/{far}");
        b.patch(&path, json!({ "reason": "mistake", "name": "x" })).await.expect(404);
    }
}
