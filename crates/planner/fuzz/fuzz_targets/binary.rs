//! Our own file of streets: what is loaded can be saved, and holds what streets must hold. The
//! checksum is set right, so that what is behind it is read.
#![no_main]
use libfuzzer_sys::fuzz_target;
use lianxin_planner::streets::Streets;

fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

fuzz_target!(|bytes: &[u8]| {
    let _ = Streets::load(bytes);
    let Some((counts, body)) = bytes.split_at_checked(8) else { return };
    let mut file = Streets::MAGIC.to_vec();
    file.push(1);
    file.extend_from_slice(counts);
    file.extend_from_slice(&checksum(body).to_le_bytes());
    file.extend_from_slice(body);
    if let Ok(streets) = Streets::load(&file) {
        let size = streets.points.len() as u32;
        assert_eq!(streets.barriers.len() as u32, size);
        assert!(streets.segments.iter().all(|s| s.from < s.to && s.to < size));
        assert_eq!(Streets::load(&streets.save()).unwrap(), streets);
    }
});
