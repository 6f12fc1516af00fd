//! What staff do: seats out of turn, sizes, times, cancelling.
use crate::door::{RULES, What, claim, heard, minute, open, run, setup, view, wish};
use lianxin_seats::{Rules, State};
use lianxin_testkit::both;

both! { setup: setup(true);
    async fn a_seat_out_of_turn_says_so_and_must_fit(t: Test) {
        let pool = open(t, 1, Some(3), RULES).await;
        let first = claim(t, 1, pool, 1, 2).await;
        let big = claim(t, 1, pool, 2, 3).await;
        let next = claim(t, 1, pool, 3, 2).await;
        let full = run(t, 1, What::Promote(next.id)).await.unwrap_err();
        assert!(full.has_reason("seats.full"), "{full}");
        // No list fills while claims are offered and claiming is over, so staff decide.
        let offers = Rules { offer_minutes: Some(10), ..RULES };
        run(t, 1, What::SetRules(pool, offers)).await.unwrap();
        t.clock.set(minute(100));
        run(t, 1, What::Leave(first.id)).await.unwrap();
        heard(t).await;
        let seated = run(t, 1, What::Promote(next.id)).await.unwrap().unwrap();
        assert_eq!(seated.state, State::Seated);
        assert_eq!(seated.decision.reasons[0].code, "seats.promoted_out_of_turn");
        assert_eq!(heard(t).await[0].why.code, "seats.promoted_out_of_turn");
        let full = run(t, 1, What::Promote(big.id)).await.unwrap_err();
        assert!(full.has_reason("seats.full"), "{full}");
        run(t, 1, What::Remove(next.id)).await.unwrap();
        let seated = run(t, 1, What::Promote(big.id)).await.unwrap().unwrap();
        assert_eq!(seated.decision.reasons[0].code, "seats.promoted");
        assert_eq!(view(t, 1).await.faults, Vec::<String>::new());
    }

    async fn more_places_go_to_the_list_and_fewer_than_taken_are_refused(t: Test) {
        let pool = open(t, 1, Some(2), RULES).await;
        for who in 1..=4 {
            claim(t, 1, pool, who, 2).await;
        }
        let fewer = run(t, 1, What::Resize(pool, Some(1))).await.unwrap_err();
        assert!(fewer.has_reason("seats.taken_more"), "{fewer}");
        run(t, 1, What::Resize(pool, Some(5))).await.unwrap();
        let positions: Vec<_> = view(t, 1).await.claims.iter().map(|c| c.position).collect();
        assert_eq!(positions, [None, None, Some(1), Some(2)]);
        run(t, 1, What::Resize(pool, Some(4))).await.unwrap();
        run(t, 1, What::Resize(pool, None)).await.unwrap();
        let view = view(t, 1).await;
        assert!(view.claims.iter().all(|c| c.state == State::Seated));
        assert_eq!((view.pools[0].places.taken, view.pools[0].places.free()), (8, None));
        assert_eq!(view.faults, Vec::<String>::new());
    }

    async fn a_cancelled_subject_cancels_every_claim_and_takes_no_more(t: Test) {
        let pool = open(t, 1, Some(2), RULES).await;
        for who in 1..=3 {
            claim(t, 1, pool, who, 1).await;
        }
        let left = view(t, 1).await.claims[0].id;
        run(t, 1, What::Leave(left)).await.unwrap();
        heard(t).await;
        run(t, 1, What::Close).await.unwrap();
        let said = heard(t).await;
        assert_eq!(said.len(), 2);
        assert!(said.iter().all(|m| m.to == State::Cancelled));
        let view = view(t, 1).await;
        let states: Vec<_> = view.claims.iter().map(|c| c.state).collect();
        assert_eq!(states, [State::Left, State::Cancelled, State::Cancelled]);
        assert_eq!((view.pools[0].places.taken, view.pools[0].places.waiting), (0, 0));
        assert_eq!(view.faults, Vec::<String>::new());
        let tally = view.tally.unwrap();
        assert_eq!((tally.claims, tally.cancelled, tally.seated, tally.waiting), (3, 2, 0, 0));
        let refused = run(t, 1, wish(pool, 9, 1)).await.unwrap_err();
        assert!(refused.has_reason("seats.subject_cancelled"), "{refused}");
        run(t, 1, What::Close).await.unwrap();
    }

    async fn new_times_hold_at_once(t: Test) {
        let pool = open(t, 1, Some(1), RULES).await;
        let times = What::Reschedule(Some(minute(10)), Some(minute(20)), minute(30));
        run(t, 1, times).await.unwrap();
        let early = run(t, 1, wish(pool, 1, 1)).await.unwrap_err();
        assert!(early.has_reason("seats.not_yet"), "{early}");
        t.clock.set(minute(10));
        let seated = claim(t, 1, pool, 1, 1).await;
        assert_eq!(seated.ends_at, minute(30));
        let waits = claim(t, 1, pool, 2, 1).await;
        // Once the subject has ended nobody moves up by themselves.
        t.clock.set(minute(30));
        run(t, 1, What::Leave(seated.id)).await.unwrap();
        assert_eq!(view(t, 1).await.claims[1].state, State::Waiting);
        run(t, 1, What::Reschedule(None, None, minute(60))).await.unwrap();
        assert_eq!(view(t, 1).await.claims[1].state, State::Seated);
        assert_eq!(waits.position, Some(1));
    }

    async fn bad_rules_are_refused_by_name(t: Test) {
        for (rules, capacity, field) in [
            (Rules { party_max: 7, ..RULES }, None, "party_max"),
            (Rules { offer_minutes: Some(0), ..RULES }, None, "offer_minutes"),
            (Rules { quota: Some(0), ..RULES }, None, "quota"),
            (RULES, Some(-1), "capacity"),
        ] {
            let refused = run(t, 1, What::Open(rules, capacity)).await.unwrap_err();
            assert!(refused.to_string().contains(field), "{refused}");
        }
        assert!(view(t, 1).await.pools.is_empty());
    }
}
