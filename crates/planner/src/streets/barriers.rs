//! What stops whom on a point, as a table. Values of `barrier`, `kerb` and `wheelchair` as the
//! OpenStreetMap wiki describes them.
use super::Barrier;
use super::tags::{ALLOWED, FORBIDDEN, Key, Tags};

/// How a barrier treats walkers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stops {
    /// A door in something: closed where `locked` or the access tags say so, otherwise open.
    Door(Barrier),
    /// Keeps vehicles back; what `access` says is said to them.
    Vehicles(Barrier),
    /// Closed, unless `foot` opens it.
    All,
}

/// A barrier that is not named here is passed as a door is: what stands on a way is rarely a wall.
const BARRIERS: &[(&str, Stops)] = &[
    ("gate", Stops::Door(Barrier::None)),
    ("lift_gate", Stops::Door(Barrier::None)),
    ("swing_gate", Stops::Door(Barrier::None)),
    ("sliding_gate", Stops::Door(Barrier::None)),
    ("wicket_gate", Stops::Door(Barrier::None)),
    ("hampshire_gate", Stops::Door(Barrier::None)),
    ("entrance", Stops::Door(Barrier::None)),
    ("sally_port", Stops::Door(Barrier::None)),
    ("toll_booth", Stops::Vehicles(Barrier::None)),
    ("border_control", Stops::Door(Barrier::None)),
    ("stile", Stops::Door(Barrier::NoWheels)),
    ("turnstile", Stops::Door(Barrier::NoWheels)),
    ("full-height_turnstile", Stops::Door(Barrier::NoWheels)),
    ("kissing_gate", Stops::Door(Barrier::NoWheels)),
    ("cattle_grid", Stops::Vehicles(Barrier::NoWheels)),
    ("cycle_barrier", Stops::Vehicles(Barrier::NoWheels)),
    ("motorcycle_barrier", Stops::Vehicles(Barrier::NoWheels)),
    ("log", Stops::Vehicles(Barrier::NoWheels)),
    ("debris", Stops::Vehicles(Barrier::NoWheels)),
    ("step", Stops::Vehicles(Barrier::NoWheels)),
    ("bollard", Stops::Vehicles(Barrier::None)),
    ("block", Stops::Vehicles(Barrier::None)),
    ("chain", Stops::Vehicles(Barrier::None)),
    ("kerb", Stops::Vehicles(Barrier::None)),
    ("height_restrictor", Stops::Vehicles(Barrier::None)),
    ("bus_trap", Stops::Vehicles(Barrier::None)),
    ("sump_buster", Stops::Vehicles(Barrier::None)),
    ("jersey_barrier", Stops::Vehicles(Barrier::None)),
    ("planter", Stops::Vehicles(Barrier::None)),
    ("wall", Stops::All),
    ("city_wall", Stops::All),
    ("retaining_wall", Stops::All),
    ("fence", Stops::All),
    ("hedge", Stops::All),
    ("ditch", Stops::All),
];

/// What stands on a point with these tags.
pub(super) fn barrier(tags: &Tags) -> Barrier {
    let wheels = if tags.is(Key::Kerb, "raised") || tags.is(Key::Wheelchair, "no") {
        Barrier::NoWheels
    } else {
        Barrier::None
    };
    if !tags.has(Key::Barrier) {
        return wheels;
    }
    let stops = BARRIERS.iter().find(|(value, _)| tags.is(Key::Barrier, value));
    let stops = stops.map_or(Stops::Door(Barrier::None), |(_, stops)| *stops);
    let stands = match stops {
        _ if tags.among(Key::Foot, FORBIDDEN) => return Barrier::Closed,
        Stops::All if !tags.among(Key::Foot, ALLOWED) => return Barrier::Closed,
        Stops::Door(_) if shut(tags) => return Barrier::Closed,
        Stops::All => Barrier::None,
        Stops::Door(stands) | Stops::Vehicles(stands) => stands,
    };
    if stands == Barrier::None { wheels } else { stands }
}

fn shut(tags: &Tags) -> bool {
    let kept_out = tags.among(Key::Access, FORBIDDEN) || tags.is(Key::Locked, "yes");
    kept_out && !tags.among(Key::Foot, ALLOWED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::streets::tags::of;

    #[test]
    fn each_barrier_stops_whom_it_stops() {
        use Barrier::{Closed, NoWheels, None};
        let cases = [
            ("highway=crossing", None),
            ("barrier=gate", None),
            ("barrier=gate access=private", Closed),
            ("barrier=gate access=no", Closed),
            ("barrier=gate access=private foot=yes", None),
            ("barrier=gate foot=no", Closed),
            ("barrier=gate locked=yes", Closed),
            ("barrier=gate locked=yes foot=permissive", None),
            ("barrier=gate locked=no access=destination", None),
            ("barrier=lift_gate access=private", Closed),
            ("barrier=bollard access=no", None),
            ("barrier=bollard foot=no", Closed),
            ("barrier=stile", NoWheels),
            ("barrier=turnstile", NoWheels),
            ("barrier=full-height_turnstile", NoWheels),
            ("barrier=kissing_gate", NoWheels),
            ("barrier=kissing_gate access=private", Closed),
            ("barrier=gate wheelchair=no", NoWheels),
            ("barrier=kerb", None),
            ("barrier=kerb kerb=raised", NoWheels),
            ("barrier=kerb kerb=lowered", None),
            ("highway=crossing kerb=raised", NoWheels),
            ("wheelchair=no", NoWheels),
            ("barrier=wall", Closed),
            ("barrier=fence foot=yes", None),
            ("barrier=hedge", Closed),
            ("barrier=yes", None),
            ("barrier=spikes access=private", Closed),
            ("access=private", None),
        ];
        for (tags, expected) in cases {
            assert_eq!(barrier(&of(tags)), expected, "{tags}");
        }
    }
}
