//! OpenStreetMap XML.
#![no_main]
use libfuzzer_sys::fuzz_target;
use lianxin_planner::streets::{Limits, read_bytes_within};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, points: 100_000 };
    let _ = read_bytes_within(&[b"<".as_slice(), bytes].concat(), &limits);
});
