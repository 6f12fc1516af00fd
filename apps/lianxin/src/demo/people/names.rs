//! Names as they are common, by the year of birth.
use crate::demo::dice::Dice;
use crate::demo::table;
use lianxin_kernel::Result;

pub struct Namer {
    surnames: Vec<(&'static str, u64)>,
    given: Vec<Generation>,
}

struct Generation {
    born_until: i16,
    women: Vec<&'static str>,
    men: Vec<&'static str>,
}

impl Namer {
    pub fn new() -> Result<Self> {
        let mut surnames = vec![];
        for [names, weight] in table::rows::<2>(include_str!("../data/surnames.txt"))? {
            let weight: u64 = table::number(weight)?;
            surnames.extend(names.split_whitespace().map(|name| (name, weight)));
        }
        let mut given = vec![];
        for [until, women, men] in table::rows::<3>(include_str!("../data/given_names.txt"))? {
            let list = |names: &'static str| names.split_whitespace().collect();
            let (women, men) = (list(women), list(men));
            given.push(Generation { born_until: table::number(until)?, women, men });
        }
        Ok(Self { surnames, given })
    }

    pub fn surname(&self, dice: &Dice) -> &'static str {
        dice.weighted(&self.surnames).copied().unwrap_or("王")
    }

    /// The name after the surname.
    pub fn given(&self, dice: &Dice, born: i16) -> &'static str {
        let generation = self.given.iter().find(|g| born < g.born_until).or(self.given.last());
        let Some(generation) = generation else { return "华" };
        let names = if dice.chance(0.52) { &generation.women } else { &generation.men };
        dice.pick(names).copied().unwrap_or("华")
    }
}
