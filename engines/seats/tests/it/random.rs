//! Random commands: the engine on SQLite against a plain model of the rules.
use crate::door::{RULES, What, open, run, setup, view, wish};
use lianxin_kernel::{Error, Span};
use lianxin_seats::{Claim, PoolId, Rules, State};
use lianxin_testkit::Test;
use proptest::prelude::*;

const OFFER: i64 = 10;

#[derive(Clone, Debug)]
enum Op {
    Claim {
        who: u64,
        party: i64,
    },
    Leave(usize),
    Accept(usize),
    Decline(usize),
    Promote(usize),
    Remove(usize),
    Resize(i64),
    /// Minutes go by; the worker may be late.
    Pass {
        minutes: i64,
        worker: bool,
    },
}

fn op() -> impl Strategy<Value = Op> {
    let nth = || any::<prop::sample::Index>().prop_map(|i| i.index(1_000));
    prop_oneof![
        6 => (0_u64..12, 1_i64..=4).prop_map(|(who, party)| Op::Claim { who, party }),
        3 => nth().prop_map(Op::Leave),
        2 => nth().prop_map(Op::Accept),
        2 => nth().prop_map(Op::Decline),
        1 => nth().prop_map(Op::Promote),
        1 => nth().prop_map(Op::Remove),
        2 => (0_i64..9).prop_map(Op::Resize),
        2 => (1_i64..12, any::<bool>()).prop_map(|(minutes, worker)| Op::Pass { minutes, worker }),
    ]
}

#[derive(Clone, Debug)]
struct Party {
    who: u64,
    size: i64,
    state: State,
    until: i64,
}

/// The rules as one would tell them: no counters, everything counted anew.
#[derive(Clone, Debug)]
struct Model {
    capacity: i64,
    offers: bool,
    minute: i64,
    parties: Vec<Party>,
}

impl Model {
    fn free(&self) -> i64 {
        let holding = self.parties.iter().filter(|p| p.state.holds());
        self.capacity - holding.map(|p| p.size).sum::<i64>()
    }

    fn fill(&mut self) {
        loop {
            let free = self.free();
            let fits = |p: &&mut Party| p.state == State::Waiting && p.size <= free;
            let Some(next) = self.parties.iter_mut().find(fits) else {
                return;
            };
            next.state = if self.offers { State::Offered } else { State::Seated };
            next.until = self.minute + OFFER;
        }
    }

    fn settle(&mut self) {
        let minute = self.minute;
        let due = |p: &&mut Party| p.state == State::Offered && p.until <= minute;
        for party in self.parties.iter_mut().filter(due) {
            party.state = State::Expired;
        }
        self.fill();
    }

    /// False when the command is refused; then the caller takes back what was done.
    fn step(&mut self, op: &Op) -> bool {
        if let Op::Pass { minutes, worker } = op {
            self.minute += minutes;
            if *worker {
                self.settle();
            }
            return true;
        }
        self.settle();
        let count = self.parties.len();
        let free = self.free();
        let mut moved = |nth: usize, may: &dyn Fn(&Party) -> bool, to: State| {
            let party = &mut self.parties[nth % count];
            let may = may(party);
            if may {
                party.state = to;
            }
            may
        };
        let active = |p: &Party| p.state.is_active();
        let offered = |p: &Party| p.state == State::Offered;
        let fits = |p: &Party| p.state == State::Waiting && p.size <= free;
        let done = match *op {
            Op::Claim { who, party } => {
                let again = self.parties.iter().any(|p| p.who == who && p.state.is_active());
                let hopeless = self.capacity > 0 && party > self.capacity;
                let state = if party <= free { State::Seated } else { State::Waiting };
                self.parties.push(Party { who, size: party, state, until: 0 });
                !again && !hopeless
            }
            Op::Leave(n) => moved(n, &active, State::Left),
            Op::Accept(n) => moved(n, &offered, State::Seated),
            Op::Decline(n) => moved(n, &offered, State::Left),
            Op::Promote(n) => moved(n, &fits, State::Seated),
            Op::Remove(n) => moved(n, &active, State::Removed),
            Op::Resize(to) => {
                let taken = self.capacity - free;
                self.capacity = to;
                to >= taken
            }
            Op::Pass { .. } => true,
        };
        self.fill();
        done
    }

    fn shown(&self) -> Vec<(State, Option<i64>)> {
        let mut waiting = 0;
        let place = |p: &Party| {
            waiting += i64::from(p.state == State::Waiting);
            (p.state, (p.state == State::Waiting).then_some(waiting))
        };
        self.parties.iter().map(place).collect()
    }
}

/// Does the same to the database; false when it refuses.
async fn really(t: &Test, pool: PoolId, claims: &[Claim], op: &Op) -> bool {
    let id = |n: usize| claims[n % claims.len()].id;
    let what = match *op {
        Op::Claim { who, party } => wish(pool, who, party),
        Op::Leave(n) => What::Leave(id(n)),
        Op::Accept(n) => What::Accept(id(n)),
        Op::Decline(n) => What::Decline(id(n)),
        Op::Promote(n) => What::Promote(id(n)),
        Op::Remove(n) => What::Remove(id(n)),
        Op::Resize(to) => What::Resize(pool, Some(to)),
        Op::Pass { minutes, worker } => {
            t.clock.forward(Span::minutes(minutes));
            if worker {
                t.work_jobs().await;
            }
            return true;
        }
    };
    match run(t, 1, what).await {
        Ok(_) => true,
        Err(Error::Conflict(_)) => false,
        Err(e) => panic!("{op:?}: {e}"),
    }
}

async fn story(ops: Vec<Op>, capacity: i64, offers: bool) {
    let t = Test::sqlite(setup(true)).await;
    let rules = Rules { offer_minutes: offers.then_some(OFFER), ..RULES };
    let pool = open(&t, 1, Some(capacity), rules).await;
    // Long enough that no offer meets the close.
    let ends = crate::door::minute(100_000);
    run(&t, 1, What::Reschedule(None, None, ends)).await.unwrap();
    let mut model = Model { capacity, offers, minute: 0, parties: vec![] };
    for op in ops {
        let before = view(&t, 1).await;
        let on_a_claim = !matches!(op, Op::Claim { .. } | Op::Resize(_) | Op::Pass { .. });
        if before.claims.is_empty() && on_a_claim {
            continue;
        }
        let mut next = model.clone();
        let expected = next.step(&op);
        let done = really(&t, pool, &before.claims, &op).await;
        assert_eq!(done, expected, "{op:?} on {model:?}");
        if expected {
            model = next;
        }
        let after = view(&t, 1).await;
        let shown: Vec<_> = after.claims.iter().map(|c| (c.state, c.position)).collect();
        assert_eq!(shown, model.shown(), "after {op:?} on {model:?}");
        assert_eq!(after.faults, Vec::<String>::new(), "after {op:?}");
    }
    t.end().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_does_what_the_rules_say(
        ops in prop::collection::vec(op(), 1..60),
        capacity in 1_i64..7,
        offers in any::<bool>(),
    ) {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(story(ops, capacity, offers));
    }
}
