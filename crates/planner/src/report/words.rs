//! What the report says, in the three languages.
use super::Language;

/// zh-CN, zh-TW, en. `{}` is filled in order.
pub type Text = [&'static str; 3];

impl Language {
    pub fn say(self, text: Text) -> &'static str {
        match self {
            Self::ZhCn => text[0],
            Self::ZhTw => text[1],
            Self::En => text[2],
        }
    }

    pub fn fill(self, text: Text, parts: &[&str]) -> String {
        let mut pieces = self.say(text).split("{}");
        let mut said = pieces.next().unwrap_or_default().to_owned();
        for (n, piece) in pieces.enumerate() {
            said += parts.get(n).copied().unwrap_or_default();
            said += piece;
        }
        said
    }
}

pub const COVERED: Text = ["步行 {} 分钟内到达", "步行 {} 分鐘內到達", "Within {} minutes on foot"];
pub const OF_PEOPLE: Text = ["{} 人，共 {} 人", "{} 人，共 {} 人", "{} of {} people"];
pub const ELDERS: Text = ["60 岁及以上", "60 歲及以上", "Aged 60 and over"];
pub const NOT_COVERED: Text = ["超过 {} 分钟", "超過 {} 分鐘", "Farther than {} minutes"];
pub const IN_GAPS: Text = ["其中 {} 个空白区", "其中 {} 個空白區", "{} gaps among them"];
pub const MEAN: Text = ["平均步行", "平均步行", "Average walk"];
pub const WORST: Text =
    ["最远的一成居民：{} 分钟", "最遠的一成居民：{} 分鐘", "farthest tenth: {} minutes"];
pub const MINUTES: Text = ["{} 分钟", "{} 分鐘", "{} min"];
pub const PEOPLE: Text = ["人口", "人口", "People"];
pub const SHARE: Text = ["占比", "占比", "Share"];
pub const MAP: Text = ["地图", "地圖", "Map"];
pub const MAP_HELP: Text = [
    "颜色越深，步行越近。滚轮或按钮缩放，拖动平移；点表格中的定位按钮可跳到该处。",
    "顏色越深，步行越近。滾輪或按鈕縮放，拖曳平移；按表格中的定位按鈕可跳到該處。",
    "The darker, the shorter the walk. Zoom with the wheel or the buttons, drag to move; the pin buttons in the tables jump to a place.",
];
pub const MAP_TEXT: Text = [
    "街道、步行可达范围、服务中心和空白区的地图，内容同下方表格。",
    "街道、步行可達範圍、服務中心和空白區的地圖，內容同下方表格。",
    "Map of streets, areas within walking distance, centers and gaps; the tables below say the same.",
];
pub const ZOOM_IN: Text = ["放大", "放大", "Zoom in"];
pub const ZOOM_OUT: Text = ["缩小", "縮小", "Zoom out"];
pub const WHOLE: Text = ["全图", "全圖", "Whole map"];
pub const SHOW: Text = ["在地图上定位 {}", "在地圖上定位 {}", "Show {} on the map"];
pub const CENTER: Text = ["开放的中心", "開放的中心", "Open center"];
pub const CLOSED: Text = ["未计入的中心", "未計入的中心", "Center not counted"];
pub const NEW: Text = ["建议新址", "建議新址", "Proposed site"];
pub const CANDIDATE: Text = ["候选地点", "候選地點", "Candidate"];
pub const GAP: Text = ["空白区", "空白區", "Gap"];
pub const BANDS: Text = ["覆盖情况", "覆蓋情況", "Who is covered"];
pub const BANDS_CAPTION: Text = [
    "到最近的开放中心的步行时间",
    "到最近的開放中心的步行時間",
    "By the walk to the nearest open center",
];
pub const WITHIN: Text = ["步行时间内", "步行時間內", "Within"];
pub const BEYOND: Text = ["更远", "更遠", "Farther"];
pub const LEFT_OUT: Text = ["无法接到街道", "無法接到街道", "Not near a street"];
pub const LEFT_OUT_NOTE: Text = [
    "{} 处住所（{} 人）距最近的可步行街道太远，未接入；最远 {} 米。他们计入总人口，不计入任何覆盖。",
    "{} 處住所（{} 人）距最近的可步行街道太遠，未接入；最遠 {} 公尺。他們計入總人口，不計入任何覆蓋。",
    "{} homes ({} people) are too far from any street to walk on, the farthest {} m. They count among all people and are covered by nobody.",
];
pub const GROUPS: Text = ["各年龄段", "各年齡段", "Age groups"];
pub const GROUPS_CAPTION: Text = [
    "各年龄段在步行时间内的比例",
    "各年齡段在步行時間內的比例",
    "Share of each age group within the walk",
];
pub const AGES: Text = ["年龄", "年齡", "Ages"];
pub const REGIONS: Text = ["各片区", "各片區", "Regions"];
pub const REGIONS_CAPTION: Text = [
    "各片区在步行时间内的人口",
    "各片區在步行時間內的人口",
    "People of each region within the walk",
];
pub const REGION: Text = ["片区", "片區", "Region"];
pub const NO_REGION: Text = ["未注明片区", "未註明片區", "No region given"];
pub const CENTERS: Text = ["服务中心", "服務中心", "Centers"];
pub const CENTERS_CAPTION: Text = [
    "各中心单独可达的人口，以及把它作为最近中心的人口",
    "各中心單獨可達的人口，以及把它作為最近中心的人口",
    "People each center reaches by itself, and people to whom it is the nearest",
];
pub const NAME: Text = ["名称", "名稱", "Name"];
pub const STATE: Text = ["状态", "狀態", "State"];
pub const LOAD: Text = ["最近居民", "最近居民", "Nearest for"];
pub const LOAD_GIVEN: Text = ["分配人口", "分配人口", "Assigned"];
pub const FITS: Text = ["合适", "合適", "fits"];
pub const UNDER: Text = ["不足", "不足", "too few"];
pub const OVER: Text = ["超出", "超出", "too many"];
pub const OFF_STREETS: Text = ["离街道太远", "離街道太遠", "too far from any street"];
pub const GAPS: Text = ["空白区", "空白區", "Gaps"];
pub const GAPS_CAPTION: Text = [
    "步行超过 {} 分钟且住得相近的居民",
    "步行超過 {} 分鐘且住得相近的居民",
    "People who live near each other and walk more than {} minutes",
];
pub const NEAREST: Text = ["最近的中心", "最近的中心", "Nearest center"];
pub const ON_AVERAGE: Text = ["平均步行", "平均步行", "Average walk"];
pub const NO_WAY: Text = ["无路可达", "無路可達", "no way"];
pub const SCATTERED: Text = [
    "另有 {} 人住得分散，不成片区。",
    "另有 {} 人住得分散，不成片區。",
    "Another {} people live scattered, too few together for a gap.",
];
pub const NO_GAPS: Text =
    ["没有成片的空白区。", "沒有成片的空白區。", "No gap is large enough to be listed."];
pub const UNNAMED: Text = ["空白区 {}", "空白區 {}", "Gap {}"];
pub const MORE: Text = [
    "完整清单见 CSV 文件（共 {} 行）。",
    "完整清單見 CSV 檔案（共 {} 列）。",
    "All {} rows are in the CSV file.",
];
pub const ANSWER: Text = ["选址结果", "選址結果", "The proposed sites"];
pub const PROVED: Text = [
    "已证明：在给定的候选地点中没有更好的选择。",
    "已證明：在給定的候選地點中沒有更好的選擇。",
    "Proved: no choice among these candidates is better.",
];
pub const BOUNDED: Text = [
    "搜索已结束，但未能证明最好：可能存在至多好 {} 的选择。",
    "搜尋已結束，但未能證明最好：可能存在至多好 {} 的選擇。",
    "The search ended without a proof: a choice up to {} better may exist.",
];
pub const TIME_UP: Text = [
    "时间用完，未能证明最好：可能存在至多好 {} 的选择。多给时间可能改进。",
    "時間用完，未能證明最好：可能存在至多好 {} 的選擇。多給時間可能改進。",
    "The time was up before a proof: a choice up to {} better may exist. More time may help.",
];
pub const VALUE: Text = ["结果", "結果", "Result"];
pub const BOUND: Text = ["界限", "界限", "Bound"];
pub const DISTANCE: Text = ["差距", "差距", "Gap to the bound"];
pub const BOUND_BY: Text = ["界限来自", "界限來自", "Bound from"];
pub const BY: [Text; 4] = [
    ["穷举", "窮舉", "looking at every possibility or ruling it out"],
    ["拉格朗日松弛", "拉格朗日鬆弛", "a Lagrangian relaxation"],
    ["整数规划", "整數規劃", "an integer program"],
    ["问题本身", "問題本身", "the question itself"],
];
pub const AIMS: [Text; 5] = [
    [
        "在 {} 分钟内覆盖最多居民",
        "在 {} 分鐘內覆蓋最多居民",
        "Cover the most people within {} minutes",
    ],
    [
        "以最少的地点在 {} 分钟内覆盖所有能覆盖的居民",
        "以最少的地點在 {} 分鐘內覆蓋所有能覆蓋的居民",
        "Cover everyone who can be covered within {} minutes with the fewest sites",
    ],
    [
        "使所有人的步行总和最小",
        "使所有人的步行總和最小",
        "Make the walks of all people the shortest in sum",
    ],
    ["使最远的步行最短", "使最遠的步行最短", "Make the longest walk the shortest"],
    [
        "每个中心的人口在上下限之内，步行总和最小",
        "每個中心的人口在上下限之內，步行總和最小",
        "Keep every center between its limits, with the shortest walks in sum",
    ],
];
pub const UNITS: [Text; 5] = [
    ["{} 人", "{} 人", "{} people"],
    ["{} 个地点", "{} 個地點", "{} sites"],
    ["平均 {} 分钟", "平均 {} 分鐘", "{} minutes on average"],
    ["{} 分钟", "{} 分鐘", "{} minutes"],
    ["平均 {} 分钟", "平均 {} 分鐘", "{} minutes on average"],
];
pub const WEIGHTED: Text = [
    "60 岁及以上的居民按 {} 倍计。",
    "60 歲及以上的居民按 {} 倍計。",
    "People of 60 and over count {} times.",
];
pub const CHOSEN: Text = [
    "从 {} 个候选地点中选出 {} 个，另有 {} 个现有中心保留。",
    "從 {} 個候選地點中選出 {} 個，另有 {} 個現有中心保留。",
    "Of {} candidates {} are chosen; {} centers stay.",
];
pub const COST: Text = ["费用：{} 元。", "費用：{} 元。", "Cost: {} yuan."];
pub const CURVE: Text =
    ["再多一个地点带来什么", "再多一個地點帶來什麼", "What one more site brings"];
pub const SITES: Text = ["新地点数", "新地點數", "New sites"];
pub const ADDED: Text = ["增加", "增加", "Added"];
pub const YES: Text = ["是", "是", "yes"];
pub const NO: Text = ["否", "否", "no"];
pub const IS_PROVED: Text = ["已证明", "已證明", "Proved"];
pub const COMPARED: Text = ["方案比较", "方案比較", "Plans side by side"];
pub const COMPARED_CAPTION: Text =
    ["与第一列相比的变化", "與第一欄相比的變化", "Changes against the first column"];
pub const GAINED: Text = ["{} 分钟内增加", "{} 分鐘內增加", "Gained within {} min"];
pub const ELDERS_GAINED: Text = [
    "{} 分钟内增加（60 岁及以上）",
    "{} 分鐘內增加（60 歲及以上）",
    "Gained within {} min, 60 and over",
];
pub const COVERED_PEOPLE: Text = ["{} 分钟内人口", "{} 分鐘內人口", "People within {} min"];
pub const SAVED: Text = ["每人少走（分钟）", "每人少走（分鐘）", "Minutes saved for each person"];
pub const PLAN_COST: Text = ["费用（元）", "費用（元）", "Cost (yuan)"];
pub const PER_PERSON: Text =
    ["每增加一人（元）", "每增加一人（元）", "Cost for each person gained (yuan)"];
pub const LARGEST_LOAD: Text = ["最大负荷", "最大負荷", "Largest load"];
pub const METHOD: Text = ["方法与限度", "方法與限度", "Method and limits"];
pub const WALKS: Text = [
    "步行沿街道网络计算，不用直线距离。步行者：{}，每小时 {} 公里；台阶{}。长度以毫米计，只在读入时取整一次；人口按住所到中心的实际路程计数，从不按图上的面积计数。图上的范围仅供观看。",
    "步行沿街道網路計算，不用直線距離。步行者：{}，每小時 {} 公里；台階{}。長度以公釐計，只在讀入時取整一次；人口按住所到中心的實際路程計數，從不按圖上的面積計數。圖上的範圍僅供觀看。",
    "Walks follow the streets, never a straight line. Walker: {}, {} km/h; steps {}. Lengths are whole millimeters, rounded once on reading; people are counted by the walk from their home, never by an area on the map. Areas are drawn to look at only.",
];
pub const SNAPPING: Text = [
    "住所和中心接到最近的可步行街道上最近的一点，这段直线路也计入；离街道超过 500 米的算作无法接入。",
    "住所和中心接到最近的可步行街道上最近的一點，這段直線路也計入；離街道超過 500 公尺的算作無法接入。",
    "Homes and centers join the nearest point of the nearest street, and that straight piece counts too; what is more than 500 m away is left out and reported.",
];
pub const STEPS_CLOSED: Text = ["不通行", "不通行", "are not taken"];
pub const STEPS_TAKEN: Text = ["按 {}% 的长度计", "按 {}% 的長度計", "count {}% of their length"];
pub const PROFILES: [Text; 3] = [
    ["成人", "成人", "adult"],
    ["老年人", "長者", "elder"],
    ["轮椅或婴儿车", "輪椅或嬰兒車", "wheelchair or pram"],
];
pub const HOUR: Text =
    ["只计 {} {} 开放的中心。", "只計 {} {} 開放的中心。", "Only centers open on {} at {} count."];
pub const SERVICE: Text =
    ["只计提供“{}”的中心。", "只計提供「{}」的中心。", "Only centers with the service “{}” count."];
pub const WEEKDAYS: [Text; 7] = [
    ["星期一", "星期一", "Monday"],
    ["星期二", "星期二", "Tuesday"],
    ["星期三", "星期三", "Wednesday"],
    ["星期四", "星期四", "Thursday"],
    ["星期五", "星期五", "Friday"],
    ["星期六", "星期六", "Saturday"],
    ["星期日", "星期日", "Sunday"],
];
pub const OPTIMAL: Text = [
    "“界限”是任何选择都不可能超过的数；结果与界限相等即为证明。其他情况只报告差距。",
    "「界限」是任何選擇都不可能超過的數；結果與界限相等即為證明。其他情況只報告差距。",
    "The bound is what no choice can beat; where the result meets it, that is a proof. Otherwise only the gap is reported.",
];
pub const SOURCES: Text = ["数据来源", "資料來源", "Data"];
pub const STREET_FACTS: Text = [
    "街道网络：{} 个点，{} 段，{} 公里。地图为求清晰作了简化。",
    "街道網路：{} 個點，{} 段，{} 公里。地圖為求清晰作了簡化。",
    "Streets: {} points, {} segments, {} km. The map shows them simplified.",
];
pub const PEOPLE_FACTS: Text =
    ["人口：{} 人，{} 处住所。", "人口：{} 人，{} 處住所。", "People: {} in {} homes."];
pub const NO_PEOPLE: Text = [
    "没有给出人口；只显示范围。",
    "沒有給出人口；只顯示範圍。",
    "No people were given; only areas are shown.",
];
pub const UNIFORM: Text = [
    "人口不是统计数据：把给出的总数平均分布在居住街道上。",
    "人口不是統計資料：把給出的總數平均分布在居住街道上。",
    "The people are no statistics: a given total is spread evenly along residential streets.",
];
pub const MADE: Text =
    ["城市和人口均为虚构。", "城市和人口均為虛構。", "City and people are made up."];
