use super::*;
use proptest::prelude::*;

fn at(minute: i64) -> Timestamp {
    Timestamp(1_772_000_000_000_000) + Span::minutes(minute)
}

fn pool(places: Places, rules: Rules) -> Pool {
    Pool {
        id: PoolId(AnyId::compose(1, 1, 1)),
        subject: AnyId::compose(1, 1, 2),
        label: "on_site".into(),
        opens_at: Some(at(10)),
        closes_at: Some(at(50)),
        ends_at: at(90),
        cancelled: false,
        rules,
        places,
    }
}

fn ask(party: i64) -> Ask {
    Ask {
        party,
        wait: true,
        by_staff: false,
        quota_exempt: false,
        record: Record::default(),
        ahead: 0,
    }
}

fn codes(decision: &Decision) -> Vec<&str> {
    decision.reasons.iter().map(|r| r.code.as_ref()).collect()
}

const RULES: Rules =
    Rules { party_max: 4, waiting: true, offer_minutes: None, fair: false, quota: Some(3) };

fn free(n: i64) -> Places {
    Places { capacity: Some(10), taken: 10 - n, ..Places::default() }
}

#[test]
fn claims_are_taken_from_opening_until_just_before_closing() {
    let pool = pool(free(5), RULES);
    for (minute, expected) in [(9, "seats.not_yet"), (10, "seats.seated"), (49, "seats.seated")] {
        assert_eq!(codes(&decide(&pool, &ask(1), at(minute))), [expected], "{minute}");
    }
    for minute in [50, 89, 90] {
        assert_eq!(codes(&decide(&pool, &ask(1), at(minute))), ["seats.closed"], "{minute}");
        let staff = Ask { by_staff: true, ..ask(1) };
        assert_eq!(codes(&decide(&pool, &staff, at(minute))), ["seats.seated"], "{minute}");
    }
    let late = Pool { closes_at: Some(at(120)), ..pool.clone() };
    assert_eq!(codes(&decide(&late, &ask(1), at(90))), ["seats.closed"]);
    let cancelled = Pool { cancelled: true, ..pool };
    let staff = Ask { by_staff: true, ..ask(1) };
    assert_eq!(codes(&decide(&cancelled, &staff, at(20))), ["seats.subject_cancelled"]);
}

#[test]
fn everything_that_stands_against_a_claim_is_told_at_once() {
    let pool = pool(free(5), RULES);
    let record = Record { open: 3, ..Record::default() };
    let eager = Ask { record, ..ask(5) };
    let refused = decide(&pool, &eager, at(60));
    assert_eq!(codes(&refused), ["seats.closed", "seats.party_too_big", "seats.limit"]);
    let exempt = Ask { quota_exempt: true, record, ..ask(4) };
    assert_eq!(codes(&decide(&pool, &exempt, at(20))), ["seats.seated"]);
    let twice = Ask { record: Record { already: true, ..record }, ..ask(5) };
    assert_eq!(codes(&decide(&pool, &twice, at(20))), ["seats.already"]);
}

#[test]
fn a_full_pool_lets_wait_only_who_can_and_would() {
    let full = pool(free(1), RULES);
    let waits = decide(&full, &Ask { ahead: 2, ..ask(2) }, at(20));
    assert_eq!(waits.reasons, [reasons::waiting_position(3, 1, 2)]);
    let refused = decide(&full, &Ask { wait: false, ..ask(2) }, at(20));
    assert_eq!(refused.reasons, [reasons::full(1, 2)]);
    let listless = Pool { rules: Rules { waiting: false, ..RULES }, ..full.clone() };
    let refused = decide(&listless, &ask(2), at(20));
    assert_eq!(codes(&refused), ["seats.full", "seats.no_waiting_list"]);
    let fair = Pool { rules: Rules { fair: true, ..RULES }, ..full };
    let record = Record { had: 2, ..Record::default() };
    let waits = decide(&fair, &Ask { record, ..ask(2) }, at(20));
    assert_eq!(waits.reasons[1], reasons::fair_first(2));
    let tiny = pool(Places { capacity: Some(2), taken: 2, ..Places::default() }, RULES);
    assert_eq!(decide(&tiny, &ask(3), at(20)).reasons, [reasons::party_too_big(3, 2)]);
}

#[test]
fn offers_end_with_the_claiming_and_seats_are_handed_on_until_the_end() {
    let direct = pool(free(1), RULES);
    assert_eq!(direct.filling(at(60)), Filling::Seat);
    assert_eq!(direct.filling(at(90)), Filling::Nothing);
    let offers = pool(free(1), Rules { offer_minutes: Some(15), ..RULES });
    assert_eq!(offers.filling(at(20)), Filling::Offer(at(35)));
    assert_eq!(offers.filling(at(45)), Filling::Offer(at(50)));
    assert_eq!(offers.filling(at(50)), Filling::Nothing);
    let cancelled = Pool { cancelled: true, ..direct };
    assert_eq!(cancelled.filling(at(20)), Filling::Nothing);
}

#[test]
fn who_is_gone_stays_gone_and_nobody_goes_back_to_waiting() {
    for from in State::ALL {
        for to in State::ALL {
            if !from.is_active() {
                assert!(!from.may_become(*to), "{from} → {to}");
            }
            assert!(!from.may_become(State::Waiting), "{from}");
        }
    }
    let enders: Vec<_> = State::ALL.iter().filter(|s| s.may_become(State::Expired)).collect();
    assert_eq!(enders, [&State::Offered]);
}

/// As the rule is written: again and again the first that fits.
fn plainly(mut free: i64, parties: &[i64]) -> Vec<usize> {
    let mut chosen = vec![];
    while let Some(at) = (0..parties.len()).find(|at| !chosen.contains(at) && parties[*at] <= free)
    {
        free -= parties[at];
        chosen.push(at);
    }
    chosen
}

proptest! {
    #[test]
    fn freed_places_go_to_the_first_fitting(
        free in 0_i64..20,
        parties in prop::collection::vec(1_i64..=6, 0..30),
    ) {
        let chosen = first_fitting(Some(free), parties.iter().copied());
        prop_assert_eq!(&chosen, &plainly(free, &parties));
        let given: i64 = chosen.iter().map(|at| parties[*at]).sum();
        prop_assert!(given <= free);
        // Nobody who would still fit is left behind.
        for (at, party) in parties.iter().enumerate() {
            prop_assert!(chosen.contains(&at) || *party > free - given);
        }
        prop_assert_eq!(first_fitting(None, parties.iter().copied()).len(), parties.len());
        let next = next_of(Some(free), &parties);
        prop_assert_eq!(next.is_none(), parties.is_empty());
        if let Some(first) = chosen.first() {
            prop_assert_eq!(next, Some(*first));
        }
    }

    /// Yes is said exactly when nothing stands against it and the whole party fits.
    #[test]
    fn a_party_is_seated_whole_or_not_at_all(
        party in 1_i64..=6,
        capacity in prop::option::of(0_i64..8),
        taken in 0_i64..8,
        open in 0_i64..5,
        minute in 0_i64..100,
        wait in any::<bool>(),
    ) {
        let taken = capacity.map_or(taken, |c| taken.min(c));
        let pool = pool(Places { capacity, taken, ..Places::default() }, RULES);
        let record = Record { open, ..Record::default() };
        let decision = decide(&pool, &Ask { wait, record, ..ask(party) }, at(minute));
        let may = (10..50).contains(&minute) && party <= 4 && open < 3;
        let fits = capacity.is_none_or(|c| taken + party <= c);
        prop_assert_eq!(decision.outcome == lianxin_kernel::Outcome::Yes, may && fits);
        prop_assert!(!decision.reasons.is_empty());
        if decision.outcome == lianxin_kernel::Outcome::Waiting {
            prop_assert!(may && !fits && wait);
        }
    }
}
