//! Who may do what with the plan of a district.
use lianxin_kernel::{Permission, Role};

/// Looking at streets, people in numbers, coverage and plans of one's district.
pub const LOOK: Permission = Permission::new(
    "planning.look",
    &[Role::Operator, Role::CenterManager, Role::DistrictManager, Role::Administrator],
);
/// Streets, populations, scenarios and searches for sites of a district.
pub const PLAN: Permission =
    Permission::new("planning.plan", &[Role::DistrictManager, Role::Administrator]);
/// How far a search is and what it found: the program itself.
pub const WORK: Permission = Permission::new("planning.work", &[]);

pub const ALL: [Permission; 3] = [LOOK, PLAN, WORK];
