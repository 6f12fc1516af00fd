use lianxin_kernel::{Error, FieldCode, FieldError, Names, Result, Timestamp, id, words};
use lianxin_places::{CenterId, RoomId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

id!(ItemId, "itm");

words! {
    /// What a piece of equipment is.
    pub enum ItemKind {
        Projector = "projector",
        Screen = "screen",
        Speakers = "speakers",
        Microphone = "microphone",
        HearingLoop = "hearing_loop",
        Camera = "camera",
        Laptop = "laptop",
        Piano = "piano",
        Instrument = "instrument",
        Stage = "stage",
        Whiteboard = "whiteboard",
        TablesAndChairs = "tables_and_chairs",
        Tent = "tent",
        Wheelchair = "wheelchair",
        /// For measuring blood pressure, sugar, weight.
        HealthKit = "health_kit",
        /// The box with which activities are held in courtyards (row 000-39).
        PortableKit = "portable_kit",
        Other = "other",
    }
}

impl ItemKind {
    pub fn called(self) -> &'static str {
        self.words().first().copied().unwrap_or_default()
    }

    /// What it is called, first, and what else the equipment of a room may be written as: of a room
    /// only the words are known that somebody typed.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Projector => &["投影仪", "投影机", "投影", "projector"],
            Self::Screen => &["屏幕", "显示屏", "大屏", "电视", "screen", "tv"],
            Self::Speakers => &["音响", "音箱", "speakers", "loudspeakers", "sound system"],
            Self::Microphone => &["话筒", "麦克风", "microphone"],
            Self::HearingLoop => &["助听回路", "助听", "hearing loop", "induction loop"],
            Self::Camera => &["摄像机", "摄像头", "直播设备", "照相机", "camera"],
            Self::Laptop => &["笔记本电脑", "电脑", "laptop", "computer"],
            Self::Piano => &["钢琴", "piano"],
            Self::Instrument => &["乐器", "古筝", "二胡", "架子鼓", "电子琴", "instrument"],
            Self::Stage => &["舞台", "站台", "stage"],
            Self::Whiteboard => &["白板", "黑板", "whiteboard", "blackboard"],
            Self::TablesAndChairs => &["桌椅", "折叠桌", "tables"],
            Self::Tent => &["帐篷", "遮阳棚", "tent"],
            Self::Wheelchair => &["轮椅", "wheelchair"],
            Self::HealthKit => &["健康包", "血压计", "体脂秤", "health kit"],
            Self::PortableKit => &["便携箱", "百宝箱", "portable kit"],
            Self::Other => &["其他设备"],
        }
    }
}

/// A piece of equipment that can be lent with a room or alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Item {
    pub id: ItemId,
    /// Where it belongs.
    pub center: CenterId,
    #[serde(flatten)]
    pub facts: ItemFacts,
    /// Since when it can not be lent anymore.
    pub ended_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemFacts {
    pub kind: ItemKind,
    pub name: Names,
    /// Whether it can be carried to where it is needed. What can not is held together with the room
    /// in which it stands; whoever holds it sees to that.
    pub portable: bool,
    /// The room in which it stands, of what can not be carried.
    #[serde(default)]
    pub room: Option<RoomId>,
}

impl ItemFacts {
    /// Whether it can be had in a room.
    pub fn serves(&self, room: RoomId) -> bool {
        self.room.is_none_or(|own| own == room)
    }

    const LONGEST_NAME: usize = 80;

    pub fn check(&self) -> Result<()> {
        if self.name.longest() > Self::LONGEST_NAME {
            let fault = FieldError::new("name", FieldCode::TooLong);
            return Err(Error::Invalid(vec![fault.with("max", Self::LONGEST_NAME as i64)]));
        }
        if self.portable && self.room.is_some() {
            return Err(Error::field("room", FieldCode::Wrong));
        }
        Ok(())
    }
}
