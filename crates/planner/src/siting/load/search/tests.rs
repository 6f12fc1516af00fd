use super::*;
use crate::siting::Costs;
use crate::siting::load::{Load, Terms};

/// Nine homes in a row, each of them a candidate, each with ten people.
fn row() -> Costs {
    let away = |a: u32| (0..9u32).map(move |b| a.abs_diff(b) * 100);
    Costs {
        weights: vec![10; 9],
        first: (0..=9).map(|c| c * 9).collect(),
        homes: (0..9).flat_map(|_| 0..9).collect(),
        costs: (0..9).flat_map(away).collect(),
    }
}

#[test]
fn a_center_goes_to_the_middle_of_those_it_was_given() {
    let costs = row();
    let load = Load { from: vec![0; 9], to: vec![90; 9], homes: None };
    let question = Question::new(&costs, &load, &Terms::default(), 1).unwrap();
    let table = Table::new(&question);
    let empty = Given::new(&question, &table, first_rate(&question, &table));
    let prices = [1; 9];
    let rules = Rules { prices: &prices, room: 1, kept: &[], still: false };
    let watch = Watch::unlimited();
    let mut search = Search::new(&empty, &[4], &rules, 1, &watch);
    assert!(!search.relocate(), "it is in the middle");
    for step in 1..9 {
        search.steps = step;
        search.now.close_center(4);
        search.now.open_center(step % 4);
        search.now.settle((0..9).collect());
        search.now.descend(&watch);
        assert_eq!(search.now.open(), [step % 4]);
        assert!(search.relocate());
        assert_eq!((search.now.open(), search.now.cost), (vec![4], 20_000));
        assert!(!search.relocate(), "nothing changed since");
    }
}
