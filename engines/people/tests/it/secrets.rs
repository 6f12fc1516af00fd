//! Nothing secret or personal stands where it could be read later.
use crate::world::*;
use lianxin_db::{FromRow, Look, Row, Tx, sql};
use lianxin_kernel::{Error, Role, Secret, Span};
use lianxin_people::{PhoneSignIn, SignInByPhone, StaffSignIn};
use lianxin_testkit::both;

struct Text(String);

impl FromRow for Text {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("text").map(Self)
    }
}

struct Everything;

impl Look for Everything {
    type Out = String;
    type Error = Error;

    async fn run(&self, tx: &mut Tx) -> Result<String, Error> {
        let mut all = String::new();
        for q in [
            "select input as text from kernel_audit",
            "select payload as text from kernel_job",
            "select answer as text from kernel_idempotency",
            "select coalesce(failure, '') as text from kernel_job",
            "select login || ' ' || hash as text from people_credential",
        ] {
            for Text(text) in tx.all::<Text>(sql(q)).await? {
                all.push_str(&text);
                all.push('\n');
            }
        }
        Ok(all)
    }
}

async fn written(t: &Test) -> String {
    t.app.db().look(&Everything).await.unwrap()
}

both! { setup: setup();
    async fn a_whole_sign_in_leaves_no_secret_behind(t: Test) {
        let w = world(t).await;
        let number = "13812342071";
        ask_code(t, number).await.unwrap();
        let before = written(t).await;
        assert!(before.contains("cod_"), "the job names its code: {before}");
        t.work_jobs().await;
        let code = sent(t, number);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        enter(t, number, wrong).await.unwrap();
        // Also not where a key asks for the first answer to be kept.
        let keyed = t.nobody().once("one intent");
        let sign_in = SignInByPhone {
            phone: Secret::new(phone(number)),
            code: Secret::new(code.clone()),
            from: Default::default(),
        };
        let ticket = match keyed.run(sign_in).await.unwrap() {
            PhoneSignIn::New { ticket } => ticket.into_inner(),
            other => panic!("{other:?}"),
        };
        let keyed = t.nobody().once("another intent");
        let opened = keyed.run(register(&ticket, "绝密名", Some(w.north))).await.unwrap().opened;
        let token = opened.token.into_inner();
        let all = format!("{before}\n{}", written(t).await);
        for secret in [number, &code, wrong, &ticket, &token, "绝密名"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        assert!(all.contains("•••"));
    }

    async fn a_password_is_nowhere_but_in_its_hash(t: Test) {
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        try_staff(t, "wang.li", "wrong-password-1").await.unwrap();
        try_staff(t, "typed-password-as-login", "x").await.unwrap();
        let token = match try_staff(t, "wang.li", PASSWORD).await.unwrap() {
            StaffSignIn::SignedIn(opened) => opened.token.into_inner(),
            StaffSignIn::Wrong => panic!("wrong"),
        };
        let all = written(t).await;
        for secret in [PASSWORD, "wrong-password-1", "typed-password-as-login", &token, "王丽"] {
            assert!(!all.contains(secret), "{secret} in {all}");
        }
        assert_eq!(all.matches("$argon2id$").count(), 1);
    }

    async fn every_act_is_one_line_of_the_audit(t: Test) {
        let opened = resident(t, "13812342071", "茶", None).await;
        let lines = t.audit().await;
        // All at one moment of the test's clock, so in no order among each other.
        let mut what: Vec<_> = lines.iter().map(|l| l.what.as_str()).collect();
        what.sort_unstable();
        let expected = [
            "people.note_code_sent",
            "people.register",
            "people.request_code",
            "people.sign_in_by_phone",
        ];
        assert_eq!(what, expected);
        let made = lines.iter().find(|l| l.what == "people.register").unwrap();
        assert_eq!(made.target, Some(opened.person.0));
    }

    async fn the_phone_of_a_code_is_sealed_and_forgotten_when_it_was_sent(t: Test) {
        struct Waiting(lianxin_kernel::AnyId, Vec<u8>);
        impl FromRow for Waiting {
            fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
                Ok(Self(row.get("id")?, row.get("phone_sealed")?))
            }
        }
        struct Phones;
        impl Look for Phones {
            type Out = Vec<Waiting>;
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<Vec<Waiting>, Error> {
                let q = "select id, phone_sealed from people_code where phone_sealed is not null";
                Ok(tx.all(sql(q)).await?)
            }
        }
        let number = "13812342071";
        ask_code(t, number).await.unwrap();
        let waiting = t.app.db().look(&Phones).await.unwrap();
        let [Waiting(code, sealed)] = &waiting[..] else { panic!("{}", waiting.len()) };
        assert!(!sealed.windows(4).any(|part| number.as_bytes().windows(4).any(|own| own == part)));
        let opened = t.app.keys().open("people_code.phone", *code, sealed).unwrap();
        assert_eq!(opened, number.as_bytes());
        // In the row of another code it opens nothing.
        assert!(t.app.keys().open("people_code.phone", t.some_id(), sealed).is_err());
        // A key that changes meanwhile does not lose the message.
        for columns in t.app.modules().iter().flat_map(|m| m.sealed) {
            let mut after = None;
            while let Some(last) = (columns.renew)(t.app.clone(), after).await.unwrap() {
                after = Some(last);
            }
        }
        let anew = t.app.db().look(&Phones).await.unwrap();
        assert_ne!(&anew[0].1, sealed);
        t.work_jobs().await;
        assert!(!sent(t, number).is_empty());
        assert!(t.app.db().look(&Phones).await.unwrap().is_empty());
    }

    async fn old_codes_and_counts_go_in_the_night(t: Test) {
        struct Rows;
        impl Look for Rows {
            type Out = (usize, usize);
            type Error = Error;
            async fn run(&self, tx: &mut Tx) -> Result<(usize, usize), Error> {
                let codes = tx.all::<Text>(sql("select language as text from people_code")).await?;
                let q = "select 'x' as text from people_limit";
                Ok((codes.len(), tx.all::<Text>(sql(q)).await?.len()))
            }
        }
        let w = world(t).await;
        staff_member(t, "wang.li", Role::Clerk, w.north).await;
        ask_code(t, "13812342071").await.unwrap();
        t.work_jobs().await;
        assert_eq!(t.app.db().look(&Rows).await.unwrap(), (1, 1));
        // Night after night, without anyone asking for it again.
        t.clock.forward(Span::days(1));
        assert_eq!(t.work_jobs().await, 1);
        assert_eq!(t.app.db().look(&Rows).await.unwrap(), (1, 1));
        t.clock.forward(Span::days(2));
        ask_code(t, "13912342071").await.unwrap();
        t.clock.forward(Span::days(1));
        t.work_jobs().await;
        assert_eq!(t.app.db().look(&Rows).await.unwrap(), (1, 1));
    }
}
