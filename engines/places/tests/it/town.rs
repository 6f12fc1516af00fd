//! A made-up town to test in.
use lianxin_kernel::{Act, Error, Language, Names};
use lianxin_places::commands::{PutCenter, PutRegion};
use lianxin_places::{
    CenterFacts, CenterId, Changed, Key, Level, Put, RegionFacts, RegionId, RegionKind, Status,
};

pub struct Town {
    pub city: RegionId,
    pub district: RegionId,
    pub other: RegionId,
    pub street: RegionId,
    pub center: CenterId,
}

pub fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub async fn region(
    act: &Act,
    name: &str,
    kind: RegionKind,
    parent: Option<RegionId>,
) -> Result<Put<RegionId>, Error> {
    let names = Names::zh_cn(name).with(Language::En, name);
    act.run(PutRegion::new(key(name), RegionFacts::new(kind, parent, names))).await
}

/// An open street center, at a point of Zhengzhou.
pub fn facts(region: RegionId, name: &str) -> CenterFacts {
    let mut facts = CenterFacts::new(Level::Street, region, Names::zh_cn(name), Status::Open);
    (facts.lat, facts.lon) = (Some(34.75), Some(113.66));
    facts
}

pub async fn center(act: &Act, name: &str, facts: CenterFacts) -> CenterId {
    let put = act.run(PutCenter::new(key(name), facts)).await.unwrap();
    assert_ne!(put.changed, Changed::Same);
    put.id
}

impl Town {
    pub async fn build(act: &Act) -> Self {
        let made = async |name, kind, parent| region(act, name, kind, parent).await.unwrap().id;
        let city = made("liancheng", RegionKind::City, None).await;
        let district = made("donghe", RegionKind::District, Some(city)).await;
        let other = made("xishan", RegionKind::District, Some(city)).await;
        let street = made("liuyin", RegionKind::Street, Some(district)).await;
        let center = center(act, "liuyin", facts(street, "柳荫街道党群服务中心")).await;
        Self { city, district, other, street, center }
    }
}

/// The fields an error names, each with its code.
pub fn fields<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<String> {
    match answer {
        Err(Error::Invalid(fields)) => {
            fields.iter().map(|f| format!("{} {}", f.field, f.code)).collect()
        }
        other => vec![format!("{other:?}")],
    }
}
