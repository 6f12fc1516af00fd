//! How a room can be used, whoever asks; for modules that show it before anybody is refused.
use crate::against::concerns;
use crate::ground;
use crate::model::{Resource, RoomSetting, Span, with_self_service};
use crate::record::Closing;
use crate::store;
use lianxin_db::Tx;
use lianxin_kernel::{Date, Result, Write};
use lianxin_places::{CenterId, OpenSpan, RoomId};

/// Takes what a resource shares quarter hours with, so that nobody holds or gives back there until the
/// command is over: for who must count before it holds.
pub async fn hold(w: &mut Write<'_>, resource: Resource) -> Result<()> {
    ground::hold(w.tx(), &[resource]).await.map(drop)
}

/// The same of several at once, so that two who want the same ones never wait for each other.
pub async fn hold_all(w: &mut Write<'_>, resources: &[Resource]) -> Result<()> {
    ground::hold(w.tx(), resources).await.map(drop)
}

/// Setting up, cleaning, self-service.
pub async fn setting(tx: &mut Tx, room: RoomId) -> Result<RoomSetting> {
    store::setting::of(tx, room.0).await
}

/// When a room can be used on a day; `None`: nothing is published of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableDay {
    pub date: Date,
    pub open: Option<Vec<OpenSpan>>,
}

/// The hours of the center and those in which the room's door opens without staff; at most 400 days.
pub async fn usable_days(
    tx: &mut Tx,
    room: RoomId,
    center: CenterId,
    from: Date,
    to: Date,
) -> Result<Vec<UsableDay>> {
    let setting = setting(tx, room).await?;
    let days = lianxin_places::open_spans(tx, center, from, to).await?;
    let open = days.into_iter().map(|day| {
        let known = day.is_known();
        let day = with_self_service(&day, &setting.self_service);
        UsableDay { date: day.date, open: known.then_some(day.spans) }
    });
    Ok(open.collect())
}

/// The closings in force that reach into a span and concern a room, by time.
pub async fn closings(tx: &mut Tx, resource: Resource, span: Span) -> Result<Vec<Closing>> {
    let ground = ground::find(tx, resource).await?;
    let mut all = store::closing::in_force(tx, resource.center, span).await?;
    all.retain(|closing| concerns(closing, &ground));
    Ok(all)
}
