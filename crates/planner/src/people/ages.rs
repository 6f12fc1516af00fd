use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// People from this age to that one, both included; without an end, and older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgeGroup {
    pub from: u8,
    pub to: Option<u8>,
}

impl AgeGroup {
    pub const EVERYONE: Self = Self { from: 0, to: None };

    /// 60 and older, the age from which Chinese statistics and services count elders.
    pub fn is_elder(&self) -> bool {
        self.from >= 60
    }

    /// The first age that is older; 256 without an end.
    fn end(&self) -> u16 {
        self.to.map_or(256, |to| u16::from(to) + 1)
    }

    fn between(from: u16, end: u16) -> Option<Self> {
        let to = (end < 256).then(|| u8::try_from(end - 1)).transpose().ok()?;
        Some(Self { from: u8::try_from(from).ok()?, to })
    }

    fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.end() <= self.end()
    }
}

impl std::fmt::Display for AgeGroup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}-{to}", self.from),
            None => write!(f, "{}+", self.from),
        }
    }
}

/// How groups that do not overlap follow from columns that may (everyone, 60+, 65+): each is one column
/// less others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recipe {
    pub groups: Vec<AgeGroup>,
    /// Beside `groups`: the column, and those to take away.
    pub terms: Vec<(usize, Vec<usize>)>,
}

/// `columns` of the ages they count; everyone is `EVERYONE`. Refuses ages counted twice, ages that
/// overlap without one holding the other, and a whole of which several parts are missing.
pub(super) fn recipe(columns: &[(usize, AgeGroup)]) -> Result<Recipe> {
    let mut sorted = columns.to_vec();
    sorted.sort_by_key(|(_, ages)| (ages.from, std::cmp::Reverse(ages.end())));
    for (i, (_, a)) in sorted.iter().enumerate() {
        for (_, b) in &sorted[i + 1..] {
            if a == b {
                return Err(Error::value(
                    "people",
                    format!("two columns count ages {a}; keep one"),
                ));
            }
            if b.from < a.end().try_into().unwrap_or(u8::MAX) && !a.holds(b) {
                let why = format!("ages {a} and {b} overlap; let one hold the other, or neither");
                return Err(Error::value("people", why));
            }
        }
    }
    let mut rows = vec![];
    for (i, (column, whole)) in sorted.iter().enumerate() {
        let mut inside: Vec<(usize, AgeGroup)> = vec![];
        for (c, part) in sorted[i + 1..].iter().filter(|(_, part)| whole.holds(part)) {
            if !inside.iter().any(|(_, outer)| outer.holds(part)) {
                inside.push((*c, *part));
            }
        }
        match missing(whole, &inside).as_slice() {
            [] => {}
            [rest] => rows.push((*rest, *column, inside.iter().map(|(c, _)| *c).collect())),
            several => {
                let several: Vec<_> = several.iter().map(ToString::to_string).collect();
                let why = format!(
                    "of ages {whole} no column counts {}; add one of them",
                    several.join(" and ")
                );
                return Err(Error::value("people", why));
            }
        }
    }
    rows.sort();
    let groups = rows.iter().map(|(group, ..)| *group).collect();
    Ok(Recipe { groups, terms: rows.into_iter().map(|(_, column, less)| (column, less)).collect() })
}

/// The ages of `whole` that no part has; `parts` ascend.
fn missing(whole: &AgeGroup, parts: &[(usize, AgeGroup)]) -> Vec<AgeGroup> {
    let mut next = u16::from(whole.from);
    let mut missing = vec![];
    for (_, part) in parts {
        if next < u16::from(part.from) {
            missing.extend(AgeGroup::between(next, part.from.into()));
        }
        next = part.end();
    }
    if next < whole.end() {
        missing.extend(AgeGroup::between(next, whole.end()));
    }
    missing
}

/// Refuses groups out of order.
pub(super) fn check(groups: &[AgeGroup]) -> Result<()> {
    let ascend = groups.windows(2).all(|two| two[0].end() <= u16::from(two[1].from));
    match ascend && groups.iter().all(|g| u16::from(g.from) < g.end()) {
        true => Ok(()),
        false => Err(Error::value("people", "age groups must ascend without overlapping")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ages(from: u8, to: u8) -> AgeGroup {
        AgeGroup { from, to: (to < 255).then_some(to) }
    }

    #[test]
    fn groups_follow_from_columns_that_hold_each_other() {
        let made =
            recipe(&[(0, AgeGroup::EVERYONE), (1, ages(60, 255)), (2, ages(65, 255))]).unwrap();
        assert_eq!(made.groups, [ages(0, 59), ages(60, 64), ages(65, 255)]);
        assert_eq!(made.terms, [(0, vec![1]), (1, vec![2]), (2, vec![])]);
        let whole = [(0, AgeGroup::EVERYONE), (3, ages(15, 255)), (1, ages(0, 14))];
        assert_eq!(recipe(&whole).unwrap().terms, [(1, vec![]), (3, vec![])]);
        let gaps = recipe(&[(5, ages(3, 14)), (6, ages(60, 255))]).unwrap();
        assert_eq!(gaps.groups, [ages(3, 14), ages(60, 255)]);
    }

    #[test]
    fn ages_that_do_not_add_up_are_named() {
        let fault = |columns: &[(usize, AgeGroup)]| recipe(columns).unwrap_err().to_string();
        assert!(fault(&[(0, ages(0, 14)), (1, ages(10, 20))]).contains("0-14 and 10-20 overlap"));
        assert!(fault(&[(0, ages(60, 255)), (1, ages(60, 255))]).contains("two columns"));
        let several = fault(&[(0, AgeGroup::EVERYONE), (1, ages(15, 59))]);
        assert!(several.contains("0-14 and 60+"), "{several}");
    }
}
