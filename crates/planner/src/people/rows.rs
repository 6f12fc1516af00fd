use super::ages::Recipe;
use super::areas::{Area, Areas};
use super::{NOWHERE, People, Read, Remarks, rounding};
use crate::{Error, LonLat, Result};
use std::collections::HashMap;

/// More in one place is a mistake of units.
pub(super) const MOST: f64 = 1e9;

/// Rows on their way to people: counts are not whole yet.
pub(super) struct Rows {
    recipe: Recipe,
    places: Vec<Place>,
    values: Vec<f64>,
    region: Vec<u32>,
    regions: Vec<String>,
    known: HashMap<String, u32>,
    pub remarks: Remarks,
}

pub(super) enum Place {
    Point(LonLat),
    Area(Area),
}

impl Rows {
    pub fn new(recipe: Recipe) -> Self {
        let (places, values, region, regions) = (vec![], vec![], vec![], vec![]);
        let (known, remarks) = (HashMap::new(), Remarks::default());
        Self { recipe, places, values, region, regions, known, remarks }
    }

    /// `columns` gives the number in a column; `at` says where in the file, for faults.
    pub fn add(
        &mut self,
        place: Place,
        region: Option<&str>,
        columns: impl Fn(usize) -> Result<Option<f64>>,
        at: impl Fn() -> String,
    ) -> Result<()> {
        self.remarks.rows += 1;
        for ((column, less), group) in self.recipe.terms.iter().zip(&self.recipe.groups) {
            let mut people = 0.0;
            for (i, c) in std::iter::once(column).chain(less).enumerate() {
                let number = columns(*c)?;
                self.remarks.blank += u64::from(number.is_none());
                let number = number.unwrap_or(0.0);
                people += if i == 0 { number } else { -number };
            }
            if people < -1e-6 {
                let why = format!("ages {group} come to {people}; parts are more than their whole");
                return Err(Error::data("people", at(), why));
            }
            let people = people.max(0.0);
            self.remarks.fractions += u64::from(people.fract() > 0.0);
            self.values.push(people);
        }
        let region = region.map(str::trim).filter(|r| !r.is_empty());
        let region = region.map_or(NOWHERE, |name| self.region_of(name));
        self.region.push(region);
        self.places.push(place);
        Ok(())
    }

    fn region_of(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let next = u32::try_from(self.regions.len()).unwrap_or(NOWHERE);
        self.regions.push(name.to_owned());
        self.known.insert(name.to_owned(), next);
        next
    }

    pub fn done(self) -> Result<Read> {
        let groups = self.recipe.groups;
        let n = groups.len();
        let part: Vec<u32> = (0..self.values.len()).map(|i| (i % n) as u32).collect();
        let counts = rounding::whole(&self.values, &part, n);
        let regions = self.regions;
        let mut remarks = self.remarks;
        let mut people =
            People { groups: groups.clone(), regions: regions.clone(), ..People::default() };
        let mut areas = Areas { groups, regions, ..Areas::default() };
        for ((place, counts), region) in
            self.places.into_iter().zip(counts.chunks(n)).zip(self.region)
        {
            match place {
                _ if counts.iter().all(|n| *n == 0) => remarks.empty += 1,
                Place::Point(at) => {
                    people.at.push(at);
                    people.counts.extend_from_slice(counts);
                    people.region.push(region);
                }
                Place::Area(area) => {
                    areas.areas.push(area);
                    areas.counts.extend_from_slice(counts);
                    areas.region.push(region);
                }
            }
        }
        match remarks.rows {
            0 => Err(Error::data("people", "file", "has no rows")),
            _ => Ok(Read { people, areas, remarks }),
        }
    }
}

/// A number of people; `None` for an empty field.
pub(super) fn number(text: &str, at: impl Fn() -> String, name: &str) -> Result<Option<f64>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let shown: String = text.chars().take(40).collect();
    let fault = |why: &str| Err(Error::data("people", at(), format!("{name} is {shown}; {why}")));
    match text.parse::<f64>() {
        Ok(n) => people(n, at, name).map(Some),
        Err(_) if text.contains(',') => fault("write numbers without separators"),
        Err(_) => fault("a number of people is expected"),
    }
}

/// The same for what is a number already.
pub(super) fn people(n: f64, at: impl Fn() -> String, name: &str) -> Result<f64> {
    let why = match n {
        n if n.is_nan() => "not a number of people; leave the field empty where it is not known",
        n if n < 0.0 => "people cannot be fewer than none",
        n if n > MOST => "over a billion in one place; is the unit right?",
        n => return Ok(n),
    };
    Err(Error::data("people", at(), format!("{name} is {n}; {why}")))
}
