//! Claiming, waiting, leaving.
use crate::door::{
    RULES, What, claim, heard, minute, open, person, run, setup, subject, view, wish,
};
use lianxin_kernel::{Limit, Outcome, Permission, Query, Read, Role, Scope, Span};
use lianxin_seats::{Band, Claim, ClaimId, MayClaim, PoolId, Rules, State, When};
use lianxin_testkit::both;

const ANY: Permission = Permission::new("t.any", &[Role::Clerk]);

/// The other reads of the engine.
struct Ask {
    claim: ClaimId,
    pool: PoolId,
    who: u64,
    party: i64,
}

struct Told {
    claim: Claim,
    by_code: Option<Claim>,
    names: Vec<(Option<String>, Band)>,
    steps: Vec<String>,
    may: lianxin_kernel::Decision,
    open: i64,
    active: usize,
    next: Option<ClaimId>,
    coming: Vec<ClaimId>,
    past: Vec<ClaimId>,
}

impl Query for Ask {
    const NAME: &'static str = "t.ask";
    const NEEDS: Permission = ANY;
    type Target = Scope;
    type Out = Told;

    async fn target(&self, _: &mut Read<'_>) -> lianxin_kernel::Result<Scope> {
        Ok(Scope::district(1))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> lianxin_kernel::Result<Told> {
        let (now, who) = (r.now(), person(self.who).0);
        let wish = MayClaim {
            pool: self.pool,
            person: Some(who),
            party: self.party,
            by_staff: false,
            quota_exempt: false,
        };
        let may = lianxin_seats::may_claim(r, wish).await?;
        let tx = r.tx();
        let claim = lianxin_seats::claim_by_id(tx, self.claim).await?.unwrap();
        let code = claim.reference.to_lowercase();
        let position = lianxin_seats::position(tx, self.claim).await?;
        assert_eq!(position, claim.position);
        let members = lianxin_seats::members_of(tx, &[self.claim]).await?;
        let steps = lianxin_seats::history_of(tx, self.claim).await?;
        let mut lists = vec![];
        for when in [When::Coming, When::Past] {
            let mut ids = vec![];
            let mut after: Option<String> = None;
            loop {
                let page = (after.as_deref(), Limit::new(Some(2))?);
                let page = lianxin_seats::claims_of_person(tx, None, who, when, page, now).await?;
                ids.extend(page.items.iter().map(|c| c.id));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            lists.push(ids);
        }
        let subjects = [subject(1).0, subject(2).0, subject(3).0];
        Ok(Told {
            by_code: lianxin_seats::claim_by_reference(tx, 1, &code).await?,
            names: members.into_iter().map(|m| (m.name, m.band)).collect(),
            steps: steps.into_iter().map(|s| s.what.code.into_owned()).collect(),
            open: lianxin_seats::open_claims(tx, Some(1), who, now).await?,
            active: lianxin_seats::active_claims(tx, who, &subjects).await?.len(),
            next: lianxin_seats::next_to_promote(tx, self.pool).await?,
            past: lists.pop().unwrap(),
            coming: lists.pop().unwrap(),
            claim,
            may,
        })
    }
}

both! { setup: setup(true);
    async fn the_schema_and_every_statement_are_portable(t: Test) {
        assert_eq!(t.lint(), Vec::<String>::new());
        for (place, text) in lianxin_db::STATEMENTS {
            if let Err(e) = t.app.db().check(text).await {
                panic!("{place}: {e}");
            }
        }
    }

    async fn a_party_is_seated_waits_and_moves_up_whole(t: Test) {
        let pool = open(t, 1, Some(5), RULES).await;
        let first = claim(t, 1, pool, 1, 3).await;
        assert_eq!((first.state, first.position), (State::Seated, None));
        let second = claim(t, 1, pool, 2, 3).await;
        assert_eq!((second.state, second.position), (State::Waiting, Some(1)));
        assert_eq!(second.decision.outcome, Outcome::Waiting);
        // A smaller party may pass one that does not fit; that one keeps its position.
        let third = claim(t, 1, pool, 3, 2).await;
        assert_eq!(third.state, State::Seated);
        let fourth = claim(t, 1, pool, 4, 1).await;
        assert_eq!(fourth.position, Some(2));
        run(t, 1, What::Leave(third.id)).await.unwrap();
        let view = view(t, 1).await;
        let seen: Vec<_> = view.claims.iter().map(|c| (c.state, c.position)).collect();
        use State::{Left, Seated, Waiting};
        assert_eq!(seen, [(Seated, None), (Waiting, Some(1)), (Left, None), (Seated, None)]);
        let places = view.pools[0].places;
        assert_eq!((places.taken, places.waiting, places.free()), (4, 3, Some(1)));
        assert_eq!(view.faults, Vec::<String>::new());
        let tally = view.tally.unwrap();
        assert_eq!((tally.claims, tally.seated, tally.seated_people), (4, 2, 4));
        assert_eq!((tally.waiting, tally.waiting_people), (1, 3));
        let again = claim(t, 1, pool, 3, 2).await;
        assert_eq!(again.position, Some(2));
        run(t, 1, What::Leave(first.id)).await.unwrap();
        assert_eq!(crate::door::view(t, 1).await.claims[1].state, Seated);
    }

    async fn every_move_is_said_and_kept(t: Test) {
        let pool = open(t, 1, Some(2), RULES).await;
        let first = claim(t, 1, pool, 1, 2).await;
        let second = claim(t, 1, pool, 2, 2).await;
        let said = heard(t).await;
        let mut moves: Vec<_> = said.iter().map(|m| (m.claim, m.from, m.to)).collect();
        moves.sort_by_key(|m| m.2);
        assert_eq!(moves, [(first.id, None, State::Seated), (second.id, None, State::Waiting)]);
        run(t, 1, What::Leave(first.id)).await.unwrap();
        let said = heard(t).await;
        let up = said.iter().find(|m| m.claim == second.id).unwrap();
        assert_eq!((up.from, up.to), (Some(State::Waiting), State::Seated));
        assert_eq!((up.why.code.as_ref(), up.person), ("seats.promoted", person(2).0));
        assert_eq!((said.len(), up.subject), (2, subject(1).0));
        let told = t.system().ask(Ask { claim: second.id, pool, who: 2, party: 1 }).await.unwrap();
        assert_eq!(told.steps, ["seats.waiting_position", "seats.promoted"]);
        assert_eq!(told.claim.decision.outcome, Outcome::Yes);
        assert_eq!(told.names, [(None, Band::Oneself), (Some("小明1".into()), Band::Child)]);
        assert_eq!(told.by_code.unwrap().id, second.id);
        assert_eq!(told.claim.reference.len(), 6);
    }

    async fn what_may_is_what_claim_does(t: Test) {
        let pool = open(t, 1, Some(3), RULES).await;
        let other = claim(t, 1, pool, 9, 2).await;
        let act = t.system();
        let ask = |who, party| act.ask(Ask { claim: other.id, pool, who, party });
        let before = ask(1, 2).await.unwrap().may;
        assert_eq!(claim(t, 1, pool, 1, 2).await.decision, before);
        let before = ask(2, 1).await.unwrap().may;
        assert_eq!(claim(t, 1, pool, 2, 1).await.decision, before);
        let before = ask(3, 3).await.unwrap().may;
        assert_eq!(claim(t, 1, pool, 3, 3).await.decision, before);
        let told = ask(1, 1).await.unwrap();
        assert_eq!(told.may.reasons[0].code, "seats.already");
        assert_eq!(told.next, Some(view(t, 1).await.claims[1].id));
        assert_eq!(told.open, 1);
    }

    async fn one_person_claims_once_and_not_more_than_the_limit(t: Test) {
        let rules = Rules { quota: Some(2), ..RULES };
        let mut pools = vec![];
        for n in 1..=3 {
            pools.push(open(t, n, Some(1), rules).await);
        }
        claim(t, 1, pools[0], 9, 1).await;
        let first = claim(t, 1, pools[0], 1, 1).await;
        assert_eq!(first.state, State::Waiting);
        let twice = run(t, 1, wish(pools[0], 1, 1)).await.unwrap_err();
        assert!(twice.has_reason("seats.already"), "{twice}");
        claim(t, 2, pools[1], 1, 1).await;
        let third = run(t, 3, wish(pools[2], 1, 1)).await.unwrap_err();
        assert!(third.has_reason("seats.limit"), "{third}");
        let exempt = What::Claim {
            pool: pools[2], person: person(1), party: 1, wait: true, by_staff: true, exempt: true,
        };
        let third = run(t, 3, exempt).await.unwrap().unwrap();
        assert!(third.by_staff);
        let everything = || Ask { claim: third.id, pool: pools[2], who: 1, party: 1 };
        let told = t.system().ask(everything()).await.unwrap();
        assert_eq!((told.open, told.active, told.coming.len(), told.past.len()), (3, 3, 3, 0));
        run(t, 1, What::Leave(first.id)).await.unwrap();
        run(t, 3, What::Leave(third.id)).await.unwrap();
        let told = t.system().ask(everything()).await.unwrap();
        assert_eq!((told.open, told.coming.len(), told.past.len()), (1, 1, 2));
        claim(t, 3, pools[2], 1, 1).await;
        // What has ended does not count any more.
        t.clock.set(minute(200));
        let told = t.system().ask(everything()).await.unwrap();
        assert_eq!((told.open, told.coming.len(), told.past.len()), (0, 0, 4));
    }

    async fn who_had_less_this_month_goes_first(t: Test) {
        let fair = Rules { fair: true, ..RULES };
        for n in 1..=2 {
            let pool = open(t, n, None, RULES).await;
            claim(t, n, pool, 1, 1).await;
        }
        let pool = open(t, 3, Some(1), fair).await;
        claim(t, 3, pool, 9, 1).await;
        let busy = claim(t, 3, pool, 1, 1).await;
        assert_eq!((busy.had_before, busy.position), (2, Some(1)));
        assert!(busy.decision.reasons.iter().any(|r| r.code == "seats.fair_first"));
        let newcomer = claim(t, 3, pool, 2, 1).await;
        assert_eq!(newcomer.position, Some(1));
        assert_eq!(view(t, 3).await.claims[1].position, Some(2));
        // Without the rule the order is that of arrival again, and with it the other.
        for (rules, positions) in [(RULES, [Some(1), Some(2)]), (fair, [Some(2), Some(1)])] {
            run(t, 3, What::SetRules(pool, rules)).await.unwrap();
            let view = view(t, 3).await;
            assert_eq!([view.claims[1].position, view.claims[2].position], positions);
            assert_eq!(view.faults, Vec::<String>::new());
        }
        let first = view(t, 3).await.claims[0].id;
        run(t, 3, What::Leave(first)).await.unwrap();
        assert_eq!(view(t, 3).await.claims[2].state, State::Seated);
    }

    async fn a_refused_claim_leaves_nothing_behind(t: Test) {
        let pool = open(t, 1, Some(1), Rules { waiting: false, ..RULES }).await;
        claim(t, 1, pool, 1, 1).await;
        let full = run(t, 1, wish(pool, 2, 1)).await.unwrap_err();
        assert!(full.has_reason("seats.full") && full.has_reason("seats.no_waiting_list"));
        let big = run(t, 1, wish(pool, 2, 5)).await.unwrap_err();
        assert!(big.has_reason("seats.party_too_big"), "{big}");
        t.clock.forward(Span::minutes(100));
        let late = run(t, 1, wish(pool, 2, 1)).await.unwrap_err();
        assert!(late.has_reason("seats.closed"), "{late}");
        let view = view(t, 1).await;
        assert_eq!((view.claims.len(), view.pools[0].places.waiting), (1, 0));
        assert_eq!(view.faults, Vec::<String>::new());
    }

    async fn a_claim_that_ended_moves_no_more(t: Test) {
        let pool = open(t, 1, Some(1), RULES).await;
        let gone = claim(t, 1, pool, 1, 1).await;
        run(t, 1, What::Leave(gone.id)).await.unwrap();
        for (what, reason) in [
            (What::Leave(gone.id), "seats.not_active"),
            (What::Remove(gone.id), "seats.not_active"),
            (What::Accept(gone.id), "seats.not_offered"),
            (What::Decline(gone.id), "seats.not_offered"),
            (What::Promote(gone.id), "seats.not_waiting"),
        ] {
            let refused = run(t, 1, what).await.unwrap_err();
            assert!(refused.has_reason(reason), "{refused}");
        }
        let nobody = ClaimId(t.some_id());
        assert!(run(t, 1, What::Leave(nobody)).await.unwrap_err().to_string().contains("no such"));
    }
}
