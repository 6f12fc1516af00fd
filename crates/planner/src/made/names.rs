//! Names that are nobody's: estates and streets of a city that does not exist.

/// zh-CN, zh-TW, en.
const FIRST: [[&str; 3]; 40] = [
    ["和风", "和風", "Hefeng"],
    ["银杏", "銀杏", "Yinxing"],
    ["丁香", "丁香", "Dingxiang"],
    ["海棠", "海棠", "Haitang"],
    ["紫藤", "紫藤", "Ziteng"],
    ["水岸", "水岸", "Shuian"],
    ["友谊", "友誼", "Youyi"],
    ["光明", "光明", "Guangming"],
    ["翠竹", "翠竹", "Cuizhu"],
    ["听雨", "聽雨", "Tingyu"],
    ["观澜", "觀瀾", "Guanlan"],
    ["星光", "星光", "Xingguang"],
    ["明月", "明月", "Mingyue"],
    ["桂花", "桂花", "Guihua"],
    ["枫林", "楓林", "Fenglin"],
    ["百合", "百合", "Baihe"],
    ["向阳", "向陽", "Xiangyang"],
    ["清和", "清和", "Qinghe"],
    ["长青", "長青", "Changqing"],
    ["金桥", "金橋", "Jinqiao"],
    ["东篱", "東籬", "Dongli"],
    ["南薰", "南薰", "Nanxun"],
    ["西窗", "西窗", "Xichuang"],
    ["北望", "北望", "Beiwang"],
    ["春晓", "春曉", "Chunxiao"],
    ["秋实", "秋實", "Qiushi"],
    ["白鹭", "白鷺", "Bailu"],
    ["云锦", "雲錦", "Yunjin"],
    ["松鹤", "松鶴", "Songhe"],
    ["望湖", "望湖", "Wanghu"],
    ["麦田", "麥田", "Maitian"],
    ["石榴", "石榴", "Shiliu"],
    ["梧桐", "梧桐", "Wutong"],
    ["晴川", "晴川", "Qingchuan"],
    ["朝霞", "朝霞", "Zhaoxia"],
    ["书香", "書香", "Shuxiang"],
    ["万和", "萬和", "Wanhe"],
    ["安澜", "安瀾", "Anlan"],
    ["青禾", "青禾", "Qinghe East"],
    ["荷塘", "荷塘", "Hetang"],
];
const ESTATES: [[&str; 3]; 6] = [
    ["苑", "苑", "Court"],
    ["家园", "家園", "Homes"],
    ["小区", "小區", "Estate"],
    ["花园", "花園", "Garden"],
    ["新村", "新村", "New Village"],
    ["里", "里", "Li"],
];

/// The name of estate number `n`, in zh-CN, zh-TW and English; no two are the same.
pub fn estate(n: usize) -> [String; 3] {
    let kinds = ESTATES.len();
    // The kinds step with each round of the first words, so every pair comes once.
    let (first, kind) = (n % FIRST.len(), (n + n / FIRST.len()) % kinds);
    let round = n / (FIRST.len() * kinds);
    std::array::from_fn(|language| {
        let space = if language == 2 { " " } else { "" };
        let mut name = format!("{}{space}{}", FIRST[first][language], ESTATES[kind][language]);
        if round > 0 {
            name += &format!("{space}{}", round + 1);
            name += if language == 2 { "" } else { "区" };
            if language == 1 {
                name = name.replace('区', "區");
            }
        }
        name
    })
}

/// The name of street office number `n`, in zh-CN.
pub fn street(n: usize) -> String {
    let (first, round) = (FIRST[n * 7 % FIRST.len()][0], n / FIRST.len());
    match round {
        0 => format!("{first}街道"),
        _ => format!("{first}街道{}", round + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_names_are_the_same() {
        for language in 0..3 {
            let names: BTreeSet<String> = (0..2_000).map(|n| estate(n)[language].clone()).collect();
            assert_eq!(names.len(), 2_000);
        }
        assert_eq!((0..500).map(street).collect::<BTreeSet<_>>().len(), 500);
        assert_eq!(estate(0), ["和风苑", "和風苑", "Hefeng Court"]);
    }
}
