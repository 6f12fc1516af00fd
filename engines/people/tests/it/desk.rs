use crate::world::*;
use lianxin_kernel::{Error, FieldCode, Language, Role, Secret};
use lianxin_people::{
    AddPerson, FindPeople, PersonAgeGroup, PersonHit, ShowCard, person, persons, phone_of,
};
use lianxin_places::CenterId;
use lianxin_testkit::{both, race};

async fn find(t: &Test, center: CenterId, text: &str) -> Vec<PersonHit> {
    t.system().ask(FindPeople { center, text: text.into() }).await.unwrap()
}

fn new(name: &str, number: Option<&str>, home: CenterId) -> AddPerson {
    AddPerson {
        name: line(name),
        phone: number.map(|n| Secret::new(phone(n))),
        birth_date: Some(Secret::new("1950-01-01".parse().unwrap())),
        age_band: None,
        home_center: Some(home),
        language: Language::ZhCn,
    }
}

both! { setup: setup();
    async fn the_desk_adds_people_with_and_without_a_phone(t: Test) {
        let w = world(t).await;
        let clerk = added(t, "柜台", None, Some(w.north)).await.hit.person;
        let act = t.person_act(clerk, &[grant(Role::Clerk, w.north)]);
        let elder = act.run(new("䶮奶奶", None, w.north)).await.unwrap();
        assert_eq!((elder.hit.phone_hint, elder.hit.age_group), (None, Some(PersonAgeGroup::Elder)));
        let card = act.ask(ShowCard { person: elder.hit.person }).await.unwrap();
        assert_eq!((card.name.as_str(), &card.code), ("䶮奶奶", &elder.card_code));
        assert!(card.svg.starts_with("<svg") && card.svg.ends_with("</svg>"), "{}", card.svg);
        let second = act.run(new("䶮奶奶", None, w.north)).await.unwrap();
        assert_ne!(second.hit.person, elder.hit.person);
        let with = act.run(new("李茶", Some("13812342071"), w.north)).await.unwrap();
        assert_eq!(with.hit.phone_hint.as_deref(), Some("138****2071"));
    }

    race async fn a_phone_belongs_to_one_person_of_a_district(t: Test) {
        let w = world(t).await;
        added(t, "李茶", Some("13812342071"), Some(w.north)).await;
        let e = t.system().run(new("别人", Some("+86 138 1234 2071"), w.south)).await.unwrap_err();
        assert_eq!(refused(e), [("phone".to_owned(), FieldCode::Taken)]);
        assert_eq!(find(t, w.north, "别人").await, []);
        let all = race(5, |_| {
            let (act, command) = (t.system(), new("新人", Some("13912342071"), w.north));
            async move { act.run(command).await }
        }).await;
        assert_eq!(all.iter().filter(|a| a.is_ok()).count(), 1, "{all:?}");
    }

    async fn only_a_desk_finds_adds_and_prints(t: Test) {
        let w = world(t).await;
        let person = added(t, "李茶", None, Some(w.north)).await.hit.person;
        let me = added(t, "我", None, Some(w.north)).await.hit.person;
        for grants in [
            vec![],
            vec![grant(Role::Clerk, w.south)],
            vec![grant(Role::DistrictManager, w.district)],
        ] {
            let act = t.person_act(me, &grants);
            let e = act.ask(FindPeople { center: w.north, text: "李茶".into() }).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{grants:?} {e:?}");
            let e = act.run(new("新人", None, w.north)).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{grants:?} {e:?}");
            let e = act.ask(ShowCard { person }).await.unwrap_err();
            assert!(matches!(e, Error::NotFound(_)), "{grants:?} {e:?}");
            // One's own card one may see.
            act.ask(ShowCard { person: me }).await.unwrap();
        }
        let e = t.nobody().ask(FindPeople { center: w.north, text: "李茶".into() }).await;
        assert!(matches!(e, Err(Error::SignIn)), "{e:?}");
        for role in [Role::Clerk, Role::CenterManager, Role::Administrator] {
            let act = t.person_act(me, &[grant(role, w.street)]);
            assert_eq!(act.ask(FindPeople { center: w.north, text: "李茶".into() }).await.unwrap().len(), 1);
            act.ask(ShowCard { person }).await.unwrap();
        }
    }

    async fn other_parts_ask_for_persons(t: Test) {
        let w = world(t).await;
        let a = added(t, "李茶", Some("13812342071"), Some(w.north)).await.hit.person;
        let b = added(t, "海", None, None).await.hit.person;
        struct Ask(Vec<lianxin_people::PersonId>, lianxin_kernel::Keyring);
        impl lianxin_db::Look for Ask {
            type Out = (usize, Option<String>, Option<String>);
            type Error = Error;
            async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Self::Out, Error> {
                let Self(ids, keys) = self;
                let all = persons(tx, ids).await?;
                let first = person(tx, ids[0]).await?.unwrap().phone_hint(keys)?;
                let phone = phone_of(tx, keys, ids[0]).await?.map(|p| p.as_str().to_owned());
                Ok((all.len(), first, phone))
            }
        }
        let ids = vec![a, b, a, lianxin_people::PersonId(t.some_id())];
        let ask = Ask(ids, t.app.keys().clone());
        let (count, hint, phone) = t.app.db().look(&ask).await.unwrap();
        assert_eq!((count, hint.as_deref(), phone.as_deref()),
            (2, Some("138****2071"), Some("13812342071")));
    }
}
