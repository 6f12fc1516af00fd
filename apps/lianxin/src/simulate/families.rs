//! Young parents enter their children, so that a party is a family.
use crate::demo::dice::Dice;
use crate::demo::people::Resident;
use crate::demo::stage::{Stage, all};
use crate::demo::table;
use lianxin_kernel::{Result, Secret};
use lianxin_people::{AddChild, GuardianRelation};

/// Of those between 25 and 45 so many.
const PARENTS: f64 = 0.2;
/// How many are at it at once.
const AT_ONCE: usize = 500;

/// How many children there are then.
pub async fn settle(stage: &Stage, residents: &[Resident]) -> Result<usize> {
    let dice = Dice::of(stage.plan.seed, "families");
    let is_parent = |r: &&Resident| {
        let grown = (25..45).contains(&r.age_on(stage.today));
        dice.chance(PARENTS) && grown && r.phone.is_some()
    };
    let parents: Vec<&Resident> = residents.iter().filter(is_parent).collect();
    for some in parents.chunks(AT_ONCE) {
        let works = some.iter().map(|parent| {
            let days = i32::try_from(dice.between(400, 11 * 365)).unwrap_or(1_000);
            let born = stage.today.plus_days(-days);
            let surname: String = parent.name.chars().take(1).collect();
            let act = stage.app.act(Some(parent.actor()));
            async move {
                let child = AddChild {
                    name: Secret::new(table::line(&format!("{surname}小宝"))?),
                    birth_date: Secret::new(born),
                    sex: None,
                    relation: GuardianRelation::Mother,
                    language: None,
                };
                act.run(child).await.map(drop)
            }
        });
        all(works).await?;
    }
    Ok(parents.len())
}
