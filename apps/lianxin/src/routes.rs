use crate::composed;
use lianxin_web::Api;

/// The JSON interface of the whole program.
pub fn api() -> Api {
    let mut api = lianxin_web::api([
        lianxin_places::routes(),
        lianxin_people::routes(),
        lianxin_privacy::routes(),
        lianxin_calendar::routes(),
        lianxin_activities::routes(),
        lianxin_bookings::routes(),
        lianxin_notices::routes(),
        lianxin_planning::routes(),
        composed::routes(),
    ]);
    composed::describe(&mut api.document);
    api
}
