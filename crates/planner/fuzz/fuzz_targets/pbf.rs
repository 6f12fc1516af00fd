//! OpenStreetMap PBF: the file as it is, and the same bytes as a block, which unpacking and lengths
//! would otherwise keep out of reach.
#![no_main]
use libfuzzer_sys::fuzz_target;
use lianxin_planner::streets::{Limits, read_bytes_within};

fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2];
    let mut length = bytes.len();
    while length >= 0x80 {
        out.push((length & 0x7f) as u8 | 0x80);
        length >>= 7;
    }
    out.push(length as u8);
    out.extend_from_slice(bytes);
    out
}

fn blob(kind: &str, block: &[u8]) -> Vec<u8> {
    let raw = field(1, block);
    let size = raw.len();
    let mut head = field(1, kind.as_bytes());
    head.extend([3 << 3, (size & 0x7f) as u8 | 0x80, (size >> 7 & 0x7f) as u8 | 0x80]);
    head.push((size >> 14) as u8 & 0x7f);
    let mut out = (head.len() as u32).to_be_bytes().to_vec();
    out.extend(head);
    out.extend(raw);
    out
}

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { bytes: 1 << 20, points: 100_000 };
    let _ = read_bytes_within(bytes, &limits);
    let mut file = blob("OSMHeader", &[]);
    file.extend(blob("OSMData", bytes));
    let _ = read_bytes_within(&file, &limits);
});
