use crate::world::*;
use lianxin_kernel::{Error, FieldCode, Language, Secret};
use lianxin_people::{ChangeMe, EndPerson, PersonId, RenewCard, ShowMe, person, person_by_card};
use lianxin_testkit::{both, race};

const MINE: &str = "13812342071";

/// Asks inside a transaction, as other parts of the program do.
async fn owner_of(t: &Test, code: &str) -> Option<PersonId> {
    struct Ask<'a>(&'a str);
    impl lianxin_db::Look for Ask<'_> {
        type Out = Option<PersonId>;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<Option<PersonId>, Error> {
            Ok(person_by_card(tx, self.0).await?.map(|p| p.id))
        }
    }
    t.app.db().look(&Ask(code)).await.unwrap()
}

async fn is_there(t: &Test, id: PersonId) -> bool {
    struct Ask(PersonId);
    impl lianxin_db::Look for Ask {
        type Out = bool;
        type Error = Error;
        async fn run(&self, tx: &mut lianxin_db::Tx) -> Result<bool, Error> {
            Ok(person(tx, self.0).await?.is_some())
        }
    }
    t.app.db().look(&Ask(id)).await.unwrap()
}

both! { setup: setup();
    async fn one_changes_what_is_given_and_nothing_else(t: Test) {
        let w = world(t).await;
        let id = resident(t, MINE, "茶", Some(w.north)).await.person;
        let act = t.person_act(id, &[]);
        let born = "1952-03-09".parse().unwrap();
        let change = ChangeMe { birth_date: Some(Secret::new(Some(born))), ..ChangeMe::default() };
        let me = act.run(change).await.unwrap();
        assert_eq!((me.name.as_str(), me.age, me.home_center), ("茶", Some(73), Some(w.north)));
        let change = ChangeMe {
            name: Some(line("李茶")),
            birth_date: Some(Secret::new(None)),
            age_band: None,
            home_center: Some(None),
            language: Some(Language::En),
        };
        act.run(change).await.unwrap();
        let me = act.ask(ShowMe).await.unwrap();
        assert_eq!((me.name.as_str(), me.age, me.home_center), ("李茶", None, None));
        assert_eq!((me.language, me.phone_hint.as_deref()), (Language::En, Some("138****2071")));
    }

    async fn what_cannot_be_is_refused_and_changes_nothing(t: Test) {
        let id = resident(t, MINE, "茶", None).await.person;
        let act = t.person_act(id, &[]);
        for born in ["2026-03-03", "1899-12-31"] {
            let born = Some(Secret::new(Some(born.parse().unwrap())));
            let e = act.run(ChangeMe { birth_date: born, ..ChangeMe::default() }).await.unwrap_err();
            assert_eq!(refused(e), [("birth_date".to_owned(), FieldCode::OutOfRange)]);
        }
        let home_center = Some(Some(t.some_id().into()));
        let change = ChangeMe { home_center, name: Some(line("另一个")), ..ChangeMe::default() };
        let e = act.run(change).await.unwrap_err();
        assert_eq!(refused(e), [("home_center".to_owned(), FieldCode::Unknown)]);
        assert_eq!(act.ask(ShowMe).await.unwrap().name, "茶");
    }

    async fn a_renewed_card_ends_the_old_one(t: Test) {
        let w = world(t).await;
        let id = resident(t, MINE, "茶", Some(w.north)).await.person;
        let act = t.person_act(id, &[]);
        let old = act.ask(ShowMe).await.unwrap().card.code;
        assert_eq!(owner_of(t, &old).await, Some(id));
        let new = act.run(RenewCard { person: id }).await.unwrap().code;
        assert_ne!(old, new);
        assert_eq!(owner_of(t, &old).await, None);
        // As it is scanned, and as it is typed.
        assert_eq!(owner_of(t, &new).await, Some(id));
        assert_eq!(owner_of(t, &new.replace('-', " ").to_lowercase()).await, Some(id));
        assert_eq!(owner_of(t, "no card").await, None);
        assert_eq!(act.ask(ShowMe).await.unwrap().card.code, new);
    }

    race async fn cards_renewed_at_once_leave_one(t: Test) {
        let id = resident(t, MINE, "茶", None).await.person;
        let codes = race(6, |_| {
            let act = t.person_act(id, &[]);
            async move { act.run(RenewCard { person: id }).await.unwrap().code }
        }).await;
        let mut worth = 0;
        for code in &codes {
            worth += usize::from(owner_of(t, code).await.is_some());
        }
        assert_eq!(worth, 1);
    }

    async fn nobody_renews_another_s_card(t: Test) {
        let w = world(t).await;
        let id = resident(t, MINE, "茶", Some(w.north)).await.person;
        let other = added(t, "别人", None, Some(w.north)).await.hit.person;
        let e = t.person_act(other, &[]).run(RenewCard { person: id }).await.unwrap_err();
        let none = PersonId(t.some_id());
        let nothing = t.person_act(other, &[]).run(RenewCard { person: none }).await.unwrap_err();
        // Whether there is such a person is not told either.
        assert_eq!(e.to_string(), nothing.to_string());
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }

    async fn an_ended_account_lets_nobody_in_and_frees_its_phone(t: Test) {
        let opened = resident(t, MINE, "茶", None).await;
        let card = t.person_act(opened.person, &[]).ask(ShowMe).await.unwrap().card.code;
        t.system().run(EndPerson { person: opened.person }).await.unwrap();
        assert!(act_of(t, opened.token.expose()).await.is_none());
        assert_eq!(owner_of(t, &card).await, None);
        assert!(!is_there(t, opened.person).await);
        t.clock.forward(lianxin_kernel::Span::minutes(2));
        let again = resident(t, MINE, "新人", None).await;
        assert_ne!(again.person, opened.person);
        let e = t.system().run(EndPerson { person: opened.person }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
    }
}
