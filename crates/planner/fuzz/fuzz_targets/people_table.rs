//! Tables of people, and whatever else their reader takes but rasters.
#![no_main]
use libfuzzer_sys::fuzz_target;
use lianxin_planner::people::read_bytes;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = read_bytes(bytes) {
        assert_eq!(read.people.counts.len(), read.people.at.len() * read.people.groups.len());
    }
});
