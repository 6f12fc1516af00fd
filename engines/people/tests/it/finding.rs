use crate::world::*;
use lianxin_db::{FromRow, Look, Row, Tx, Work, sql};
use lianxin_kernel::{Error, FieldCode, Span};
use lianxin_people::{ChangeMe, EndPerson, FindPeople, PersonHit, PersonId, phone_of, was_here};
use lianxin_places::CenterId;
use lianxin_testkit::both;

async fn find(t: &Test, center: CenterId, text: &str) -> Vec<PersonHit> {
    t.system().ask(FindPeople { center, text: text.into() }).await.unwrap()
}

async fn found(t: &Test, center: CenterId, text: &str) -> Vec<String> {
    find(t, center, text).await.into_iter().map(|h| h.name).collect()
}

/// Someone who comes to a center.
struct Visit(PersonId, CenterId, lianxin_kernel::Timestamp);

impl Work for Visit {
    type Out = ();
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
        was_here(tx, self.0, self.1, self.2).await
    }
}

struct Line;

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get::<String>("text").map(|_| Self)
    }
}

both! { setup: setup();
    async fn people_are_found_in_every_way_they_are_asked_for(t: Test) {
        let w = world(t).await;
        let tea = added(t, "李茶", Some("13812342071"), Some(w.north)).await;
        added(t, "李海", Some("13912342071"), Some(w.south)).await;
        added(t, "王丽华", None, Some(w.north)).await;
        added(t, "單田芳", None, Some(w.north)).await;
        added(t, "尉迟恭", None, Some(w.south)).await;
        added(t, "吕布", None, Some(w.south)).await;
        added(t, "Anna 100%_Müller", Some("+85291234567"), Some(w.south)).await;
        added(t, "Anna Müller", None, Some(w.north)).await;
        for (text, names) in [
            ("李茶", &["李茶"][..]),
            ("lc", &["李茶"]),
            ("licha", &["李茶"]),
            ("丽华", &["王丽华"]),
            ("lihua", &["王丽华"]),
            ("wlh", &["王丽华"]),
            ("wang li hua", &["王丽华"]),
            ("wanglh", &["王丽华"]),
            ("王lh", &["王丽华"]),
            ("WLH", &["王丽华"]),
            ("王麗", &["王丽华"]),
            ("单田", &["單田芳"]),
            ("shantian", &["單田芳"]),
            ("stf", &["單田芳"]),
            ("yuchi", &["尉迟恭"]),
            ("lvbu", &["吕布"]),
            ("lubu", &["吕布"]),
            ("anna m", &["Anna Müller"]),
            ("A MÜL", &["Anna Müller"]),
            ("muller", &["Anna Müller"]),
            ("2071", &["李茶", "李海"]),
            ("8 1234 2071", &["李茶"]),
            ("138-1234-2071", &["李茶"]),
            ("+852 9123 4567", &["Anna 100%_Müller"]),
            ("9999", &[]),
            ("汪lh", &[]),
            ("%%", &[]),
            ("__", &[]),
            ("' or 1=1 --", &[]),
        ] {
            assert_eq!(found(t, w.north, text).await, names, "{text}");
        }
        let by_card = find(t, w.south, &tea.card_code.to_lowercase()).await;
        assert_eq!(by_card[0].person, tea.hit.person);
        assert_eq!(by_card[0].phone_hint.as_deref(), Some("138****2071"));
    }

    async fn the_best_come_first(t: Test) {
        let w = world(t).await;
        added(t, "王丽", None, Some(w.south)).await;
        added(t, "王丽华", None, Some(w.north)).await;
        added(t, "王丽君", None, Some(w.south)).await;
        let late = added(t, "王丽敏", None, Some(w.north)).await.hit.person;
        added(t, "赵王丽", None, Some(w.north)).await;
        let visit = Visit(late, w.north, t.app.now());
        t.app.db().write(&visit).await.unwrap();
        let expected = ["王丽", "王丽敏", "王丽华", "王丽君", "赵王丽"];
        assert_eq!(found(t, w.north, "王丽").await, expected);
        assert_eq!(found(t, w.north, "wangli").await, expected);
        // At the other desk the other center's people come first, and nobody was there.
        let there = found(t, w.south, "wangli").await;
        assert_eq!(&there[..2], ["王丽", "王丽君"]);
    }

    async fn who_was_here_lately_is_found_among_many(t: Test) {
        let w = world(t).await;
        for n in 0..30 {
            added(t, &format!("张安{n:02}"), None, Some(w.north)).await;
        }
        let last = added(t, "张总", None, Some(w.north)).await.hit.person;
        assert!(!found(t, w.north, "za").await.contains(&"张总".to_owned()));
        t.app.db().write(&Visit(last, w.north, t.app.now())).await.unwrap();
        assert_eq!(found(t, w.north, "zh").await[0], "张总");
        t.clock.forward(Span::days(61));
        assert_eq!(found(t, w.north, "zh").await.len(), 20);
    }

    async fn a_search_shows_twenty_and_wants_two_characters(t: Test) {
        let w = world(t).await;
        for n in 0..22 {
            added(t, &format!("张三{n:02}"), None, Some(w.north)).await;
        }
        assert_eq!(found(t, w.north, "张三").await.len(), 20);
        for (text, code) in [("张", FieldCode::TooShort), ("  张 ", FieldCode::TooShort)] {
            let ask = FindPeople { center: w.north, text: text.into() };
            let e = t.system().ask(ask).await.unwrap_err();
            assert_eq!(refused(e), [("q".to_owned(), code)]);
        }
        let ask = FindPeople { center: w.north, text: "张".repeat(81) };
        let e = t.system().ask(ask).await.unwrap_err();
        assert_eq!(refused(e), [("q".to_owned(), FieldCode::TooLong)]);
    }

    async fn a_new_name_is_found_and_the_old_one_not(t: Test) {
        let w = world(t).await;
        let id = resident(t, "13812342071", "茶茶", Some(w.north)).await.person;
        let change = ChangeMe { name: Some(line("李海")), ..ChangeMe::default() };
        t.person_act(id, &[]).run(change).await.unwrap();
        assert_eq!(found(t, w.north, "lihai").await, ["李海"]);
        assert_eq!(found(t, w.north, "chacha").await, Vec::<String>::new());
        let home = ChangeMe { home_center: Some(None), ..ChangeMe::default() };
        t.person_act(id, &[]).run(home).await.unwrap();
        assert_eq!(found(t, w.north, "lh").await, ["李海"]);
        t.system().run(EndPerson { person: id }).await.unwrap();
        for text in ["李海", "lh", "2071", "13812342071"] {
            assert_eq!(found(t, w.north, text).await, Vec::<String>::new(), "{text}");
        }
    }

    async fn every_one_who_was_shown_can_see_that(t: Test) {
        let w = world(t).await;
        let person = added(t, "李茶", None, Some(w.north)).await.hit.person;
        found(t, w.north, "licha").await;
        struct Lines(PersonId);
        impl Look for Lines {
            type Out = usize;
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<usize, Error> {
                let q = sql("select 'x' as text from kernel_audit_subject where subject = $1");
                Ok(tx.all::<Line>(q.bind(self.0)).await?.len())
            }
        }
        assert_eq!(t.app.db().look(&Lines(person)).await.unwrap(), 1);
    }

    async fn no_phone_stands_readable_in_the_database(t: Test) {
        let w = world(t).await;
        let id = added(t, "李茶", Some("13812342071"), Some(w.north)).await.hit.person;
        struct Rows;
        impl Look for Rows {
            type Out = Vec<Vec<u8>>;
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<Self::Out, Error> {
                struct Bytes(Vec<u8>);
                impl FromRow for Bytes {
                    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
                        row.get("bytes").map(Self)
                    }
                }
                let q = "select phone_sealed as bytes from people_person union all
                     select phone_key as bytes from people_person union all
                     select phone_tail_key as bytes from people_person";
                Ok(tx.all::<Bytes>(sql(q)).await?.into_iter().map(|b| b.0).collect())
            }
        }
        let rows = t.app.db().look(&Rows).await.unwrap();
        assert_eq!(rows.len(), 3);
        for row in &rows {
            assert!(!row.windows(4).any(|w| w == b"2071"));
        }
        // What was changed behind the program's back does not open.
        struct Tamper;
        impl Work for Tamper {
            type Out = ();
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
                let q = sql("update people_person set phone_sealed = $1");
                tx.run(q.bind(vec![1_u8; 60])).await?;
                Ok(())
            }
        }
        t.app.db().write(&Tamper).await.unwrap();
        struct Phone(PersonId, lianxin_kernel::Keyring);
        impl Look for Phone {
            type Out = ();
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<(), Error> {
                phone_of(tx, &self.1, self.0).await.map(drop)
            }
        }
        let ask = Phone(id, t.app.keys().clone());
        let e = t.app.db().look(&ask).await.unwrap_err();
        assert!(matches!(e, Error::Internal(_)), "{e:?}");
        let ask = FindPeople { center: w.north, text: "licha".into() };
        assert!(t.system().ask(ask).await.is_err());
    }

    async fn sealing_anew_loses_nobody(t: Test) {
        let w = world(t).await;
        for n in 0..3 {
            let phone = format!("1381234207{n}");
            added(t, "李茶", Some(&phone), Some(w.north)).await;
        }
        for column in t.app.sealed() {
            let (mut cursor, mut calls) = (None, 0);
            loop {
                cursor = (column.renew)(t.app.clone(), cursor).await.unwrap();
                calls += 1;
                if cursor.is_none() {
                    break;
                }
            }
            assert!(calls <= 3, "{}", column.name);
        }
        let hits = find(t, w.north, "13812342071").await;
        assert_eq!(hits[0].phone_hint.as_deref(), Some("138****2071"));
        assert_eq!(find(t, w.north, "2072").await.len(), 1);
    }
}
