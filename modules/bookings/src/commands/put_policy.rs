//! Saying by which rules rooms may be booked.
use crate::model::Policy;
use crate::permissions;
use crate::record::RoomAt;
use crate::store;
use crate::targets;
use lianxin_kernel::{
    AnyId, Command, Date, Error, FieldCode, FieldError, Found, Permission, Read, Result, Write,
};
use lianxin_places::{CenterId, CenterRef, RoomId};
use serde::{Deserialize, Serialize};

/// Say by which rules a room may be booked from a day on. What is booked already stays.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutRoomPolicy {
    pub room: RoomId,
    pub valid_from: Date,
    pub rules: Policy,
}

impl Command for PutRoomPolicy {
    const NAME: &'static str = "bookings.put_room_policy";
    const NEEDS: Permission = permissions::RULES;
    type Target = RoomAt;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<RoomAt> {
        targets::room(r.tx(), self.room).await
    }

    async fn run(&self, w: &mut Write<'_>, at: RoomAt) -> Result<()> {
        put(w, at.room.id.0, at.center.id, self.valid_from, &self.rules).await
    }
}

/// Say by which rules the rooms of a center may be booked that have none of their own.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PutCenterPolicy {
    pub center: CenterId,
    pub valid_from: Date,
    pub rules: Policy,
}

impl Command for PutCenterPolicy {
    const NAME: &'static str = "bookings.put_center_policy";
    const NEEDS: Permission = permissions::RULES;
    type Target = CenterRef;
    type Out = ();

    async fn target(&self, r: &mut Read<'_>) -> Result<CenterRef> {
        lianxin_places::center(r.tx(), self.center).await?.found("center")
    }

    async fn run(&self, w: &mut Write<'_>, at: CenterRef) -> Result<()> {
        put(w, at.id.0, at.id, self.valid_from, &self.rules).await
    }
}

/// The rules of a day that is over explain what was decided then, so they stay as they were.
async fn put(
    w: &mut Write<'_>,
    about: AnyId,
    center: CenterId,
    valid_from: Date,
    rules: &Policy,
) -> Result<()> {
    rules.check()?;
    let (now, today) = (w.now(), w.zone().date(w.now()));
    if valid_from < today {
        return Err(Error::field("valid_from", FieldCode::InPast));
    }
    if today.days_until(valid_from) > 365 {
        let fault = FieldError::new("valid_from", FieldCode::OutOfRange);
        return Err(Error::Invalid(vec![fault.with("max", today.plus_days(365))]));
    }
    store::policy::put(w.tx(), about, center, (valid_from, rules), now).await
}
