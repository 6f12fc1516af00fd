//! Offers that hold places and end.
use crate::door::{RULES, What, claim, heard, minute, open, run, setup, view};
use lianxin_kernel::Span;
use lianxin_seats::{Rules, State};
use lianxin_testkit::both;

const OFFERS: Rules = Rules { offer_minutes: Some(30), ..RULES };

both! { setup: setup(true);
    async fn an_offer_holds_the_places_and_is_taken_up(t: Test) {
        let pool = open(t, 1, Some(2), OFFERS).await;
        let first = claim(t, 1, pool, 1, 2).await;
        let second = claim(t, 1, pool, 2, 2).await;
        run(t, 1, What::Leave(first.id)).await.unwrap();
        let now = view(t, 1).await;
        assert_eq!(now.claims[1].state, State::Offered);
        assert_eq!(now.claims[1].offered_until, Some(minute(30)));
        let places = now.pools[0].places;
        assert_eq!((places.taken, places.offered, places.seated()), (2, 2, 0));
        let third = claim(t, 1, pool, 3, 1).await;
        assert_eq!((third.state, third.position), (State::Waiting, Some(1)));
        t.clock.forward(Span::minutes(29));
        let seated = run(t, 1, What::Accept(second.id)).await.unwrap().unwrap();
        assert_eq!((seated.state, seated.offered_until), (State::Seated, None));
        let twice = run(t, 1, What::Accept(second.id)).await.unwrap_err();
        assert!(twice.has_reason("seats.not_offered"), "{twice}");
        t.clock.forward(Span::minutes(5));
        t.work_jobs().await;
        assert_eq!(view(t, 1).await.claims[1].state, State::Seated);
        assert_eq!(view(t, 1).await.faults, Vec::<String>::new());
    }

    async fn a_declined_offer_goes_to_the_next(t: Test) {
        let pool = open(t, 1, Some(1), OFFERS).await;
        let first = claim(t, 1, pool, 1, 1).await;
        let second = claim(t, 1, pool, 2, 1).await;
        let third = claim(t, 1, pool, 3, 1).await;
        run(t, 1, What::Leave(first.id)).await.unwrap();
        t.clock.forward(Span::minutes(10));
        heard(t).await;
        let gone = run(t, 1, What::Decline(second.id)).await.unwrap().unwrap();
        assert_eq!(gone.state, State::Left);
        let said = heard(t).await;
        let offer = said.iter().find(|m| m.claim == third.id).unwrap();
        assert_eq!((offer.to, offer.offered_until), (State::Offered, Some(minute(40))));
        assert_eq!(view(t, 1).await.faults, Vec::<String>::new());
    }

    async fn an_offer_that_ends_goes_to_the_next_by_itself(t: Test) {
        let pool = open(t, 1, Some(1), OFFERS).await;
        let first = claim(t, 1, pool, 1, 1).await;
        for who in 2..=4 {
            claim(t, 1, pool, who, 1).await;
        }
        run(t, 1, What::Leave(first.id)).await.unwrap();
        for passed in 1..=2 {
            t.clock.forward(Span::minutes(30));
            t.work_jobs().await;
            let view = view(t, 1).await;
            assert_eq!(view.claims[passed].state, State::Expired);
            assert_eq!(view.claims[passed + 1].state, State::Offered);
            assert_eq!(view.faults, Vec::<String>::new());
        }
        // The last one, made at minute 60, is nobody else's afterwards.
        t.clock.set(minute(90));
        t.work_jobs().await;
        assert_eq!(view(t, 1).await.claims[3].state, State::Expired);
    }

    async fn nothing_depends_on_the_worker(t: Test) {
        let pool = open(t, 1, Some(1), OFFERS).await;
        let first = claim(t, 1, pool, 1, 1).await;
        let second = claim(t, 1, pool, 2, 1).await;
        claim(t, 1, pool, 3, 1).await;
        run(t, 1, What::Leave(first.id)).await.unwrap();
        t.clock.forward(Span::minutes(30));
        let late = run(t, 1, What::Accept(second.id)).await.unwrap_err();
        assert!(late.has_reason("seats.offer_expired"), "{late}");
        // Whoever comes next settles it: the offer has gone on before they are placed.
        let fourth = claim(t, 1, pool, 4, 1).await;
        assert_eq!(fourth.position, Some(1));
        let states: Vec<_> = view(t, 1).await.claims.iter().map(|c| c.state).collect();
        use State::{Expired, Left, Offered, Waiting};
        assert_eq!(states, [Left, Expired, Offered, Waiting]);
        t.clock.forward(Span::minutes(30));
        run(t, 1, What::Settle(pool)).await.unwrap();
        assert_eq!(view(t, 1).await.claims[3].state, Offered);
    }

    async fn an_offer_does_not_outlast_the_claiming(t: Test) {
        let pool = open(t, 1, Some(2), OFFERS).await;
        let first = claim(t, 1, pool, 1, 1).await;
        let other = claim(t, 1, pool, 2, 1).await;
        for who in 3..=5 {
            claim(t, 1, pool, who, 1).await;
        }
        run(t, 1, What::Leave(first.id)).await.unwrap();
        run(t, 1, What::Reschedule(None, Some(minute(20)), minute(200))).await.unwrap();
        assert_eq!(view(t, 1).await.claims[2].offered_until, Some(minute(20)));
        t.clock.set(minute(15));
        run(t, 1, What::Leave(other.id)).await.unwrap();
        assert_eq!(view(t, 1).await.claims[3].offered_until, Some(minute(20)));
        t.clock.set(minute(20));
        t.work_jobs().await;
        let view = view(t, 1).await;
        let states: Vec<_> = view.claims.iter().skip(2).map(|c| c.state).collect();
        assert_eq!(states, [State::Expired, State::Expired, State::Waiting]);
        assert_eq!(view.pools[0].places.free(), Some(2));
        assert_eq!(view.faults, Vec::<String>::new());
    }
}
