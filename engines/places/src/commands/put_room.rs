use super::LANE;
use crate::model::*;
use crate::permissions;
use crate::store::{self, RoomRow};
use lianxin_kernel::{
    Command, Error, FieldCode, FieldError, Line, Permission, Read, Result, Write,
};
use serde::{Deserialize, Serialize};

/// How many rooms a center may have.
const MOST_ROOMS: usize = 200;

/// Says how a room of a center shall be; the key tells which one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutRoom {
    pub center: CenterId,
    /// Unique in its center; the room's first name when not given.
    #[serde(default)]
    pub key: Option<Line<80>>,
    #[serde(flatten)]
    pub facts: RoomFacts,
}

impl PutRoom {
    pub fn new(center: CenterId, facts: RoomFacts) -> Self {
        Self { center, key: None, facts }
    }

    fn key(&self) -> &str {
        let name = self.facts.name.get(lianxin_kernel::Language::ZhCn);
        self.key.as_ref().map_or(name, Line::as_str)
    }

    fn check(&self) -> Result<()> {
        let facts = &self.facts;
        let mut checks = Checks::default();
        checks.name("name", &facts.name, 80);
        checks.real("area_m2", facts.area_m2, 100_000);
        checks.whole("capacity", facts.capacity, 100_000);
        checks.at_most("equipment", facts.equipment.len(), 50);
        checks.done()
    }
}

impl Command for PutRoom {
    const NAME: &'static str = "places.put_room";
    const NEEDS: Permission = permissions::EDIT_CENTER;
    type Target = CenterRef;
    type Out = Put<RoomId>;

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        super::center(r, self.center).await
    }

    async fn run(&self, w: &mut Write<'_>, center: CenterRef) -> Result<Put<RoomId>> {
        self.check()?;
        let same = |row: &RoomRow| row.key == self.key() && row.facts == self.facts;
        if let Some(row) = store::rooms(w.tx(), center.id).await?.into_iter().find(same) {
            return Ok(Put { id: row.id, changed: Changed::Same });
        }
        store::lock(w.tx()).await?;
        let rooms = store::rooms(w.tx(), center.id).await?;
        let last = rooms.iter().map(|row| row.position).max().unwrap_or(0);
        let full = rooms.len() >= MOST_ROOMS;
        let old = rooms.into_iter().find(|row| row.key == self.key());
        let (id, position, part_of, changed) = match old {
            Some(row) => (row.id, row.position, row.part_of, Changed::Updated),
            None if full => {
                let error = FieldError::new("center", FieldCode::TooMany);
                return Err(Error::Invalid(vec![error.with("max", 200)]));
            }
            None => (w.fresh(), last + 1, None, Changed::Created),
        };
        let (key, facts) = (self.key().to_owned(), self.facts.clone());
        let row = RoomRow { id, center: center.id, key, position, facts, part_of };
        store::put_room(w.tx(), &row).await?;
        let now = w.now();
        store::keep(w.tx(), center.id, KeptPart::Rooms, now).await?;
        Ok(Put { id, changed })
    }

    fn lane(&self) -> Option<String> {
        Some(LANE.to_owned())
    }
}
