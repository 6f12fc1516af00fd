//! Every path of the site, and the files of the front end its page begins with.
use super::frame::Tab;
use lianxin_kernel::Language;

/// Which part of the front end a page belongs to; it decides which texts are loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Resident,
    Desk,
    City,
}

/// A path of the site. `:id` stands for one segment.
pub struct SitePath {
    pub pattern: &'static str,
    pub face: Face,
    pub tab: Option<Tab>,
    pub title: &'static str,
    /// The page's own file.
    pub page: &'static str,
}

const RESIDENT_SHELL: &str = "src/resident/ResidentShell.vue";
const DESK_SHELL: &str = "src/desk/DeskShell.vue";

macro_rules! paths {
    ($($pattern:literal $face:ident $tab:expr, $title:literal, $page:literal;)*) => {
        /// The first that fits is the page.
        pub const PATHS: &[SitePath] = &[$(SitePath {
            pattern: $pattern,
            face: Face::$face,
            tab: $tab,
            title: $title,
            page: $page,
        }),*];
    };
}

paths! {
    "/" Resident Some(Tab::Home), "app.tagline", "src/resident/pages/HomePage.vue";
    "/centers" Resident Some(Tab::Centers), "centers.title", "src/resident/pages/CentersPage.vue";
    "/centers/:id" Resident Some(Tab::Centers), "center.title", "src/resident/pages/CenterPage.vue";
    "/districts/:id" Resident Some(Tab::Centers), "district.title", "src/resident/pages/DistrictPage.vue";
    "/activities" Resident Some(Tab::Activities), "activities.title", "src/resident/pages/ActivitiesPage.vue";
    "/activities/:id" Resident Some(Tab::Activities), "activity.title", "src/resident/pages/ActivityPage.vue";
    "/activities/:id/join" Resident Some(Tab::Activities), "activity.join", "src/resident/pages/JoinPage.vue";
    "/rooms" Resident None, "rooms.title", "src/resident/rooms/pages/RoomsPage.vue";
    "/rooms/now" Resident None, "now.title", "src/resident/rooms/pages/NowPage.vue";
    "/rooms/items" Resident None, "booking.borrow", "src/resident/things/LendingPage.vue";
    "/rooms/:id" Resident None, "rooms.title", "src/resident/rooms/pages/RoomPage.vue";
    "/rooms/:id/series" Resident None, "rooms.title", "src/resident/rooms/series/SeriesFormPage.vue";
    "/rooms/:id/here" Resident Some(Tab::Me), "activity.check_in", "src/resident/rooms/pages/HerePage.vue";
    "/sign-in" Resident Some(Tab::Me), "account.sign_in", "src/resident/pages/SignInPage.vue";
    "/sign-in/staff" Resident Some(Tab::Me), "staff.title", "src/resident/pages/StaffSignInPage.vue";
    "/me" Resident Some(Tab::Me), "tab.me", "src/resident/pages/MePage.vue";
    "/me/activities" Resident Some(Tab::Me), "tile.mine", "src/resident/pages/MyActivitiesPage.vue";
    "/me/activities/:id" Resident Some(Tab::Me), "tile.mine", "src/resident/pages/SignUpPage.vue";
    "/me/series/:id" Resident Some(Tab::Me), "booking.mine", "src/resident/rooms/series/MySeriesPage.vue";
    "/me/rounds" Resident Some(Tab::Me), "round.mine", "src/resident/rounds/RoundsPage.vue";
    "/me/rounds/:id" Resident Some(Tab::Me), "round.mine", "src/resident/rounds/RoundPage.vue";
    "/me/calendars" Resident Some(Tab::Me), "booking.calendar", "src/resident/things/CalendarsPage.vue";
    "/me/bookings" Resident Some(Tab::Me), "booking.mine", "src/resident/rooms/pages/MyBookingsPage.vue";
    "/me/card" Resident Some(Tab::Me), "tile.card", "src/resident/pages/CardPage.vue";
    "/me/inbox" Resident Some(Tab::Me), "tile.inbox", "src/resident/pages/InboxPage.vue";
    "/me/settings" Resident Some(Tab::Me), "settings.title", "src/resident/pages/SettingsPage.vue";
    "/me/:part" Resident Some(Tab::Me), "tab.me", "src/resident/account/AccountPage.vue";
    "/sign-in/paper" Resident Some(Tab::Me), "account.sign_in", "src/resident/account/pages/PaperPage.vue";
    "/kiosk" Resident None, "tile.card", "src/resident/account/pages/KioskPage.vue";
    "/check-in/:id" Resident Some(Tab::Activities), "activity.check_in", "src/resident/pages/CheckInPage.vue";
    "/feedback/:id" Resident Some(Tab::Activities), "feedback.title", "src/resident/pages/FeedbackPage.vue";
    "/forbidden" Resident None, "forbidden.title", "src/resident/pages/ForbiddenPage.vue";
    "/desk" Desk None, "tab.desk", "src/desk/pages/TodayPage.vue";
    "/desk/today" Desk None, "tab.desk", "src/desk/pages/TodayPage.vue";
    "/desk/programs" Desk None, "tab.desk", "src/desk/pages/ProgramsPage.vue";
    "/desk/programs/new" Desk None, "tab.desk", "src/desk/pages/NewProgramPage.vue";
    "/desk/programs/:id" Desk None, "tab.desk", "src/desk/pages/ProgramPage.vue";
    "/desk/sessions/:id" Desk None, "tab.desk", "src/desk/pages/SessionPage.vue";
    "/desk/sessions/:id/sheet" Desk None, "tab.desk", "src/desk/pages/SheetPage.vue";
    "/desk/rooms" Desk None, "tab.desk", "src/desk/rooms/pages/RoomsPage.vue";
    "/desk/rooms/requests" Desk None, "tab.desk", "src/desk/rooms/requests/RequestsPage.vue";
    "/desk/rooms/series" Desk None, "tab.desk", "src/desk/rooms/series/SeriesPage.vue";
    "/desk/rooms/closings" Desk None, "tab.desk", "src/desk/rooms/closings/ClosingsPage.vue";
    "/desk/rooms/rounds" Desk None, "tab.desk", "src/desk/rooms/rounds/RoundsPage.vue";
    "/desk/rooms/rounds/:id" Desk None, "tab.desk", "src/desk/rooms/rounds/RoundPage.vue";
    "/desk/rooms/items" Desk None, "tab.desk", "src/desk/rooms/things/ItemsPage.vue";
    "/desk/rooms/loans" Desk None, "tab.desk", "src/desk/rooms/things/LoansPage.vue";
    "/desk/rooms/feeds" Desk None, "tab.desk", "src/desk/rooms/feeds/FeedsPage.vue";
    "/desk/rooms/rules" Desk None, "tab.desk", "src/desk/rooms/rules/RulesPage.vue";
    "/desk/rooms/use" Desk None, "tab.desk", "src/desk/rooms/use/UsePage.vue";
    "/desk/people" Desk None, "tab.desk", "src/desk/people/FindPage.vue";
    "/desk/people/duplicates" Desk None, "tab.desk", "src/desk/people/merging/DuplicatesPage.vue";
    "/desk/people/import" Desk None, "tab.desk", "src/desk/people/intake/IntakePage.vue";
    "/desk/people/import/:id" Desk None, "tab.desk", "src/desk/people/intake/ListPage.vue";
    "/desk/people/:person" Desk None, "tab.desk", "src/desk/people/PersonPage.vue";
    "/desk/people/:person/card" Desk None, "tab.desk", "src/desk/pages/CardPage.vue";
    "/desk/people/:person/merge/:other" Desk None, "tab.desk", "src/desk/people/merging/MergePage.vue";
    "/desk/people/:person/split" Desk None, "tab.desk", "src/desk/people/merging/SplitPage.vue";
    "/desk/organizations" Desk None, "tab.desk", "src/desk/organizations/OrganizationsPage.vue";
    "/desk/organizations/:id" Desk None, "tab.desk", "src/desk/organizations/OrganizationPage.vue";
    "/desk/figures" Desk None, "tab.desk", "src/desk/pages/FiguresPage.vue";
    "/desk/hours" Desk None, "tab.desk", "src/desk/pages/HoursPage.vue";
    "/desk/admin" Desk None, "tab.desk", "src/admin/index.ts";
    "/desk/admin/:part" Desk None, "tab.desk", "src/admin/index.ts";
    "/desk/admin/:part/:id" Desk None, "tab.desk", "src/admin/index.ts";
    "/city" City None, "tab.desk", "src/city/pages/CityPage.vue";
    "/city/wall" City None, "tab.desk", "src/city/pages/WallPage.vue";
    "/city/planning" City None, "tab.desk", "src/city/planning/PlanningPage.vue";
    "/screen/door/:session" Desk None, "tab.desk", "src/screen/pages/DoorPage.vue";
    "/screen/center/:center" Desk None, "now.title", "src/screen/pages/LobbyPage.vue";
    "/screen/room/:room" Desk None, "tab.desk", "src/screen/pages/RoomDoorPage.vue";
}

/// For an address that leads nowhere.
pub const LOST: SitePath = SitePath {
    pattern: "",
    face: Face::Resident,
    tab: None,
    title: "lost.title",
    page: "src/resident/pages/NotFoundPage.vue",
};

impl SitePath {
    /// The path of the site this address is on.
    pub fn of(path: &str) -> Option<&'static Self> {
        PATHS.iter().find(|p| p.fits(path))
    }

    fn fits(&self, path: &str) -> bool {
        let (mut wanted, mut given) = (segments(self.pattern), segments(path));
        loop {
            match (wanted.next(), given.next()) {
                (None, None) => return true,
                (Some(w), Some(g)) if w == g || w.starts_with(':') => {}
                _ => return false,
            }
        }
    }

    /// What the front end needs to show this page in this language.
    pub fn entries(&self, language: Language) -> Vec<&'static str> {
        let shell = match (self.face, self.pattern) {
            (Face::Resident, _) => Some(RESIDENT_SHELL),
            (_, pattern) if pattern.starts_with("/screen") || pattern == "/city/wall" => None,
            _ => Some(DESK_SHELL),
        };
        let faces: &[&str] = match self.face {
            Face::Resident if self.is_of_series() => &["shared", "resident", "rooms", "series"],
            Face::Resident if self.pattern.starts_with("/me/rounds") => {
                &["shared", "resident", "rooms", "rounds"]
            }
            Face::Resident if self.pattern == "/rooms/now" => {
                &["shared", "resident", "rooms", "now"]
            }
            Face::Resident if self.is_of_things() => &["shared", "resident", "rooms", "things"],
            Face::Resident if self.is_of_rooms() => &["shared", "resident", "rooms"],
            Face::Resident => &["shared", "resident"],
            Face::Desk if self.pattern.starts_with("/desk/people") => &["shared", "desk", "people"],
            Face::Desk if self.is_of_series() => &["shared", "desk", "rooms", "series"],
            Face::Desk if self.pattern.starts_with("/desk/rooms/rounds") => {
                &["shared", "desk", "rooms", "rounds"]
            }
            Face::Desk if self.pattern == "/desk/rooms/use" => &["shared", "desk", "rooms", "use"],
            Face::Desk if self.pattern.starts_with("/screen/center") => {
                &["shared", "desk", "rooms", "now"]
            }
            Face::Desk if self.is_of_things() => &["shared", "desk", "rooms", "things"],
            Face::Desk
                if self.pattern.starts_with("/desk/rooms")
                    || self.pattern.starts_with("/screen/room") =>
            {
                &["shared", "desk", "rooms"]
            }
            Face::Desk if self.pattern.starts_with("/desk/organizations") => {
                &["shared", "desk", "people"]
            }
            Face::Desk if self.pattern.starts_with("/desk/admin") => &["shared", "desk", "admin"],
            Face::Desk => &["shared", "desk"],
            Face::City if self.pattern == "/city/planning" => {
                &["shared", "city", "desk", "planning"]
            }
            Face::City => &["shared", "city", "desk"],
        };
        let parts: &[&str] = match self.face {
            Face::Resident if self.starts_light() => &["first"],
            Face::Resident => &["first", "later"],
            Face::Desk | Face::City => &["first", "later", "rare"],
        };
        let wanted = |m: &&Messages| {
            m.language == language && faces.contains(&m.face) && parts.contains(&m.part)
        };
        let texts = MESSAGES.iter().filter(wanted).map(|m| m.file);
        shell.into_iter().chain([self.page]).chain(texts).collect()
    }

    fn is_of_series(&self) -> bool {
        self.pattern.contains("/series")
    }

    /// Equipment, loans and calendar feeds.
    fn is_of_things(&self) -> bool {
        let last = self.pattern.rsplit('/').next();
        matches!(last, Some("items" | "loans" | "feeds" | "calendars"))
    }

    /// Rooms and what one booked; the desk says some of it too.
    fn is_of_rooms(&self) -> bool {
        self.pattern.starts_with("/rooms") || self.pattern == "/me/bookings"
    }

    /// The lists and the home page show before the rest of the words is there.
    fn starts_light(&self) -> bool {
        matches!(self.pattern, "/" | "/centers" | "/activities")
    }
}

/// A part of the messages of one face in one language; the build cuts the files of residents in two.
struct Messages {
    face: &'static str,
    language: Language,
    part: &'static str,
    file: &'static str,
}

macro_rules! messages {
    ($($face:literal $part:literal,)*) => {
        const MESSAGES: &[Messages] = &[$(
            messages!($face, ZhCn, "zh-CN", $part),
            messages!($face, ZhTw, "zh-TW", $part),
            messages!($face, En, "en", $part),
        )*];
    };
    ($face:literal, $language:ident, $code:literal, $part:literal) => {
        Messages {
            face: $face,
            language: Language::$language,
            part: $part,
            file: concat!("src/i18n/", $face, "/", $code, ".json?", $part),
        }
    };
}
messages! {
    "shared" "first", "shared" "later",
    "resident" "first", "resident" "later",
    "rooms" "first", "rooms" "rare", "series" "first", "rounds" "first",
    "now" "first", "use" "first", "things" "first",
    "desk" "first", "admin" "first", "city" "first", "planning" "first", "people" "first",
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_the_page() {
        let page = |path: &str| SitePath::of(path).map(|p| p.pattern);
        assert_eq!(page("/"), Some("/"));
        assert_eq!(page("/activities/ses_1/join"), Some("/activities/:id/join"));
        assert_eq!(page("/desk/programs/new"), Some("/desk/programs/new"));
        assert_eq!(page("/desk/programs/prg_1"), Some("/desk/programs/:id"));
        assert_eq!(page("/desk/admin/roles/clerk"), Some("/desk/admin/:part/:id"));
        assert_eq!(page("/rooms/rom_1/here"), Some("/rooms/:id/here"));
        assert_eq!(page("/me/bookings"), Some("/me/bookings"));
        assert_eq!(page("/centers/"), Some("/centers"));
        assert_eq!(page("/nowhere"), None);
        assert_eq!(page("/me/nowhere/2"), None);
    }
}
