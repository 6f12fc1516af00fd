use super::Cell;
use sha2::{Digest as _, Sha256};

/// How many rows a table has and the sum of their fingerprints: the same for the same rows, in whatever order an engine
/// gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    pub rows: u64,
    /// Of the fingerprints, as four numbers that run over.
    pub sum: [u64; 4],
}

impl Digest {
    pub fn add(&mut self, row: &[Cell]) {
        let mut hash = Sha256::new();
        for cell in row {
            let (tag, bytes): (u8, &[u8]) = match cell {
                Cell::Null => (0, &[]),
                Cell::Int(n) => (1, &n.to_le_bytes()),
                Cell::Real(x) => (2, &x.to_bits().to_le_bytes()),
                Cell::Text(text) => (3, text.as_bytes()),
                Cell::Bytes(bytes) => (4, bytes),
            };
            hash.update([tag]);
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        self.rows += 1;
        for (sum, part) in self.sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            let part = part.iter().rev().fold(0, |all, byte| (all << 8) | u64::from(*byte));
            *sum = sum.wrapping_add(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(rows: &[&[Cell]]) -> Digest {
        let mut digest = Digest::default();
        rows.iter().for_each(|row| digest.add(row));
        digest
    }

    #[test]
    fn order_does_not_matter_and_everything_else_does() {
        let text = |t: &str| Cell::Text(t.to_owned());
        let (a, b) = ([text("a"), Cell::Int(1)], [text("b"), Cell::Null]);
        assert_eq!(digest(&[&a, &b]), digest(&[&b, &a]));
        assert_ne!(digest(&[&a]), digest(&[&a, &b]));
        assert_ne!(digest(&[&[text("ab"), text("c")]]), digest(&[&[text("a"), text("bc")]]));
        assert_ne!(digest(&[&[Cell::Int(0)]]), digest(&[&[Cell::Null]]));
        assert_ne!(digest(&[&a, &a]), digest(&[&b, &b]));
    }
}
