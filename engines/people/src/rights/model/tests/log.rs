//! The second judge: it goes through the log of what happened, in hours, and knows no rows.
use super::hands::Hands;
use super::steps::{CENTERS, MODULES, PERMISSIONS, roles};

/// What happened, in hours since the first midnight. An interval is from its first hour to the one
/// it is over at.
#[derive(Clone, Debug)]
pub(super) enum Happened {
    Given {
        grant: usize,
        person: usize,
        role: usize,
        place: usize,
        modules: u8,
        span: (i64, i64),
        membership: Option<usize>,
        /// The one of its role and place.
        standing: bool,
    },
    Ended {
        grant: usize,
    },
    Lent {
        lending: usize,
        absent: usize,
        deputy: usize,
        span: (i64, i64),
    },
    LendingEnded {
        lending: usize,
    },
    Joined {
        membership: usize,
        person: usize,
        operator: usize,
        span: (i64, i64),
    },
    Left {
        membership: usize,
    },
    Agreed {
        contract: usize,
        operator: usize,
        span: (i64, i64),
        centers: u8,
        modules: u8,
    },
    Cut {
        contract: usize,
        over: i64,
    },
    Folded {
        operator: usize,
    },
    Moved {
        center: usize,
        street: usize,
    },
    Edited {
        role: usize,
        rights: u8,
    },
    Retired {
        retired: bool,
    },
    Quit {
        person: usize,
    },
    /// Two records of one person became one.
    Merged {
        merge: usize,
        kept: usize,
        merged: usize,
    },
    Undone {
        merge: usize,
    },
    /// Something of a record turned out to be somebody else's.
    Split {
        into: usize,
        grants: Vec<usize>,
        memberships: Vec<usize>,
    },
}

pub(super) const FOREVER: i64 = i64::MAX;

#[derive(Default)]
pub(super) struct Log(pub(super) Vec<Happened>);

impl Log {
    /// Whether a person may do something at a center in this hour.
    pub(super) fn may(&self, person: usize, permission: usize, center: usize, hour: i64) -> bool {
        let hands = &Hands::of(&self.0);
        let person = hands.leads_to(person);
        self.directly(hands, person, permission, center, hour, None) || self.0.iter().any(|h| {
            let Happened::Lent { lending, absent, deputy, span } = h else { return false };
            let ended =
                |h: &Happened| matches!(h, Happened::LendingEnded { lending: l } if l == lending);
            *deputy == person
                && (span.0..span.1).contains(&hour)
                && !self.0.iter().any(ended)
                && !hands.quit.contains(absent)
                && !hands.quit.contains(&person)
                && self.directly(hands, *absent, permission, center, hour, Some(person))
        })
    }

    /// By what is the person's own; for a deputy only what they could hold as well.
    pub(super) fn directly(
        &self,
        hands: &Hands,
        person: usize,
        permission: usize,
        center: usize,
        hour: i64,
        deputy: Option<usize>,
    ) -> bool {
        if hands.quit.contains(&person) {
            return false;
        }
        self.0.iter().enumerate().any(|(at, h)| {
            let Happened::Given { grant, role, place, modules, span, membership, .. } = h else {
                return false;
            };
            let later = &self.0[at + 1..];
            let undone = later.iter().any(|h| match h {
                Happened::Given { grant: g, .. } | Happened::Ended { grant: g } => g == grant,
                _ => false,
            });
            let module =
                1 << MODULES.iter().position(|m| *m == PERMISSIONS[permission].module()).unwrap();
            let reaches =
                *place == center || *place == self.street_of(center) || *place == CENTERS + 2;
            hands.holds(person, *grant)
                && !undone
                && (span.0..span.1).contains(&hour)
                && reaches
                && (*modules == 0 || modules & module != 0)
                && self.role_has(*role, permission)
                && membership.is_none_or(|m| {
                    self.by_contract(
                        hands,
                        m,
                        person,
                        center == *place,
                        center,
                        module,
                        hour,
                        deputy,
                    )
                })
        })
    }

    #[expect(clippy::too_many_arguments, reason = "all that a contract asks")]
    pub(super) fn by_contract(
        &self,
        hands: &Hands,
        membership: usize,
        person: usize,
        here: bool,
        center: usize,
        module: u8,
        hour: i64,
        deputy: Option<usize>,
    ) -> bool {
        let Some((who, operator)) = self.member(hands, membership, hour) else { return false };
        let folded =
            self.0.iter().any(|h| matches!(h, Happened::Folded { operator: o } if *o == operator));
        let agreed = self.0.iter().any(|h| {
            let Happened::Agreed { contract, operator: o, span, centers, modules } = h else {
                return false;
            };
            let over = self.0.iter().filter_map(|h| match h {
                Happened::Cut { contract: c, over } if c == contract => Some(*over),
                _ => None,
            });
            let over = over.chain([span.1]).min().unwrap();
            *o == operator
                && (span.0..over).contains(&hour)
                && centers & (1 << center) != 0
                && (*modules == 0 || modules & module != 0)
        });
        let deputy_too = deputy.is_none_or(|d| {
            self.0.iter().any(|h| match h {
                Happened::Joined { membership: m, .. } => {
                    self.member(hands, *m, hour) == Some((d, operator))
                }
                _ => false,
            })
        });
        here && who == person && !folded && agreed && deputy_too
    }

    /// Who acts for which operator by a membership in this hour.
    pub(super) fn member(
        &self,
        hands: &Hands,
        membership: usize,
        hour: i64,
    ) -> Option<(usize, usize)> {
        let left = |h: &Happened| matches!(h, Happened::Left { membership: m } if *m == membership);
        let last = self.0.iter().rev().find_map(|h| match h {
            Happened::Joined { membership: m, operator, span, .. } if *m == membership => {
                Some((*operator, *span))
            }
            _ => None,
        });
        let (operator, span) = last?;
        let person = hands.member(membership)?;
        let holds = (span.0..span.1).contains(&hour)
            && !self.0.iter().any(left)
            && !hands.quit.contains(&person);
        holds.then_some((person, operator))
    }

    pub(super) fn street_of(&self, center: usize) -> usize {
        let moved = self.0.iter().rev().find_map(|h| match h {
            Happened::Moved { center: c, street } if *c == center => Some(CENTERS + street),
            _ => None,
        });
        moved.unwrap_or(CENTERS + center % 2)
    }

    pub(super) fn role_has(&self, role: usize, permission: usize) -> bool {
        let named = PERMISSIONS[permission].shows_names();
        let retired = self.0.iter().rev().find_map(|h| match h {
            Happened::Retired { retired } => Some(*retired),
            _ => None,
        });
        if (role == 2 && named) || (role == 4 && retired == Some(true)) {
            return false;
        }
        let edited = self.0.iter().rev().find_map(|h| match h {
            Happened::Edited { role: r, rights } if *r == role => {
                Some(rights & (1 << permission) != 0)
            }
            _ => None,
        });
        edited.unwrap_or_else(|| PERMISSIONS[permission].roles.contains(&roles()[role]))
    }
}
