use crate::free::{Ask, FreeList, find_free};
use crate::permissions;
use lianxin_kernel::{Permission, Query, Read, Result, Scope};

/// Which rooms are free for what is asked.
pub struct FindRooms {
    pub ask: Ask,
}

impl Query for FindRooms {
    const NAME: &'static str = "calendar.find_rooms";
    const NEEDS: Permission = permissions::LOOK;
    type Target = Scope;
    type Out = FreeList;

    async fn target(&self, r: &mut Read<'_>) -> Result<Scope> {
        Ok(Scope::district(r.app().district()))
    }

    async fn run(&self, r: &mut Read<'_>, _: Scope) -> Result<FreeList> {
        find_free(r, &self.ask).await
    }
}
