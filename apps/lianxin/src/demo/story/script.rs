//! How the special sessions come to stand as they do, and where those the demo is shown with are.
use crate::demo::activities::Special;
use crate::demo::people::{ELDER, RESIDENT};

/// The state a special session is brought to.
pub struct Script {
    /// People with places.
    pub seated: i64,
    /// Parties that wait.
    pub waiting: usize,
    /// Online besides.
    pub online: usize,
    /// Who is among those with places.
    pub with: &'static [usize],
    /// After how many waiting parties the elder waits.
    pub elder_waits_after: Option<usize>,
}

const NONE: Script =
    Script { seated: 0, waiting: 0, online: 0, with: &[], elder_waits_after: None };

/// `None`: as usual, by chance.
pub fn script(special: Option<Special>) -> Option<Script> {
    Some(match special? {
        Special::OpenHouse | Special::FestivalPast => return None,
        Special::Now => Script { seated: 15, with: &[RESIDENT, ELDER], ..NONE },
        Special::Free => Script { seated: 8, ..NONE },
        Special::Full => Script { seated: 12, waiting: 4, ..NONE },
        Special::Children => Script { seated: 12, waiting: 3, ..NONE },
        Special::Offers => Script { seated: 10, waiting: 3, elder_waits_after: Some(0), ..NONE },
        Special::Fair => Script { seated: 15, waiting: 6, elder_waits_after: Some(3), ..NONE },
        Special::Festival => Script { seated: 96, online: 60, with: &[RESIDENT], ..NONE },
        Special::Cancelled => Script { seated: 9, ..NONE },
        Special::Draft => NONE,
    })
}
