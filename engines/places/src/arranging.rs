//! Which rooms are parts of which: asked and changed inside the caller's transaction.
use crate::model::{CenterId, RoomId, RoomTree, TreeFault};
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Error, FieldCode, FieldError, Found, Result, Write};

/// The tree in which a room stands.
pub async fn room_tree(tx: &mut Tx, room: RoomId) -> Result<RoomTree> {
    let parts = store::parts_beside(tx, room).await?;
    RoomTree::of(room, &parts).found("room")
}

/// All rooms of a center, each with the one it is a part of.
pub async fn room_parts(tx: &mut Tx, center: CenterId) -> Result<Vec<(RoomId, Option<RoomId>)>> {
    store::parts(tx, center).await
}

/// Makes a room a part of another of its center, or a room of its own again. Whoever keeps what is
/// booked in them calls this and brings that in line.
pub async fn set_part_of(w: &mut Write<'_>, room: RoomId, part_of: Option<RoomId>) -> Result<()> {
    store::lock(w.tx()).await?;
    let parts = store::parts_beside(w.tx(), room).await?;
    RoomTree::of(room, &parts).found("room")?;
    RoomTree::may_be(room, part_of, &parts).map_err(|fault| {
        let field = |code| FieldError::new("part_of", code);
        Error::Invalid(vec![match fault {
            TreeFault::Elsewhere => field(FieldCode::Unknown),
            TreeFault::Circle => field(FieldCode::Wrong),
            TreeFault::TooDeep => {
                field(FieldCode::OutOfRange).with("max", RoomTree::MOST_LEVELS as i64)
            }
        }])
    })?;
    store::set_part_of(w.tx(), room, part_of).await
}
