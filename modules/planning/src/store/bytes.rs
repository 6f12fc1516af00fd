use lianxin_db::{FromRow, Row};

/// No piece of a binary form is larger: engines and backups stay quick.
const PIECE: usize = 1 << 20;

/// The pieces of a binary form with their numbers.
pub fn pieces(bytes: &[u8]) -> impl Iterator<Item = (i64, Vec<u8>)> + '_ {
    (0..).zip(bytes.chunks(PIECE).map(<[u8]>::to_vec))
}

pub struct Piece(pub Vec<u8>);

impl FromRow for Piece {
    fn from_row(row: &Row<'_>) -> lianxin_db::Result<Self> {
        row.get("bytes").map(Self)
    }
}

/// The whole of it again.
pub fn whole(pieces: Vec<Piece>) -> Vec<u8> {
    let mut all = Vec::with_capacity(pieces.iter().map(|p| p.0.len()).sum());
    pieces.into_iter().for_each(|piece| all.extend(piece.0));
    all
}
