//! What the fuzzers found, and what they started from, read once more: an answer or an error.
use lianxin_planner::people;
use lianxin_planner::streets::{Limits, Streets, read_bytes_within};
use std::fs;
use std::path::Path;

#[test]
fn nothing_in_the_corpus_breaks_a_reader() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let limits = Limits { bytes: 1 << 20, points: 100_000 };
    let mut files = 0;
    for folder in fs::read_dir(corpus).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            // Targets for text and rasters put the first bytes themselves.
            let rest = bytes.get(1..).unwrap_or_default();
            for bytes in [
                bytes.clone(),
                [b"<".as_slice(), &bytes].concat(),
                [b"{".as_slice(), &bytes].concat(),
                [b"II*\0".as_slice(), rest].concat(),
                [b"MM\0*".as_slice(), rest].concat(),
            ] {
                if let Ok(read) = read_bytes_within(&bytes, &limits) {
                    assert!(!read.streets.segments.is_empty());
                    assert_eq!(Streets::load(&read.streets.save()).unwrap(), read.streets);
                }
                if let Ok(read) = people::read_bytes(&bytes) {
                    let size = read.people.len() * read.people.groups.len();
                    assert_eq!(read.people.counts.len(), size);
                }
            }
            files += 1;
        }
    }
    assert!(files >= 8, "{files} files");
}
