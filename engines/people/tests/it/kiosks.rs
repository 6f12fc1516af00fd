use crate::world::*;
use lianxin_kernel::{Error, Line, Role, Secret, Span};
use lianxin_people::{
    AddKiosk, CardSignIn, ChangeMe, KioskAdded, ListKiosks, ListSignIns, Origin, RenewCard,
    RevokeKiosk, ShowAccount, ShowMe, ShowSignIn, SignInByCard, SignInKind,
};
use lianxin_places::CenterId;
use lianxin_testkit::both;

async fn kiosk(t: &Test, center: CenterId) -> KioskAdded {
    t.system().run(AddKiosk { center, name: Line::new("门口").unwrap() }).await.unwrap()
}

async fn card(t: &Test, kiosk: &str, card: &str) -> Result<CardSignIn, Error> {
    let (kiosk, card) = (Secret::new(kiosk.to_owned()), Secret::new(card.to_owned()));
    t.nobody().run(SignInByCard { kiosk, card, from: Origin::default() }).await
}

async fn by_card(t: &Test, at: &KioskAdded, code: &str) -> String {
    match card(t, at.token.expose(), code).await.unwrap() {
        CardSignIn::SignedIn(opened) => {
            assert_eq!(opened.lasts, 15 * 60);
            opened.token.into_inner()
        }
        other => panic!("{other:?}"),
    }
}

both! { setup: setup();
    async fn a_card_at_a_kiosk_signs_in_shortly(t: Test) {
        let w = world(t).await;
        let at = kiosk(t, w.north).await;
        let code = added(t, "茶", None, Some(w.north)).await.card_code;
        let token = by_card(t, &at, &code.to_lowercase()).await;
        for _ in 0..3 {
            t.clock.forward(Span::minutes(4));
            assert!(act_of(t, &token).await.is_some());
        }
        t.clock.forward(Span::minutes(3));
        assert!(act_of(t, &token).await.is_none(), "a quarter of an hour at most");
        let token = by_card(t, &at, &code).await;
        t.clock.forward(Span::minutes(5));
        assert!(act_of(t, &token).await.is_none(), "five minutes of rest at most");
    }

    async fn it_reaches_nothing_of_the_account(t: Test) {
        let w = world(t).await;
        let at = kiosk(t, w.north).await;
        let person = added(t, "茶", None, Some(w.north)).await;
        let token = by_card(t, &at, &person.card_code).await;
        let act = act_of(t, &token).await.unwrap();
        assert_eq!(act.ask(ShowAccount).await.unwrap().name, "茶");
        let secret = || Secret::new(token.clone());
        let state = act.ask(ShowSignIn { token: secret() }).await.unwrap();
        assert_eq!((state.kind, state.strong), (SignInKind::Kiosk, false));
        let no = |e: Error| assert!(matches!(e, Error::NotFound(_) | Error::Forbidden), "{e:?}");
        no(act.ask(ShowMe).await.unwrap_err());
        no(act.ask(ListSignIns { token: secret() }).await.unwrap_err());
        let change = ChangeMe { name: Some(line("别人")), ..ChangeMe::default() };
        no(act.run(change).await.unwrap_err());
        no(act.run(RenewCard { person: person.hit.person }).await.unwrap_err());
        let e = act.run(lianxin_people::EnrollTotp { token: secret() }).await.unwrap_err();
        no(e);
    }

    async fn a_card_of_staff_gives_no_roles(t: Test) {
        let w = world(t).await;
        let at = kiosk(t, w.north).await;
        let id = staff_member(t, "wang.li", Role::CenterManager, w.north).await;
        let shown = t.system().ask(lianxin_people::ShowCard { person: id }).await.unwrap();
        let token = by_card(t, &at, &shown.code).await;
        let act = act_of(t, &token).await.unwrap();
        assert!(act.actor().unwrap().person().unwrap().grants.is_empty());
        assert!(act.ask(ShowAccount).await.unwrap().desk.is_empty());
    }

    async fn anywhere_else_a_card_is_a_card(t: Test) {
        let w = world(t).await;
        let at = kiosk(t, w.north).await;
        let person = added(t, "茶", None, Some(w.north)).await;
        let good = at.token.expose().clone();
        let last = if good.ends_with('A') { "B" } else { "A" };
        let changed = format!("{}{last}", &good[..63]);
        for no_kiosk in ["", "AAAA", changed.as_str(), &"A".repeat(64)] {
            let answer = card(t, no_kiosk, &person.card_code).await.unwrap();
            assert!(matches!(answer, CardSignIn::NoKiosk), "{no_kiosk} {answer:?}");
        }
        for no_card in ["", "LX-0000-0000-0000-0000", "13812342071", "🎎"] {
            let answer = card(t, &good, no_card).await.unwrap();
            assert!(matches!(answer, CardSignIn::Wrong), "{no_card} {answer:?}");
        }
        // A card that was renewed or whose owner left is none.
        t.system().run(RenewCard { person: person.hit.person }).await.unwrap();
        assert!(matches!(card(t, &good, &person.card_code).await.unwrap(), CardSignIn::Wrong));
    }

    async fn a_kiosk_where_cards_are_guessed_waits(t: Test) {
        let w = world(t).await;
        let (at, other) = (kiosk(t, w.north).await, kiosk(t, w.north).await);
        let code = added(t, "茶", None, Some(w.north)).await.card_code;
        for n in 0..50 {
            let guess = format!("LX-0000-0000-0000-{n:04}");
            assert!(matches!(card(t, at.token.expose(), &guess).await.unwrap(), CardSignIn::Wrong));
        }
        let e = card(t, at.token.expose(), &code).await.unwrap_err();
        assert!(matches!(e, Error::TooMany { .. }), "{e:?}");
        by_card(t, &other, &code).await;
    }

    async fn a_kiosk_is_made_listed_and_taken_away_by_its_center(t: Test) {
        let w = world(t).await;
        let boss = added(t, "管", None, Some(w.north)).await.hit.person;
        let at = |role, place| t.person_act(boss, &[grant(role, place)]);
        let add = |center| AddKiosk { center, name: Line::new("门口").unwrap() };
        for act in [t.person_act(boss, &[]), at(Role::Clerk, w.north), at(Role::CenterManager, w.south)] {
            let e = act.run(add(w.north)).await.unwrap_err();
            assert!(matches!(e, Error::Forbidden), "{e:?}");
        }
        let manager = at(Role::CenterManager, w.north);
        let made = manager.run(add(w.north)).await.unwrap();
        let code = added(t, "茶", None, Some(w.south)).await.card_code;
        let token = by_card(t, &made, &code).await;
        let all = manager.ask(ListKiosks { center: w.north }).await.unwrap();
        assert_eq!((all.len(), all[0].name.as_str()), (1, "门口"));
        assert!(all[0].used_at.is_some());
        let kiosk = made.kiosk;
        let e = at(Role::CenterManager, w.south).run(RevokeKiosk { kiosk }).await.unwrap_err();
        assert!(matches!(e, Error::NotFound(_)), "{e:?}");
        manager.run(RevokeKiosk { kiosk }).await.unwrap();
        assert!(act_of(t, &token).await.is_none());
        let answer = card(t, made.token.expose(), &code).await.unwrap();
        assert!(matches!(answer, CardSignIn::NoKiosk), "{answer:?}");
        assert!(manager.ask(ListKiosks { center: w.north }).await.unwrap().is_empty());
    }
}
