use super::chains::Chains;
use crate::LonLat;
use crate::streets::Streets;
use std::cmp::Ordering;

/// Millimeters in a ten-millionth of a degree of the meridian.
const UNIT: f64 = 6_371_008_800.0 * std::f64::consts::PI / 180.0 / 1e7;
/// Segments under a box, and boxes under a box.
const FAN: usize = 8;

/// Finds the segments nearest to a place: boxes of boxes over the segments in the order of the
/// streets, which is that of a Hilbert curve, so nothing needs sorting.
pub(super) struct Tree {
    leaves: Vec<Leaf>,
    /// The lowest level first.
    levels: Vec<Vec<Box>>,
}

/// An open segment.
#[derive(Clone, Copy)]
pub(super) struct Leaf {
    from: LonLat,
    to: LonLat,
    pub chain: u32,
    /// Its place along the chain.
    pub stretch: u32,
}

#[derive(Clone, Copy)]
struct Box {
    southwest: LonLat,
    northeast: LonLat,
}

/// The foot of a place on a segment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Foot {
    pub leaf: u32,
    /// Along `from` → `to`, 0 to 1.
    pub share: f64,
    /// Squared, in the plane of the place.
    square: f64,
}

impl Foot {
    /// Millimeters.
    pub fn distance(&self) -> f64 {
        self.square.sqrt()
    }
}

/// The plane around a place, in millimeters: exact to a few centimeters over a few kilometers.
struct Plane {
    at: LonLat,
    lon: f64,
}

impl Plane {
    fn new(at: LonLat) -> Self {
        Self { at, lon: UNIT * at.lat_degrees().to_radians().cos() }
    }

    fn of(&self, lon: i32, lat: i32) -> (f64, f64) {
        let (x, y) =
            (i64::from(lon) - i64::from(self.at.lon), i64::from(lat) - i64::from(self.at.lat));
        (x as f64 * self.lon, y as f64 * UNIT)
    }

    fn square_to(&self, boxed: &Box) -> f64 {
        let lon = self.at.lon.clamp(boxed.southwest.lon, boxed.northeast.lon);
        let lat = self.at.lat.clamp(boxed.southwest.lat, boxed.northeast.lat);
        let (x, y) = self.of(lon, lat);
        x * x + y * y
    }

    fn foot(&self, leaf: &Leaf, index: u32) -> Foot {
        let (x, y) = self.of(leaf.from.lon, leaf.from.lat);
        let (end_x, end_y) = self.of(leaf.to.lon, leaf.to.lat);
        let (dx, dy) = (end_x - x, end_y - y);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { (-(x * dx + y * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (x + share * dx, y + share * dy);
        Foot { leaf: index, share, square: x * x + y * y }
    }
}

impl Box {
    fn around(boxes: impl Iterator<Item = Self>) -> Self {
        let (low, high) =
            (LonLat { lon: i32::MIN, lat: i32::MIN }, LonLat { lon: i32::MAX, lat: i32::MAX });
        let nothing = Self { southwest: high, northeast: low };
        boxes.fold(nothing, |all, one| Self {
            southwest: LonLat {
                lon: all.southwest.lon.min(one.southwest.lon),
                lat: all.southwest.lat.min(one.southwest.lat),
            },
            northeast: LonLat {
                lon: all.northeast.lon.max(one.northeast.lon),
                lat: all.northeast.lat.max(one.northeast.lat),
            },
        })
    }

    fn of(leaf: &Leaf) -> Self {
        let ends = [leaf.from, leaf.to].map(|at| Self { southwest: at, northeast: at });
        Self::around(ends.into_iter())
    }
}

impl Tree {
    pub fn build(streets: &Streets, chains: &Chains) -> Self {
        const CLOSED: u32 = u32::MAX;
        let mut place = vec![(CLOSED, 0); streets.segments.len()];
        for (chain, two) in (0u32..).zip(chains.chains.windows(2)) {
            let stretches = &chains.stretches[two[0].piece as usize..two[1].piece as usize];
            for (index, stretch) in (0u32..).zip(stretches) {
                place[stretch.segment as usize] = (chain, index);
            }
        }
        let mut leaves = Vec::with_capacity(chains.stretches.len());
        for (segment, (chain, stretch)) in streets.segments.iter().zip(place) {
            if chain != CLOSED {
                let at = |point: u32| streets.points[point as usize];
                leaves.push(Leaf { from: at(segment.from), to: at(segment.to), chain, stretch });
            }
        }
        let lowest = leaves.chunks(FAN).map(|under| Box::around(under.iter().map(Box::of)));
        let mut levels: Vec<Vec<Box>> = vec![lowest.collect()];
        while let Some(under) = levels.last().filter(|level| level.len() > FAN) {
            let level = under.chunks(FAN).map(|under| Box::around(under.iter().copied()));
            let level = level.collect();
            levels.push(level);
        }
        Self { leaves, levels }
    }

    pub fn leaf(&self, index: u32) -> &Leaf {
        &self.leaves[index as usize]
    }

    /// Where on earth a foot is.
    pub fn place(&self, foot: Foot) -> LonLat {
        let leaf = self.leaf(foot.leaf);
        let between = |from: i32, to: i32| {
            let (from, to) = (f64::from(from), f64::from(to));
            (from + foot.share * (to - from)).round() as i32
        };
        LonLat {
            lon: between(leaf.from.lon, leaf.to.lon),
            lat: between(leaf.from.lat, leaf.to.lat),
        }
    }

    /// Leaves are in the order of the segments of the streets.
    pub fn find(&self, order: impl Fn(&Leaf) -> Ordering) -> Option<&Leaf> {
        self.leaves.binary_search_by(order).ok().map(|index| &self.leaves[index])
    }

    /// The nearest foot on the segments of chains that will do; of several the first segment.
    /// `close` is where it may well be, to begin with: near places are asked for in a row.
    pub fn nearest(
        &self,
        at: LonLat,
        close: Option<u32>,
        will_do: impl Fn(u32) -> bool,
        stack: &mut Vec<(f64, u32, u32)>,
    ) -> Option<Foot> {
        let plane = Plane::new(at);
        let mut best: Option<Foot> = close
            .filter(|leaf| will_do(self.leaf(*leaf).chain))
            .map(|leaf| plane.foot(self.leaf(leaf), leaf));
        stack.clear();
        let top = self.levels.len() - 1;
        let all = self.levels[top].iter().zip(0u32..);
        stack.extend(all.map(|(boxed, index)| (plane.square_to(boxed), top as u32, index)));
        sort_from(stack, 0);
        while let Some((square, level, index)) = stack.pop() {
            if too_far(best, square) {
                continue;
            }
            let first = index as usize * FAN;
            if level == 0 {
                let last = self.leaves.len().min(first + FAN);
                for (leaf, index) in self.leaves[first..last].iter().zip(first as u32..) {
                    let foot = plane.foot(leaf, index);
                    let nearer =
                        best.is_none_or(|best| (foot.square, foot.leaf) < (best.square, best.leaf));
                    if nearer && will_do(leaf.chain) {
                        best = Some(foot);
                    }
                }
            } else {
                let under = &self.levels[level as usize - 1];
                let (from, last) = (stack.len(), under.len().min(first + FAN));
                let boxes = under[first..last].iter().zip(first as u32..);
                let near = boxes
                    .map(|(boxed, index)| (plane.square_to(boxed), level - 1, index))
                    .filter(|(square, ..)| !too_far(best, *square));
                stack.extend(near);
                sort_from(stack, from);
            }
        }
        best
    }

    pub fn bytes(&self) -> usize {
        let boxes: usize = self.levels.iter().map(Vec::len).sum();
        self.leaves.capacity() * size_of::<Leaf>() + boxes * size_of::<Box>()
    }
}

/// Rounding may put a foot a hair closer than the box it lies in.
fn too_far(best: Option<Foot>, square: f64) -> bool {
    best.is_some_and(|best| square > best.square * (1.0 + 1e-9))
}

/// The nearest comes last, to be taken first.
fn sort_from(stack: &mut [(f64, u32, u32)], from: usize) {
    stack[from..].sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
}
