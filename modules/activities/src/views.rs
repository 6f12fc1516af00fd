//! What is shown of sessions and sign-ups: the shapes of the API.
use crate::model::{ActivityKind, Audience, Mode, ProgramFields, ProgramId, ProgramStatus};
use crate::model::{SessionId, SessionStatus, Way};
use crate::series::Series;
use lianxin_kernel::{Date, Decision, Money, Names, Reason, Timestamp};
use lianxin_people::{PersonAgeGroup, PersonId};
use lianxin_places::{CenterId, RoomId};
use lianxin_seats::{Band, ClaimId, MemberId, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One date of an activity, as lists show it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionCard {
    pub id: SessionId,
    pub program: ProgramId,
    pub title: Names,
    pub kind: ActivityKind,
    pub mode: Mode,
    pub center: CenterName,
    pub place: SessionPlace,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub status: SessionStatus,
    pub audience: Vec<Audience>,
    pub age_min: Option<i64>,
    pub age_max: Option<i64>,
    pub fee: Money,
    pub seats: Vec<SeatView>,
    pub sign_up: SignUpView,
    /// The reader's own sign-up, while it counts.
    pub mine: Option<State>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CenterName {
    pub id: CenterId,
    pub name: Names,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SessionPlace {
    pub room: Option<Names>,
    pub floor: Option<String>,
    pub outdoor: Option<String>,
    pub online: bool,
}

/// Places of one kind. All numbers are people.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SeatView {
    pub mode: Way,
    /// `null`: no limit.
    pub capacity: Option<i64>,
    pub taken: i64,
    pub free: Option<i64>,
    pub waiting: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SignUpView {
    pub needed: bool,
    pub opens_at: Option<Timestamp>,
    pub closes_at: Option<Timestamp>,
    pub state: SignUpState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignUpState {
    Open,
    NotYet,
    Closed,
    /// One just comes.
    None,
}

/// One date of an activity with everything a reader needs to decide.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Session {
    #[serde(flatten)]
    pub card: SessionCard,
    pub description: Option<Names>,
    pub contact: Option<String>,
    pub party_max: i64,
    pub waiting_list: bool,
    /// The published rule by which the waiting list is ordered, if not by arrival.
    pub fair: Option<Reason>,
    pub cancel_reason: Option<String>,
    /// Other coming dates of the program.
    pub series: Vec<OtherDate>,
    pub claim: Option<SignUp>,
    pub may_join: Decision,
    pub feedback: FeedbackSum,
    pub check_in: CheckInView,
    /// Only for those who take part.
    pub online_link: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OtherDate {
    pub id: SessionId,
    pub starts_at: Timestamp,
    pub status: SessionStatus,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedbackSum {
    pub count: i64,
    /// Of five; `null` before anyone said something.
    pub average: Option<f64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckInView {
    pub opens_at: Timestamp,
    pub closes_at: Timestamp,
}

/// One party's place or wait, as its person sees it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SignUp {
    #[schema(value_type = String)]
    pub id: ClaimId,
    pub session: SessionCard,
    pub person: PersonId,
    pub mode: Way,
    pub state: State,
    pub party: Vec<PartyMember>,
    /// On the waiting list, from 1.
    pub position: Option<i64>,
    pub offer_until: Option<Timestamp>,
    pub decision: Decision,
    pub created_at: Timestamp,
    pub history: Vec<HistoryLine>,
    pub feedback_given: bool,
    /// Short enough to read aloud.
    pub reference: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PartyMember {
    #[schema(value_type = String)]
    pub id: MemberId,
    pub name: String,
    pub band: Band,
    pub present_at: Option<Timestamp>,
    pub left_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct HistoryLine {
    pub at: Timestamp,
    pub what: Reason,
}

/// What a check-in did.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CheckIn {
    pub session: SessionId,
    pub title: Names,
    pub present: Vec<Present>,
    pub at: Timestamp,
    pub sign_up: Option<ClaimId>,
    /// Came without a sign-up.
    pub walk_in: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Present {
    pub name: String,
    pub band: Band,
    pub at: Timestamp,
    pub left_at: Option<Timestamp>,
    /// Was there before.
    pub already: bool,
}

/// A session on the desk: with how many came.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DeskSession {
    #[serde(flatten)]
    pub card: SessionCard,
    /// People who came.
    pub present: i64,
    /// Of those, who have not been checked out.
    pub here: i64,
    /// People with a place.
    pub seated: i64,
    /// People with a place who did not come; known once it has ended.
    pub no_show: i64,
    pub program_status: ProgramStatus,
    pub cancel_reason: Option<String>,
    pub room: Option<RoomId>,
    pub party_max: i64,
}

/// A party on the list of a session, as the desk sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participant {
    pub sign_up: ClaimId,
    pub person: PersonId,
    pub name: String,
    pub phone_hint: Option<String>,
    pub age_group: Option<PersonAgeGroup>,
    pub mode: Way,
    pub state: State,
    pub position: Option<i64>,
    pub party: Vec<PartyMember>,
    pub decision: Decision,
    /// Gets the next place that becomes free.
    pub next_to_promote: bool,
    pub created_at: Timestamp,
    pub by_staff: bool,
    pub reference: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Participants {
    pub session: DeskSession,
    pub seated: Vec<Participant>,
    pub waiting: Vec<Participant>,
    pub gone: Vec<Participant>,
    /// Came without a sign-up.
    pub walk_ins: Vec<PartyMember>,
    /// Places free on site; `null` when there is no limit.
    pub free: Option<i64>,
}

/// A program as its editors see it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Program {
    pub id: ProgramId,
    pub center: CenterId,
    #[serde(flatten)]
    pub fields: ProgramFields,
    pub status: ProgramStatus,
    /// Sent back with a change, so that two editors do not overwrite each other.
    pub version: i64,
    pub sessions: Vec<SessionCard>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProgramCard {
    pub id: ProgramId,
    pub title: Names,
    pub kind: ActivityKind,
    pub status: ProgramStatus,
    pub center: CenterId,
    pub next_at: Option<Timestamp>,
    pub sessions_coming: i64,
}

/// What became of one date of a series.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct DateResult {
    pub date: Date,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub session: Option<SessionId>,
    /// Why this date could not be.
    pub refused: Option<Reason>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Dates {
    pub dates: Vec<DateResult>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NewProgram {
    pub program: Program,
    pub dates: Vec<DateResult>,
}

/// A program and its dates, as an editor sends them.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ProgramDraft {
    pub center: CenterId,
    #[serde(flatten)]
    pub fields: ProgramFields,
    pub series: Series,
    #[serde(default)]
    pub publish: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedbackView {
    pub count: i64,
    pub average: Option<f64>,
    /// How many gave level 1, 2, 3, 4, 5.
    pub levels: Vec<i64>,
    pub comments: Vec<FeedbackComment>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FeedbackComment {
    pub level: i64,
    pub comment: String,
    pub at: Timestamp,
}

/// The code at the door, changing all the time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Door {
    pub token: String,
    /// Path of the check-in page with the token.
    pub url: String,
    pub valid_until: Timestamp,
    /// Seconds until the next code.
    pub next_in: i64,
    /// A QR code of the address.
    pub svg: String,
    pub present: i64,
    pub seated: i64,
    pub title: Names,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub room: Option<RoomId>,
}

/// Units that never add up with each other: sessions held, person-times, minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// Held.
    pub sessions: i64,
    /// Person-times.
    pub visits: i64,
    /// Of these, online.
    pub online_visits: i64,
    pub service_minutes: i64,
    /// People who had a place.
    pub sign_ups: i64,
    /// People who had a place and did not come.
    pub no_shows: i64,
    /// Sessions cancelled.
    pub cancelled: i64,
}

impl std::ops::AddAssign for Figure {
    fn add_assign(&mut self, other: Self) {
        self.sessions += other.sessions;
        self.visits += other.visits;
        self.online_visits += other.online_visits;
        self.service_minutes += other.service_minutes;
        self.sign_ups += other.sign_ups;
        self.no_shows += other.no_shows;
        self.cancelled += other.cancelled;
    }
}
