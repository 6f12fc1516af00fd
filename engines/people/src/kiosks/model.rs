use crate::model::ShownToken;
use crate::sessions::KioskId;

/// What a sign-in at a kiosk reaches: one's bookings and sign-ups. A card that lies about must not
/// open the account, the family or the messages of whoever lost it.
pub(crate) const WITHIN: [&str; 4] = ["activities", "bookings", "presence", "seats"];

/// What a kiosk shows.
pub(crate) type KioskToken = ShownToken<KioskId>;
