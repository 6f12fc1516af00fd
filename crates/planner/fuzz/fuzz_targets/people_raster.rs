//! GeoTIFF rasters of people, in both orders of bytes.
#![no_main]
use libfuzzer_sys::fuzz_target;
use lianxin_planner::people::read_bytes;

fuzz_target!(|bytes: &[u8]| {
    let Some((order, rest)) = bytes.split_first() else { return };
    let start: &[u8] = if order & 1 == 0 { b"II*\0" } else { b"MM\0*" };
    let _ = read_bytes(&[start, rest].concat());
});
