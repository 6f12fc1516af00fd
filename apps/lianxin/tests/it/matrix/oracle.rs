//! What should be answered, from what the program says of its permissions and the table says of its
//! operations; written down a second time, since what is tested may not judge itself.
use super::rows::{Place, Refusal, Row, Whose};
use super::town::Held;
use lianxin_kernel::{Permission, Role};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Nobody,
    /// The person whose things they are.
    Person,
    /// Of the same household.
    Household,
    Resident,
    Staff(Role, Held),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    Allowed,
    SignIn,
    SecondFactor,
    Refused(u16),
}

pub fn permission(name: &str) -> Permission {
    let all = lianxin::MODULES.iter().flat_map(|m| m.permissions);
    let mut named = all.filter(|p| p.name == name);
    *named.next().unwrap_or_else(|| panic!("there is no permission {name}"))
}

fn reaches(held: Held, place: Place) -> bool {
    match place {
        Place::None => false,
        _ if held == Held::City => true,
        Place::City => false,
        Place::District => held == Held::District,
        Place::Street => matches!(held, Held::District | Held::Street),
        Place::Center => matches!(held, Held::District | Held::Street | Held::Center),
        Place::Inside => held != Held::Elsewhere,
        Place::Anywhere => true,
    }
}

fn owns(who: Who, whose: Whose) -> bool {
    match whose {
        Whose::Nobodys | Whose::Mine => true,
        Whose::Persons => who == Who::Person,
        Whose::Others => false,
    }
}

fn of_one(needs: Permission, row: &Row, who: Who, strong: bool) -> Answered {
    if needs.roles.contains(&Role::Anyone) {
        return Answered::Allowed;
    }
    if who == Who::Nobody {
        return Answered::SignIn;
    }
    if needs.roles.contains(&Role::Resident) && owns(who, row.whose) {
        return Answered::Allowed;
    }
    let granted = match who {
        Who::Staff(role, held) => {
            let upward = role.above() && needs.shows_names();
            needs.roles.contains(&role) && !upward && reaches(held, row.place)
        }
        _ => false,
    };
    match granted {
        false => Answered::Refused(refusal(row, who, strong)),
        true if needs.is_sensitive() && !strong => Answered::SecondFactor,
        true => Answered::Allowed,
    }
}

fn refusal(row: &Row, who: Who, strong: bool) -> u16 {
    match &row.refusal {
        Refusal::Says(status) => *status,
        Refusal::Seen(by) => {
            let look = Row { place: Place::Inside, refusal: Refusal::Says(404), ..row.clone() };
            match of_one(permission(by), &look, who, strong) {
                Answered::Allowed => 403,
                _ => 404,
            }
        }
    }
}

/// Of several permissions the first that is missing decides.
pub fn expected(row: &Row, who: Who, strong: bool) -> Answered {
    let mut all = row.needs.iter().map(|name| of_one(permission(name), row, who, strong));
    let refused = all.find(|a| *a != Answered::Allowed);
    refused.or_else(|| besides(row, who, strong)).unwrap_or(Answered::Allowed)
}

/// What stands against it after the door: rules of the act itself.
fn besides(row: &Row, who: Who, strong: bool) -> Option<Answered> {
    let staff = matches!(who, Who::Staff(..));
    if (row.is("staff") || row.is("staff=404")) && !staff {
        return Some(match who {
            Who::Nobody => Answered::SignIn,
            _ => Answered::Refused(if row.is("staff") { 403 } else { 404 }),
        });
    }
    for needs in row.also.iter().filter_map(|word| word.strip_prefix("then:")) {
        let row = Row { refusal: Refusal::Says(403), ..row.clone() };
        let answered = of_one(permission(needs), &row, who, strong);
        if answered != Answered::Allowed {
            return Some(answered);
        }
    }
    if row.is("author") {
        return Some(Answered::Refused(403));
    }
    (row.is("strong") && staff && !strong).then_some(Answered::SecondFactor)
}

#[test]
fn the_oracle_tells_near_from_far_own_from_others_and_above_from_beside() {
    use super::rows::rows;
    let line = |needs: &str, place: &str, whose: &str| {
        let text = format!("GET /x {needs} {place} {whose} 404");
        rows(&text)["GET /x"].clone()
    };
    let clerk = |held| Who::Staff(Role::Clerk, held);
    let record = line("people.record", "center", "person");
    for (who, answered) in [
        (Who::Nobody, Answered::SignIn),
        (Who::Person, Answered::Refused(404)),
        (clerk(Held::Center), Answered::Allowed),
        (clerk(Held::Street), Answered::Allowed),
        (clerk(Held::Beside), Answered::Refused(404)),
        (clerk(Held::Elsewhere), Answered::Refused(404)),
        (Who::Staff(Role::DistrictManager, Held::District), Answered::Refused(404)),
        (Who::Staff(Role::Auditor, Held::Center), Answered::Refused(404)),
    ] {
        assert_eq!(expected(&record, who, true), answered, "{who:?}");
    }
    let needs = line("people.needs", "center", "person");
    assert_eq!(expected(&needs, clerk(Held::Center), false), Answered::SecondFactor);
    assert_eq!(expected(&needs, clerk(Held::Center), true), Answered::Allowed);
    let both = line("people.record,people.record_sensitive", "center", "person");
    assert_eq!(expected(&both, clerk(Held::Center), true), Answered::Refused(404));
    let family = line("people.family", "center", "person");
    assert_eq!(expected(&family, Who::Person, false), Answered::Allowed);
    assert_eq!(expected(&family, Who::Household, false), Answered::Refused(404));
    let own = line("people.own", "-", "mine");
    assert_eq!(expected(&own, Who::Resident, false), Answered::Allowed);
}
