use crate::streets::{Barrier, Segment, Streets, Way};
use crate::walk::UNREACHED;
use crate::{Error, Profile, Result};

/// No junction: the way ends here.
pub(super) const DEAD_END: u32 = u32::MAX;

/// A run of segments between junctions, walked without a choice. Its points and pieces start at
/// `inner` and `piece` in their lists and end where those of the next chain start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    /// The junction at offset 0; where the way ends instead, the number of junctions, whose label is
    /// never reached.
    pub a: u32,
    /// The junction at offset `cost`, or the number of junctions.
    pub b: u32,
    pub cost: u32,
    pub inner: u32,
    pub piece: u32,
}

/// A point on a chain that is no junction. Dead ends are among them, at offset 0 or `cost`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inner {
    pub point: u32,
    pub offset: u32,
}

/// A segment on a chain; it starts at this offset.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Index into the segments of the streets.
    pub segment: u32,
    pub offset: u32,
    /// The chain runs against the segment's own direction.
    pub reversed: bool,
}

#[derive(Default)]
pub(super) struct Chains {
    /// One more than there are, so that the last has an end.
    pub chains: Vec<Chain>,
    pub inner: Vec<Inner>,
    pub stretches: Vec<Stretch>,
    /// The point of each junction.
    pub junctions: Vec<u32>,
}

/// The open segments at each point.
struct Ways<'a> {
    streets: &'a Streets,
    profile: &'a Profile,
    first: Vec<u32>,
    at: Vec<u32>,
}

impl Ways<'_> {
    fn of(&self, point: u32) -> &[u32] {
        let point = point as usize;
        &self.at[self.first[point] as usize..self.first[point + 1] as usize]
    }

    fn cost(&self, segment: u32) -> Option<u32> {
        cost(self.profile, &self.streets.segments[segment as usize])
    }

    fn other_end(&self, segment: u32, from: u32) -> u32 {
        let Segment { from: a, to: b, .. } = self.streets.segments[segment as usize];
        if from == a { b } else { a }
    }
}

fn cost(profile: &Profile, segment: &Segment) -> Option<u32> {
    profile.cost(segment.length, segment.kind == Way::Steps)
}

/// Contracts the points between two ways. Junctions stay in the order of their points.
pub(super) fn contract(streets: &Streets, profile: &Profile) -> Result<Chains> {
    let ways = ways(streets, profile)?;
    let points = streets.points.len();
    let blocked = |point: usize| match streets.barriers[point] {
        Barrier::None => false,
        Barrier::NoWheels => profile.wheels,
        Barrier::Closed => true,
    };
    let mut builder = Builder {
        stops: vec![false; points],
        junction_of: vec![DEAD_END; points],
        used: vec![false; streets.segments.len()],
        made: Chains::default(),
        ways,
    };
    for point in 0..points as u32 {
        let ways = builder.ways.of(point).len();
        let blocked = blocked(point as usize);
        builder.stops[point as usize] = ways != 2 || blocked;
        if ways > 2 && !blocked {
            builder.add_junction(point);
        }
    }
    for point in 0..points as u32 {
        if builder.stops[point as usize] {
            builder.walk_from(point)?;
        }
    }
    // What is left are rings without any junction: their lowest point becomes one.
    for point in 0..points as u32 {
        if builder.ways.of(point).iter().any(|segment| !builder.used[*segment as usize]) {
            builder.stops[point as usize] = true;
            builder.add_junction(point);
            builder.walk_from(point)?;
        }
    }
    Ok(builder.finish())
}

fn ways<'a>(streets: &'a Streets, profile: &'a Profile) -> Result<Ways<'a>> {
    let points = streets.points.len();
    // Twice as many ends of segments must have an index, and a chain index a bit to spare.
    if points >= 1 << 30 || streets.segments.len() >= 1 << 30 {
        return Err(Error::value("streets", "over 2^30 points or segments; cut out a region"));
    }
    if streets.barriers.len() != points {
        let why = format!("{} for {points} points", streets.barriers.len());
        return Err(Error::data("streets", "barriers", why));
    }
    let mut first = vec![0u32; points + 2];
    for (index, segment) in streets.segments.iter().enumerate() {
        let Segment { from, to, .. } = *segment;
        if from == to || from.max(to) as usize >= points {
            let why = format!("joins points {from} and {to} of {points}");
            return Err(Error::data("streets", format!("segment {index}"), why));
        }
        if cost(profile, segment).is_some() {
            first[from as usize + 2] += 1;
            first[to as usize + 2] += 1;
        }
    }
    for point in 2..first.len() {
        first[point] += first[point - 1];
    }
    let mut at = vec![0u32; first.last().copied().unwrap_or(0) as usize];
    for (index, segment) in streets.segments.iter().enumerate() {
        if cost(profile, segment).is_some() {
            for end in [segment.from, segment.to] {
                let slot = &mut first[end as usize + 1];
                at[*slot as usize] = index as u32;
                *slot += 1;
            }
        }
    }
    first.truncate(points + 1);
    Ok(Ways { streets, profile, first, at })
}

struct Builder<'a> {
    ways: Ways<'a>,
    /// Chains end at these points.
    stops: Vec<bool>,
    junction_of: Vec<u32>,
    used: Vec<bool>,
    made: Chains,
}

impl Builder<'_> {
    fn add_junction(&mut self, point: u32) {
        self.junction_of[point as usize] = self.made.junctions.len() as u32;
        self.made.junctions.push(point);
    }

    fn walk_from(&mut self, point: u32) -> Result<()> {
        for slot in 0..self.ways.of(point).len() {
            let segment = self.ways.of(point)[slot];
            if !self.used[segment as usize] {
                self.walk(point, segment)?;
            }
        }
        Ok(())
    }

    fn walk(&mut self, start: u32, first: u32) -> Result<()> {
        let (inner, piece) = (self.made.inner.len() as u32, self.made.stretches.len() as u32);
        let a = self.junction_of[start as usize];
        if a == DEAD_END {
            self.made.inner.push(Inner { point: start, offset: 0 });
        }
        let (mut point, mut segment, mut offset) = (start, first, 0u32);
        loop {
            self.used[segment as usize] = true;
            let reversed = self.ways.streets.segments[segment as usize].from != point;
            self.made.stretches.push(Stretch { segment, offset, reversed });
            let end = self.ways.cost(segment).and_then(|cost| offset.checked_add(cost));
            offset = end.filter(|end| *end < UNREACHED).ok_or_else(|| {
                let why = "the way up to the next junction is over 4294 km long; cut out a region";
                Error::data("streets", format!("segment {segment}"), why)
            })?;
            point = self.ways.other_end(segment, point);
            if self.stops[point as usize] {
                break;
            }
            self.made.inner.push(Inner { point, offset });
            let two = self.ways.of(point);
            segment = if two[0] == segment { two[1] } else { two[0] };
        }
        let b = self.junction_of[point as usize];
        if b == DEAD_END {
            self.made.inner.push(Inner { point, offset });
        }
        self.made.chains.push(Chain { a, b, cost: offset, inner, piece });
        Ok(())
    }

    fn finish(self) -> Chains {
        let mut made = self.made;
        let none = made.junctions.len() as u32;
        let (inner, piece) = (made.inner.len() as u32, made.stretches.len() as u32);
        made.chains.push(Chain { a: none, b: none, cost: 0, inner, piece });
        for chain in &mut made.chains {
            chain.a = chain.a.min(none);
            chain.b = chain.b.min(none);
        }
        made.chains.shrink_to_fit();
        made.inner.shrink_to_fit();
        made.stretches.shrink_to_fit();
        made
    }
}
