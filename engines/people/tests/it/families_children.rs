use crate::families_world::*;
use lianxin_kernel::{Role, Secret, Span};
use lianxin_people::{
    AddChild, AddPickUp, Child, EndGuardian, EndPickUp, GuardianEvidence, GuardianRelation,
    LinkGuardian, ListChildren, ListGuardians, ListPickUps, PersonId, ShowPickUpPhone, guardian_of,
    guardians, may_take_home, needs_guardian_consent,
};
use lianxin_places::CenterId;
use lianxin_testkit::both;

fn child(name: &str, date: &str) -> AddChild {
    AddChild {
        name: line(name),
        birth_date: Secret::new(day(date)),
        sex: None,
        relation: GuardianRelation::Mother,
        language: None,
    }
}

fn link(child: PersonId, guardian: PersonId) -> LinkGuardian {
    let evidence = GuardianEvidence::HouseholdRegister;
    LinkGuardian { child, guardian, relation: GuardianRelation::Father, evidence }
}

fn pick_up(child: PersonId, name: &str) -> AddPickUp {
    let relation = Some(Secret::new(lianxin_kernel::Line::new("邻居").unwrap()));
    let phone = Some(Secret::new(phone("13812342071")));
    AddPickUp { child, name: line(name), relation, phone, until: None }
}

async fn mother(t: &Test, home: CenterId) -> PersonId {
    born(t, "王母", "1990-05-05", home).await.hit.person
}

struct Facts {
    guardians: Vec<PersonId>,
    is_guardian: bool,
    consent: bool,
    named: usize,
}

async fn facts(t: &Test, guardian: PersonId, child: PersonId) -> Facts {
    struct Ask(PersonId, PersonId, lianxin_kernel::Date);
    impl lianxin_db::Look for Ask {
        type Out = Facts;
        type Error = lianxin_kernel::Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> lianxin_kernel::Result<Facts> {
            let Self(guardian, child, on) = *self;
            Ok(Facts {
                guardians: guardians(tx, child, on).await?,
                is_guardian: guardian_of(tx, guardian, child, on).await?,
                consent: needs_guardian_consent(tx, child, on).await?,
                named: may_take_home(tx, child, on).await?.len(),
            })
        }
    }
    let today = t.app.zone().date(t.app.now());
    t.app.db().look(&Ask(guardian, child, today)).await.unwrap()
}

both! { setup: setup();
    async fn a_guardian_adds_a_child_that_has_no_phone(t: Test) {
        let w = world(t).await;
        let mother = mother(t, w.north).await;
        let act = own(t, mother);
        let made: Child = act.run(child("小茶", "2016-01-01")).await.unwrap();
        assert_eq!((made.name.as_str(), made.home_center), ("小茶", Some(w.north)));
        assert_eq!(made.adult_from, Some(day("2034-01-01")));
        assert_eq!(act.ask(ListChildren).await.unwrap(), std::slice::from_ref(&made));
        let known = facts(t, mother, made.child).await;
        assert_eq!((known.guardians, known.is_guardian, known.consent), (vec![mother], true, true));
        let desk = desk(t, Role::Clerk, w.north).await;
        let seen = desk.ask(ListGuardians { child: made.child }).await.unwrap();
        assert_eq!(seen[0].evidence, GuardianEvidence::OwnWord);
        for bad in ["2008-03-02", "1990-01-01"] {
            is_refused(act.run(child("大人", bad)).await, "birth_date", "out_of_range");
        }
        is_refused(act.run(child("未来", "2026-03-03")).await, "birth_date", "out_of_range");
        for n in 1..12 {
            act.run(child(&format!("孩子{n}"), "2016-01-01")).await.unwrap();
        }
        is_refused(act.run(child("太多", "2016-01-01")).await, "name", "too_many");
        let minor = born(t, "少年", "2010-01-01", w.north).await.hit.person;
        is_forbidden(own(t, minor).run(child("小小", "2026-01-01")).await);
    }

    async fn a_desk_links_a_guardian_by_what_it_saw(t: Test) {
        let w = world(t).await;
        let kid = born(t, "小海", "2014-01-01", w.north).await.hit.person;
        let father = elder(t, "李父", w.south).await;
        let (clerk_id, clerk) = desk_of(t, Role::Clerk, w.north).await;
        let id = clerk.run(link(kid, father)).await.unwrap();
        assert!(facts(t, father, kid).await.is_guardian);
        is_refused(clerk.run(link(kid, father)).await, "guardian", "taken");
        let own_word = LinkGuardian { evidence: GuardianEvidence::OwnWord, ..link(kid, mother(t, w.north).await) };
        is_refused(clerk.run(own_word).await, "evidence", "unknown");
        is_refused(clerk.run(link(kid, kid)).await, "guardian", "out_of_range");
        is_refused(clerk.run(link(kid, PersonId(t.some_id()))).await, "guardian", "unknown");
        let minor = born(t, "哥哥", "2009-01-01", w.north).await.hit.person;
        is_refused(clerk.run(link(kid, minor)).await, "guardian", "out_of_range");
        is_hidden(clerk.run(link(father, kid)).await);
        let adult = elder(t, "大人", w.north).await;
        is_refused(clerk.run(link(adult, father)).await, "birth_date", "out_of_range");
        let unknown = added(t, "不详", None, Some(w.north)).await.hit.person;
        is_refused(clerk.run(link(unknown, father)).await, "birth_date", "required");
        // Nobody makes themselves the guardian of a child that comes to their desk.
        is_forbidden(clerk.run(link(kid, clerk_id)).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.run(link(kid, adult)).await);
        is_hidden(own(t, father).run(link(kid, adult)).await);
        is_hidden(clerk.run(EndGuardian { child: adult, link: id }).await);
        clerk.run(EndGuardian { child: kid, link: id }).await.unwrap();
        let known = facts(t, father, kid).await;
        assert!(!known.is_guardian && known.guardians.is_empty());
        assert_eq!(own(t, father).ask(ListChildren).await.unwrap(), []);
    }

    async fn a_guardian_s_say_ends_on_the_eighteenth_birthday(t: Test) {
        let w = world(t).await;
        let mother = mother(t, w.north).await;
        let made = own(t, mother).run(child("小茶", "2008-03-04")).await.unwrap();
        let mut seen = vec![];
        for _ in 0..3 {
            let known = facts(t, mother, made.child).await;
            let listed = own(t, mother).ask(ListChildren).await.unwrap().len();
            let edits = own(t, mother).run(pick_up(made.child, "邻居")).await.is_ok();
            seen.push((known.is_guardian, known.guardians.len(), known.consent, listed, edits));
            t.clock.forward(Span::days(1));
        }
        assert_eq!(seen, [(true, 1, false, 1, true), (true, 1, false, 1, true), (false, 0, false, 0, false)]);
    }

    async fn guardians_and_the_desk_say_who_may_take_a_child_home(t: Test) {
        let w = world(t).await;
        let mother = mother(t, w.north).await;
        let kid = own(t, mother).run(child("小茶", "2016-01-01")).await.unwrap().child;
        let neighbor = own(t, mother).run(pick_up(kid, "张邻居")).await.unwrap();
        assert_eq!(neighbor.phone_hint.as_deref(), Some("138****2071"));
        let clerk = desk(t, Role::Clerk, w.north).await;
        let mut short = pick_up(kid, "李姨");
        short.until = Some(day("2026-03-02"));
        let aunt = clerk.run(short).await.unwrap();
        assert_eq!(facts(t, mother, kid).await.named, 2);
        let ask = ShowPickUpPhone { child: kid, pick_up: neighbor.id };
        assert_eq!(clerk.ask(ask).await.unwrap().as_deref(), Some("13812342071"));
        // Neither strangers nor the child itself.
        let stranger = elder(t, "陌生人", w.north).await;
        is_hidden(own(t, stranger).run(pick_up(kid, "坏人")).await);
        is_hidden(own(t, stranger).ask(ListPickUps { child: kid }).await);
        is_hidden(own(t, stranger).run(EndPickUp { child: kid, pick_up: neighbor.id }).await);
        is_hidden(desk(t, Role::Clerk, w.south).await.ask(ListPickUps { child: kid }).await);
        is_forbidden(own(t, kid).run(pick_up(kid, "朋友")).await);
        is_forbidden(own(t, kid).run(EndPickUp { child: kid, pick_up: neighbor.id }).await);
        let other = own(t, mother).run(child("小海", "2016-01-01")).await.unwrap().child;
        is_hidden(own(t, mother).run(EndPickUp { child: other, pick_up: neighbor.id }).await);
        let mut past = pick_up(kid, "昨天");
        past.until = Some(day("2026-03-01"));
        is_refused(own(t, mother).run(past).await, "until", "in_past");
        is_refused(clerk.run(pick_up(stranger, "大人")).await, "birth_date", "out_of_range");
        t.clock.forward(Span::days(1));
        assert_eq!(facts(t, mother, kid).await.named, 1);
        own(t, mother).run(EndPickUp { child: kid, pick_up: neighbor.id }).await.unwrap();
        assert_eq!(facts(t, mother, kid).await.named, 0);
        let left = clerk.ask(ListPickUps { child: kid }).await.unwrap();
        assert_eq!(left.iter().map(|p| p.id).collect::<Vec<_>>(), [aunt.id]);
        for n in 0..10 {
            own(t, mother).run(pick_up(kid, &format!("人{n}"))).await.unwrap();
        }
        is_refused(own(t, mother).run(pick_up(kid, "太多")).await, "name", "too_many");
    }
}
