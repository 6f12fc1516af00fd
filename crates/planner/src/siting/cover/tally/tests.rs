use super::*;
use crate::siting::cover::lists::Lists;
use proptest::prelude::*;

fn cores() -> impl Strategy<Value = Core> {
    let sizes = (1usize..9, 1usize..12);
    sizes.prop_flat_map(|(candidates, homes)| {
        let weights = prop::collection::vec(1i64..50, homes);
        let lists = prop::collection::vec(
            prop::collection::btree_set(0..homes as u32, 0..homes),
            candidates,
        );
        (weights, lists).prop_map(|(weights, lists)| {
            let lists = lists.into_iter().map(|list| list.into_iter().collect::<Vec<u32>>());
            let homes = Lists::new(lists);
            let names: Vec<u32> = (0..homes.len() as u32).collect();
            Core {
                candidates: homes.turned(weights.len()),
                costs: vec![1; names.len()],
                budget: names.len() as u64,
                weights,
                names,
                homes,
            }
        })
    })
}

proptest! {
    #[test]
    fn keeps_what_every_change_would_bring(
        core in cores(), changes in prop::collection::vec(0u32..9, 0..40),
    ) {
        let mut tally = Tally::new(&core, &[]);
        let mut open: Vec<u32> = vec![];
        for candidate in changes.into_iter().filter(|c| (*c as usize) < core.len()) {
            match open.iter().position(|c| *c == candidate) {
                Some(place) => {
                    open.swap_remove(place);
                    tally.close(candidate);
                }
                None => {
                    open.push(candidate);
                    tally.open(candidate);
                }
            }
            let value = core.value(&open);
            prop_assert_eq!((tally.value, tally.left()), (value, core.budget - open.len() as u64));
            for close in &open {
                let rest: Vec<u32> = open.iter().copied().filter(|c| c != close).collect();
                let without = core.value(&rest);
                prop_assert_eq!(tally.loss(*close), value - without);
                for other in (0..core.len() as u32).filter(|c| !tally.is_open(*c)) {
                    let with = core.value(&[rest.as_slice(), &[other]].concat());
                    prop_assert_eq!(tally.gain(other, *close), with - without);
                }
            }
        }
    }
}
