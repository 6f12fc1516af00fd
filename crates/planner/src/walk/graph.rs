use super::chains::{self, Chain, Chains, Inner, Stretch};
use super::parts::{self, Part};
use super::search::{Pool, Search};
use super::tree::Tree;
use crate::streets::Streets;
use crate::{Profile, Result};

/// The walking graph of one profile. Costs are millimeters, steps stretched by the profile.
pub struct Graph {
    profile: Profile,
    points: usize,
    parts: Vec<Part>,
    pub(super) part_of: Vec<u32>,
    /// One more than there are; see `chains`.
    all_chains: Vec<Chain>,
    inner: Vec<Inner>,
    stretches: Vec<Stretch>,
    /// The point of each junction.
    pub(super) junctions: Vec<u32>,
    link_first: Vec<u32>,
    links: Vec<Link>,
    end_first: Vec<u32>,
    ends: Vec<End>,
    /// The sides of closed gates with several of them, by point.
    pub(super) gates: Vec<Side>,
    longest_link: u32,
    pub(super) tree: Tree,
    pub(super) pool: Pool,
}

/// A way from a junction to another, the shortest of those between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub to: u32,
    pub cost: u32,
}

/// A chain that starts or ends at a junction.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub chain: u32,
    /// The junction at the chain's other end.
    pub other: u32,
    /// The chain is at home here: of its two ends in the lists, this is the first.
    pub first: bool,
}

/// Where a chain ends at a closed gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Side {
    pub point: u32,
    pub chain: u32,
    pub offset: u32,
}

impl Graph {
    /// Leaves out what the profile cannot walk: closed steps, closed gates (the ways end there, on
    /// both sides). An error when the profile or the streets are not sound, or when a way without a
    /// junction is longer than 4,294 km.
    pub fn build(streets: &Streets, profile: &Profile) -> Result<Self> {
        profile.check()?;
        let chains = chains::contract(streets, profile)?;
        let (parts, part_of) = parts::parts(&chains, streets);
        let none = chains.junctions.len() as u32;
        let real = &chains.chains[..chains.chains.len() - 1];
        let (end_first, ends) = ends(real, none);
        let (link_first, links) = links(real, none, &end_first, &ends);
        let tree = Tree::build(streets, &chains);
        let gates = gates(&chains);
        Ok(Self {
            profile: profile.clone(),
            points: streets.points.len(),
            parts,
            part_of,
            longest_link: links.iter().map(|link| link.cost).max().unwrap_or(0),
            all_chains: chains.chains,
            inner: chains.inner,
            stretches: chains.stretches,
            junctions: chains.junctions,
            link_first,
            links,
            end_first,
            ends,
            gates,
            tree,
            pool: Pool::default(),
        })
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// How many points the streets have; those without an open way are among them.
    pub fn points(&self) -> usize {
        self.points
    }

    /// Connected parts, the one with the most points first.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Points where one chooses a way.
    pub fn junctions(&self) -> usize {
        self.junctions.len()
    }

    /// Bytes the graph holds, without the scratch memory of its searches.
    pub fn bytes(&self) -> usize {
        fn of<T>(list: &Vec<T>) -> usize {
            list.capacity() * size_of::<T>()
        }
        let chains =
            of(&self.all_chains) + of(&self.part_of) + of(&self.inner) + of(&self.stretches);
        let links = of(&self.junctions) + of(&self.link_first) + of(&self.links);
        chains + links + of(&self.end_first) + of(&self.ends) + of(&self.gates) + self.tree.bytes()
    }

    pub(super) fn chains(&self) -> &[Chain] {
        &self.all_chains[..self.all_chains.len() - 1]
    }

    /// The points of a chain, ascending by offset.
    pub(super) fn inner(&self, chain: u32) -> &[Inner] {
        let chain = chain as usize;
        let (from, to) = (self.all_chains[chain].inner, self.all_chains[chain + 1].inner);
        &self.inner[from as usize..to as usize]
    }

    /// The segments of a chain, ascending by offset.
    pub(super) fn stretches(&self, chain: u32) -> &[Stretch] {
        let chain = chain as usize;
        let (from, to) = (self.all_chains[chain].piece, self.all_chains[chain + 1].piece);
        &self.stretches[from as usize..to as usize]
    }

    /// The cost at which a segment of a chain ends.
    pub(super) fn stretch_end(&self, chain: u32, stretch: usize) -> u32 {
        match self.stretches(chain).get(stretch + 1) {
            Some(next) => next.offset,
            None => self.all_chains[chain as usize].cost,
        }
    }

    pub(super) fn links(&self, junction: u32) -> &[Link] {
        let junction = junction as usize;
        &self.links[self.link_first[junction] as usize..self.link_first[junction + 1] as usize]
    }

    pub(super) fn ends(&self, junction: u32) -> &[End] {
        let junction = junction as usize;
        &self.ends[self.end_first[junction] as usize..self.end_first[junction + 1] as usize]
    }

    pub(super) fn longest_link(&self) -> u32 {
        self.longest_link
    }

    pub(super) fn search(&self) -> Search<u32> {
        self.pool.take().unwrap_or_else(|| Search::new(self))
    }
}

fn ends(chains: &[Chain], none: u32) -> (Vec<u32>, Vec<End>) {
    let mut first = vec![0u32; none as usize + 2];
    for junction in chains.iter().flat_map(|chain| [chain.a, chain.b]).filter(|j| *j < none) {
        first[junction as usize + 1] += 1;
    }
    for junction in 1..first.len() {
        first[junction] += first[junction - 1];
    }
    let mut next = first.clone();
    let nothing = End { chain: 0, other: none, first: true };
    let mut ends = vec![nothing; first.last().copied().unwrap_or(0) as usize];
    for (index, chain) in chains.iter().enumerate() {
        let both = [(chain.a, chain.b, chain.a < none), (chain.b, chain.a, chain.a >= none)];
        for (junction, other, is_first) in both.into_iter().filter(|end| end.0 < none) {
            let slot = &mut next[junction as usize];
            ends[*slot as usize] = End { chain: index as u32, other, first: is_first };
            *slot += 1;
        }
    }
    (first, ends)
}

fn links(chains: &[Chain], none: u32, end_first: &[u32], ends: &[End]) -> (Vec<u32>, Vec<Link>) {
    let mut first = vec![0u32];
    let mut links = vec![];
    let mut some: Vec<Link> = vec![];
    for junction in 0..none {
        let j = junction as usize;
        let here = &ends[end_first[j] as usize..end_first[j + 1] as usize];
        let through = here.iter().filter(|end| end.other < none && end.other != junction);
        some.extend(
            through.map(|end| Link { to: end.other, cost: chains[end.chain as usize].cost }),
        );
        some.sort_unstable();
        some.dedup_by_key(|link| link.to);
        links.append(&mut some);
        first.push(links.len() as u32);
    }
    links.shrink_to_fit();
    (first, links)
}

fn gates(chains: &Chains) -> Vec<Side> {
    let none = chains.junctions.len() as u32;
    let mut sides = vec![];
    for (index, two) in (0u32..).zip(chains.chains.windows(2)) {
        let (chain, inner) = (two[0], &chains.inner[two[0].inner as usize..two[1].inner as usize]);
        let a = inner.first().filter(|_| chain.a == none);
        let b = inner.last().filter(|_| chain.b == none);
        sides.extend([a, b].into_iter().flatten().map(|inner| Side {
            point: inner.point,
            chain: index,
            offset: inner.offset,
        }));
    }
    sides.sort_unstable();
    let several = sides.chunk_by(|a, b| a.point == b.point).filter(|sides| sides.len() > 1);
    several.flatten().copied().collect()
}
