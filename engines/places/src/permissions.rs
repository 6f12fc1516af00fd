//! Who may do what with places.
use lianxin_kernel::{Permission, Role};

/// Places are public.
pub const SEE: Permission = Permission::new("places.see", &[Role::Anyone]);
pub const EDIT_REGION: Permission =
    Permission::new("places.edit_region", &[Role::DistrictManager, Role::Administrator]);
pub const EDIT_CENTER: Permission = Permission::new(
    "places.edit_center",
    &[Role::Operator, Role::CenterManager, Role::DistrictManager, Role::Administrator],
);
/// Whether a center is planned, open or closed is not for the center alone to say.
pub const CHANGE_STATUS: Permission =
    Permission::new("places.change_status", &[Role::DistrictManager, Role::Administrator]);
pub const EDIT_HOURS: Permission = Permission::new(
    "places.edit_hours",
    &[Role::Operator, Role::CenterManager, Role::DistrictManager, Role::Administrator],
);
pub const EDIT_HOLIDAYS: Permission =
    Permission::new("places.edit_holidays", &[Role::Administrator]);

pub const ALL: [Permission; 6] =
    [SEE, EDIT_REGION, EDIT_CENTER, CHANGE_STATUS, EDIT_HOURS, EDIT_HOLIDAYS];
