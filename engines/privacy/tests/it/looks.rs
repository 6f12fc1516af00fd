use crate::world::*;
use lianxin_kernel::Span;
use lianxin_people::{FindPeople, ShowCard};
use lianxin_privacy::*;
use lianxin_testkit::both;

both! { setup: setup();
    async fn a_person_sees_who_looked_and_for_what(t: Test) {
        let w = World::build(t).await;
        let person = added(t, "周看看", None, Some("1950-01-01"), Some(w.north)).await;
        let act = t.person_act(person, &[]);
        let looks = async |limit, after| act.ask(ListMyLooks { after, limit: Some(limit) }).await.unwrap();
        assert!(looks(20, None).await.items.is_empty());
        t.clock.forward(Span::minutes(1));
        w.clerk.ask(ShowConsentsOf { person }).await.unwrap();
        t.clock.forward(Span::minutes(1));
        let id = ask(&act, RequestKind::Copy, None).await.unwrap().request;
        w.manager.ask(ShowDataRequest { request: id }).await.unwrap();
        t.clock.forward(Span::minutes(1));
        w.clerk.ask(ShowCard { person }).await.unwrap();
        let seen = looks(20, None).await.items;
        let what: Vec<&str> = seen.iter().map(|l| l.what.as_str()).collect();
        assert_eq!(what, ["people.show_card", "privacy.show_data_request", "privacy.show_consents_of"]);
        let first = &seen[2];
        assert_eq!((first.who.as_deref(), first.purpose.as_deref()), (Some("李"), Some("service")));
        assert_eq!(first.role.map(|r| r.code().to_owned()).as_deref(), Some("clerk"));
        assert_eq!(first.place.as_ref().unwrap().get(lianxin_kernel::Language::ZhCn), "north");
        assert!(!first.oneself && !first.on_behalf);
        assert_eq!(seen[1].purpose.as_deref(), Some("data_request"));
        assert!(!first.words.get(lianxin_kernel::Language::En).is_empty());
        // Page by page they are the same.
        let mut paged = vec![];
        let mut after = None;
        loop {
            let page = looks(1, after).await;
            paged.extend(page.items.into_iter().map(|l| l.what));
            after = page.next;
            if after.is_none() { break; }
        }
        assert_eq!(paged, what);
        // Nobody else's looks are seen.
        let other = added(t, "吴", None, None, Some(w.north)).await;
        assert!(t.person_act(other, &[]).ask(ListMyLooks { after: None, limit: None }).await.unwrap().items.is_empty());
        w.clerk.ask(FindPeople { center: w.north, text: "周看看".into() }).await.unwrap();
    }

    async fn a_daughter_s_doing_is_told_apart(t: Test) {
        let w = World::build(t).await;
        let child = added(t, "小明", None, Some("2016-05-01"), Some(w.north)).await;
        let mother = added(t, "周妈妈", None, Some("1988-05-01"), Some(w.north)).await;
        guarded(&w, child, mother).await;
        t.clock.forward(Span::minutes(1));
        say(&acting(t, mother, child), "photos", Answer::Given, Some(1)).await.unwrap();
        let seen = acting(t, mother, child).ask(ListMyLooks { after: None, limit: None }).await.unwrap().items;
        assert_eq!((seen[0].what.as_str(), seen[0].on_behalf), ("privacy.say_to_purpose", true));
        assert_eq!((seen[0].who.as_deref(), seen[0].role), (Some("周"), None));
        let father = added(t, "周爷爷", None, Some("1950-01-01"), Some(w.north)).await;
        let peek = acting(t, mother, father).ask(ShowMyData).await.map(|_| ());
        assert_eq!(refused(peek), "privacy.own_word_needed");
    }
}
