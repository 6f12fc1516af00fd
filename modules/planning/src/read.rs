//! Files read into what is kept, before any transaction: a bad file changes nothing.
use crate::atlas::beside;
use crate::model::*;
use data_encoding::HEXLOWER;
use lianxin_kernel::{Error, FieldCode, FieldError, Result};
use lianxin_planner::people::People;
use lianxin_planner::streets::Streets;
use lianxin_planner::walk::Graph;
use lianxin_planner::{Bounds, Profile, people, streets};
use sha2::{Digest, Sha256};

/// A map file that was read.
pub struct ReadNetwork {
    pub facts: NetworkFacts,
    pub checksum: String,
    pub bytes: Vec<u8>,
}

/// A file of people that was read.
pub struct ReadPopulation {
    pub facts: PopulationFacts,
    pub checksum: String,
    pub bytes: Vec<u8>,
}

pub async fn read_network(file: Vec<u8>) -> Result<ReadNetwork> {
    beside(move || {
        let read = streets::read_bytes(&file).map_err(bad_file)?;
        let remarks = read.remarks.iter();
        let remarks = remarks.map(|(reason, count)| remark(reason.code(), count)).collect();
        ReadNetwork::of(&read.streets, remarks)
    })
    .await?
}

pub async fn read_population(file: Vec<u8>) -> Result<ReadPopulation> {
    beside(move || ReadPopulation::of(&people::read_bytes(&file).map_err(bad_file)?)).await?
}

impl ReadNetwork {
    /// Of streets that are at hand.
    pub fn of(streets: &Streets, remarks: Vec<RemarkCount>) -> Result<Self> {
        let points = streets.points.len() as u64;
        if points > NetworkFacts::MOST_POINTS {
            let most = i64::try_from(NetworkFacts::MOST_POINTS).unwrap_or(i64::MAX);
            return Err(Error::Invalid(vec![
                FieldError::new("file", FieldCode::TooMany).with("max", most),
            ]));
        }
        let Some(bounds) = streets.bounds().filter(|_| !streets.segments.is_empty()) else {
            return Err(wrong("no street to walk on is in the file"));
        };
        // Taken once more as kept: what could not be walked on later is refused now.
        let graph = Graph::build(streets, &Profile::adult()).map_err(bad_file)?;
        let lengths: u64 = graph.parts().iter().map(|part| part.length_mm).sum();
        let largest = graph.parts().first().map_or(0, |part| part.length_mm);
        let bytes = streets.save();
        let facts = NetworkFacts {
            points,
            segments: streets.segments.len() as u64,
            length_m: streets.segments.iter().map(|s| u64::from(s.length)).sum::<u64>() / 1000,
            parts: graph.parts().len() as u64,
            largest_share: share(largest, lengths),
            bounds: degrees(bounds),
            remarks,
        };
        Ok(Self { facts, checksum: checksum(&bytes), bytes })
    }
}

impl ReadPopulation {
    pub fn of(read: &people::Read) -> Result<Self> {
        let (people, areas) = (&read.people, &read.areas);
        let homes = (people.len() + areas.areas.len()) as u64;
        if homes > PopulationFacts::MOST_HOMES {
            let most = i64::try_from(PopulationFacts::MOST_HOMES).unwrap_or(i64::MAX);
            return Err(Error::Invalid(vec![
                FieldError::new("file", FieldCode::TooMany).with("max", most),
            ]));
        }
        let places = people.at.iter().copied();
        let places = places.chain(areas.areas.iter().map(|area| area.middle));
        let total = people.total() + areas.total();
        let Some(bounds) = Bounds::of(places).filter(|_| total > 0) else {
            return Err(wrong("nobody lives in the file"));
        };
        let groups = if people.groups.is_empty() { &areas.groups } else { &people.groups };
        let of_areas: u64 = areas
            .counts
            .chunks(areas.groups.len().max(1))
            .flat_map(|row| row.iter().zip(&areas.groups))
            .filter(|(_, group)| group.is_elder())
            .map(|(n, _)| u64::from(*n))
            .sum();
        let facts = PopulationFacts {
            people: total,
            elders: people.elders() + of_areas,
            homes,
            groups: groups.iter().map(|g| AgeGroup { from: g.from, to: g.to }).collect(),
            bounds: degrees(bounds),
            remarks: remarks(&read.remarks),
        };
        let bytes = read.save();
        Ok(Self { facts, checksum: checksum(&bytes), bytes })
    }

    /// Of people whose homes are known.
    pub fn of_people(people: People) -> Result<Self> {
        Self::of(&people::Read { people, ..people::Read::default() })
    }
}

fn remarks(of: &people::Remarks) -> Vec<RemarkCount> {
    let all = [
        ("rows", of.rows),
        ("empty", of.empty),
        ("blank", of.blank),
        ("nodata", of.nodata),
        ("fractions", of.fractions),
    ];
    all.into_iter().filter(|(_, n)| *n > 0).map(|(code, n)| remark(code, n)).collect()
}

fn remark(code: &str, count: u64) -> RemarkCount {
    RemarkCount { code: code.to_owned(), count }
}

fn degrees(bounds: Bounds) -> Vec<f64> {
    let (a, b) = (bounds.southwest, bounds.northeast);
    vec![a.lon_degrees(), a.lat_degrees(), b.lon_degrees(), b.lat_degrees()]
}

/// To six decimals, which are kept to the bit.
fn share(part: u64, all: u64) -> f64 {
    if all == 0 { 0.0 } else { (part as f64 / all as f64 * 1e6).round() / 1e6 }
}

fn checksum(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// What the reader has against a file, in its own words.
fn bad_file(e: lianxin_planner::Error) -> Error {
    wrong(&e.to_string())
}

fn wrong(why: &str) -> Error {
    Error::Invalid(vec![FieldError::new("file", FieldCode::Wrong).with("why", why)])
}
