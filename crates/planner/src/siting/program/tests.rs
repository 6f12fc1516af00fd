use super::*;
use crate::Error;
use std::sync::atomic::AtomicBool;

/// Of three things worth 5, 4, 3 and weighing 2, 3, 1 a bag of 3 holds the first and the third.
fn bag() -> Program {
    let mut program = Program::new(Aim::Most);
    let things: Vec<u32> = [5.0, 4.0, 3.0].map(|w| program.whole(w, 0.0, 1.0)).to_vec();
    let terms = things.into_iter().zip([2.0, 3.0, 1.0]).collect();
    program.row(f64::NEG_INFINITY, 3.0, terms);
    program
}

#[test]
fn a_build_says_whether_it_has_a_solver() {
    let solved = bag().solve(&Watch::unlimited()).unwrap();
    assert_eq!(solved.is_some(), available());
}

#[test]
fn a_cancelled_program_is_an_error() {
    let flag = AtomicBool::new(true);
    let watch = Watch::unlimited().cancelled_by(&flag);
    assert!(matches!(bag().solve(&watch), Err(Error::Cancelled)));
}

#[cfg(feature = "highs")]
mod with_solver {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_best_bag_is_found_and_proved() {
        let solved = bag().solve(&Watch::unlimited()).unwrap().unwrap();
        assert_eq!(solved.ended, Ended::Proved);
        let (value, columns) = solved.best.unwrap();
        assert!((value - 8.0).abs() < 1e-6 && (solved.bound - 8.0).abs() < 1e-6);
        let taken: Vec<bool> = columns.iter().map(|c| *c > 0.5).collect();
        assert_eq!(taken, [true, false, true]);
    }

    #[test]
    fn no_time_proves_nothing() {
        let watch = Watch::limited(Duration::ZERO, || Duration::ZERO);
        let solved = bag().solve(&watch).unwrap().unwrap();
        assert_eq!((solved.ended, solved.best), (Ended::Cut, None));
        assert_eq!(solved.bound, f64::INFINITY);
    }

    #[test]
    fn what_cannot_be_is_said() {
        let mut program = bag();
        program.row(3.0, f64::INFINITY, vec![(0, 1.0), (1, 1.0)]);
        let solved = program.solve(&Watch::unlimited()).unwrap().unwrap();
        assert_eq!((solved.ended, solved.best), (Ended::Infeasible, None));
    }

    #[test]
    fn prices_of_rows_come_with_plain_programs() {
        let mut program = Program::new(Aim::Least);
        let x = program.column(2.0, 0.0, f64::INFINITY);
        program.row(3.0, f64::INFINITY, vec![(x, 1.0)]);
        let solved = program.solve(&Watch::unlimited()).unwrap().unwrap();
        assert_eq!(solved.ended, Ended::Proved);
        assert!((solved.bound - 6.0).abs() < 1e-9);
        assert!((solved.duals[0] - 2.0).abs() < 1e-9, "{:?}", solved.duals);
    }
}
