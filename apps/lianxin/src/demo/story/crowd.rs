//! Who could come: people who live near, of a fitting age, and not everywhere at once.
use crate::demo::activities::{Meeting, Template};
use crate::demo::dice::Dice;
use crate::demo::network::Network;
use crate::demo::people::{ELDER, Resident};
use lianxin_activities::{ActivityKind as Kind, Audience};
use lianxin_kernel::{Date, Timestamp};
use std::collections::{HashMap, HashSet};

/// How often someone is looked for before the session stays smaller.
const TRIES: usize = 90;

pub struct Crowd<'a> {
    pub residents: &'a [Resident],
    at_center: Vec<Vec<usize>>,
    in_street: HashMap<usize, Vec<usize>>,
    street_of: Vec<usize>,
    /// Nobody is at two sessions on one day.
    taken: HashSet<(usize, Date)>,
    /// When the sign-ups of each were made and when their sessions end.
    open: HashMap<usize, Vec<(Timestamp, Timestamp)>>,
    open_most: usize,
}

impl<'a> Crowd<'a> {
    pub fn new(network: &Network, residents: &'a [Resident], open_most: usize) -> Self {
        let street_of: Vec<usize> = network.centers.iter().map(|c| c.street).collect();
        let mut at_center = vec![vec![]; network.centers.len()];
        let mut in_street: HashMap<usize, Vec<usize>> = HashMap::new();
        // Those the demo is shown with go where the script sends them.
        for (n, resident) in residents.iter().enumerate().skip(ELDER + 1) {
            if let Some(list) = at_center.get_mut(resident.home) {
                list.push(n);
            }
            if let Some(street) = street_of.get(resident.home) {
                in_street.entry(*street).or_default().push(n);
            }
        }
        let (taken, open) = (HashSet::new(), HashMap::new());
        Self { residents, at_center, in_street, street_of, taken, open, open_most }
    }

    /// Someone who would come to this session.
    pub fn find(&self, dice: &Dice, meeting: &Meeting, at: Timestamp) -> Option<usize> {
        let near = self.at_center.get(meeting.center).filter(|l| l.len() > 20);
        let street = self.street_of.get(meeting.center);
        let around = street.and_then(|s| self.in_street.get(s)).filter(|l| !l.is_empty());
        for _ in 0..TRIES {
            let person = match (dice.below(10), near, around) {
                (0..6, Some(list), _) | (6..9, Some(list), None) => *dice.pick(list)?,
                (0..9, _, Some(list)) => *dice.pick(list)?,
                _ => dice.between(2, i64::try_from(self.residents.len()).ok()? - 1) as usize,
            };
            let resident = self.residents.get(person)?;
            let age = resident.age_on(meeting.date);
            let likes = dice.chance(liking(&meeting.template, resident, age));
            if likes && self.is_free(person, meeting, at) {
                return Some(person);
            }
        }
        None
    }

    /// Like [`Self::find`], but looks at everybody before it gives up.
    pub fn search(&self, dice: &Dice, meeting: &Meeting, at: Timestamp) -> Option<usize> {
        let sweep = || {
            let start = dice.below(self.residents.len());
            let all = (ELDER + 1..self.residents.len()).cycle().skip(start);
            all.take(self.residents.len()).find(|person| {
                let resident = self.residents.get(*person);
                let age = resident.map(|r| r.age_on(meeting.date));
                let liked = resident.zip(age);
                liked.is_some_and(|(r, age)| liking(&meeting.template, r, age) > 0.1)
                    && self.is_free(*person, meeting, at)
            })
        };
        self.find(dice, meeting, at).or_else(sweep)
    }

    pub fn is_free(&self, person: usize, meeting: &Meeting, at: Timestamp) -> bool {
        let open = self.open.get(&person).map_or(&[][..], Vec::as_slice);
        // Whoever signed up before or after this moment for something not over by then.
        let open = open.iter().filter(|(_, ends)| *ends > at).count();
        open < self.open_most && !self.taken.contains(&(person, meeting.date))
    }

    pub fn take(&mut self, person: usize, meeting: &Meeting, at: Timestamp) {
        self.taken.insert((person, meeting.date));
        self.open.entry(person).or_default().push((at, meeting.ends_at));
    }
}

/// From never to always. Of those who come to a center nearly half are 60 or older.
fn liking(template: &Template, resident: &Resident, age: i64) -> f64 {
    let (min, max) = (template.age_min.unwrap_or(0), template.age_max.unwrap_or(120));
    if !(min..=max).contains(&age) {
        return 0.0;
    }
    if template.for_children() {
        return 1.0;
    }
    if template.audience == [Audience::PartyMember] {
        return if resident.party_member { 1.0 } else { 0.0 };
    }
    match (template.kind, age) {
        (_, ..16) => 0.0,
        (Kind::ParentChild, 25..45) => 1.0,
        (Kind::ParentChild, 55..72) => 0.3,
        (Kind::ParentChild, _) => 0.05,
        (_, 16..35) => 0.2,
        (Kind::ArtsGroup | Kind::OpenPlay | Kind::Health, 35..55) => 0.25,
        (_, 35..60) => 0.45,
        (Kind::ArtsGroup | Kind::OpenPlay | Kind::Health, 60..80) => 1.0,
        (_, 60..80) => 0.75,
        (_, 80..) => 0.3,
    }
}
