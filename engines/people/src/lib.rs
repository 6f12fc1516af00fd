//! Who someone is and what they may do: persons, cards, roles at places, sign-in.
//!
//! Here: persons with the least data that works, cards, grants, one-time codes, passwords of staff,
//! sign-ins, the import of people. Not here: what people take part in, and any message but the code.
mod account;
mod auditing;
mod authority;
mod commands;
mod config;
mod correcting;
mod events;
mod factors;
mod families;
mod finding;
mod holding;
mod http;
mod intake;
mod jobs;
mod kiosks;
mod merging;
mod model;
mod oidc;
mod organizations;
mod passwords;
pub mod permissions;
mod place;
mod qr;
mod queries;
mod renewal;
mod rights;
mod sender;
mod sessions;
mod staff;
mod store;

pub use account::{duties, end_account, lift, restrict, restricted};
pub use authority::{actor_of, authority};
pub use commands::{
    AddPerson, Added, ChangeMe, ChangePassword, CodeRequested, CreateStaff, EndPerson, NewStaff,
    Opened, PasswordChanged, PhoneSignIn, Register, Registered, RenewCard, RequestCode,
    SetPassword, SignInByPhone, SignInStaff, SignOut, StaffCreated, StaffSignIn, change_password,
    create_staff, set_password, sign_in_staff,
};
pub use config::Config;
pub use correcting::{CorrectPerson, Correction, CorrectionReason};
pub use factors::{
    AddPasskey, CeremonyId, Challenge, ConfirmTotp, EnrollTotp, FactorAdded, Factors, NamePasskey,
    PasskeyId, PasskeyShown, ProveFactor, ProvePasskey, Proved, RecoveryCodes, RemovePasskey,
    RemoveTotp, RenewRecoveryCodes, ResetFactors, ShowFactors, SignInByPasskey, StartPasskey,
    StartPasskeyProof, StartPasskeySignIn, TotpEnrolled, TotpShown, reset_factors,
};
pub use families::actor_for;
pub use families::commands::{
    AddChild, AddMember, AddPickUp, ChangeDetails, ChangeHousehold, ChangeMyDetails,
    ClaimResidency, ConfirmResidency, CreateHousehold, EndDelegate, EndGuardian, EndMyStanding,
    EndPickUp, EndSensitiveStanding, EndStanding, GiveSensitiveStanding, GiveStanding,
    IssuePaperCode, LeaveHousehold, LinkGuardian, MakeDelegate, NewStanding, PaperSignIn,
    RecordDelegate, RefuseResidency, SetNeeds, SignInByPaper, TellStanding,
};
pub use families::model::{
    ActingBasis, ActingFor, Child, Class, Consent, ConsentRecord, Days, Delegate, DelegateId,
    Details, DetailsChange, EvidenceKind, Field, Guardian, GuardianEvidence, GuardianId,
    GuardianRelation, Household, HouseholdId, HouseholdMember, LunarBirthday, MemberRelation, Need,
    Needs, PickUpId, PickUpPerson, PrintedPaperCode, Record, Residency, ResidencyEvidence,
    ResidencyId, ResidencyState, Sex, Standing, StandingAt, StandingConsent, StandingId,
    StandingKind, adult_from,
};
pub use families::queries::{
    ListActingFor, ListChildren, ListDelegates, ListGuardians, ListPickUps,
    ListSensitiveStandingsAt, ListStandings, ListStandingsAt, ShowDetails, ShowHousehold,
    ShowMyDetails, ShowPickUpPhone, ShowRecord, ShowResidency, ShowSensitiveRecord, guardian_of,
    guardians, household_persons, may_take_home, needs_guardian_consent, residency, standings,
};
pub use finding::{FindPeople, NameKey, Part, name_keys, sound_of, was_here};
pub use http::{SignedInIfAny, routes};
pub use intake::{
    ConfirmImport, DropImport, Format, ImportId, ImportLine, ImportState, ImportView, LineError,
    ListImportLines, RefusedLines, ShowImport, Tally, Verdict, VerdictKind, import, start_import,
};
pub use kiosks::{
    AddKiosk, CardSignIn, KioskAdded, KioskShown, ListKiosks, RevokeKiosk, SignInByCard,
};
pub use merging::{
    Differing, Duplicate, HeldCount, HeldThing, Likeness, ListDuplicates, ListHeld, ListMerges,
    MergeId, MergePeople, MergePreview, Merged, Moved, PastMerge, PersonField, PreviewMerge, Side,
    SplitPerson, TakenOut, TellApart, UndoMerge,
};
pub use model::{
    ADULT, AddedBy, Age, AgeBand, Born, Card, CardCode, CardId, Certainty, CodeId, ELDER, GrantId,
    OWN_CONSENT, PersonAgeGroup, PersonHit, PersonId, PersonRef, Phone, PlaceId, SealedPhone,
    SignInId, SignInKind, StatedBand,
};
pub use oidc::{
    AuthoritySignIn, Came, Fetch, FetchError, Fetcher, Fetching, LinkSubject, ListSubjects,
    Provider, Started, SubjectShown, UnlinkSubject, come_back, start,
};
pub use organizations::{
    AddOrganizationMember, AgreeContract, ChangeOrganization, Contract, ContractId, ContractLine,
    CreateOrganization, CreditCode, EndContract, EndMember, EndOrganization, Invitation,
    InvitationId, InviteMember, JoinOrganization, LeaveOrganization, ListMembers,
    ListMyOrganizations, ListOrganizations, MemberAdded, MemberLine, MemberRole, MyOrganization,
    Organization, OrganizationId, OrganizationKind, OrganizationMemberId, OrganizationRef,
    OrganizationStatus, OrganizationView, ShowOrganization, acting_for, organization,
    organizations_of,
};
pub use queries::{
    Account, DeskGrant, Me, PrintedCard, ShowAccount, ShowCard, ShowMe, person, person_by_card,
    persons, phone_of,
};
pub use rights::{
    AppointDeputy, AskedRights, ChangeGrant, ChangeRole, ChangeRoleStatus, CreateRole,
    DeputyAppointed, DeputyId, DeputyLine, EndDeputy, EndGrant, GiveDuty, GiveGrant, Given,
    GrantKind, GrantLine, ListDeputies, ListGrants, ListPermissions, ListRoles, Modules,
    PermissionLine, Phase, PreviewRole, RightBasis, RightLine, RoleDiff, RoleLine, RoleStatus,
    RoleTouches, ShowRights,
};
pub use sender::{CodeSender, CodeSenders, DevelopmentSender, Sending};
pub use sessions::{
    Browser, EndOtherSignIns, EndSignIn, EndSignInsOf, Ended, KioskId, ListSignIns, Origin,
    ShowSignIn, SignInShown, SignInState, SignInWay, System, WaitsFor,
};
pub use staff::{ListStaff, StaffLine, StaffState};

use lianxin_kernel::{Holding, JobHandler, Module, SealedColumns, joined};

pub const MODULE: Module = Module {
    name: "people",
    migrations: lianxin_db::migrations!(
        "people",
        "0001_people.sql",
        "0002_families.sql",
        "0003_organizations.sql",
        "0004_rights.sql",
        "0005_sign_in.sql",
        "0006_finding.sql",
        "0007_merging.sql",
        "0008_restriction.sql"
    ),
    permissions: permissions::ALL,
    jobs: &[
        JobHandler::of::<jobs::SendCode>(),
        JobHandler::of::<jobs::Tidy>(),
        JobHandler::of::<families::told::ActedForHeard>(),
        JobHandler::of::<intake::CheckImport>(),
        JobHandler::of::<intake::TakeImport>(),
        JobHandler::of::<intake::Forget>(),
    ],
    listeners: &[families::told::LISTENER],
    holdings: joined!(
        &'static dyn Holding;
        holding::ALL,
        families::holdings::ALL,
        &[&finding::Visits],
        rights::holding::ALL
    ),
    checks: &[families::renewal::CHECK, rights::CHECK],
    sealed: joined!(
        SealedColumns;
        factors::SEALED,
        families::renewal::SEALED,
        &[rights::SEALED, renewal::PHONES, renewal::CODES, renewal::MERGES]
    ),
    family: Some(families::family),
    secrets: &["people.code", "people.recovery", "people.subject", "people.ticket"],
    ..Module::EMPTY
};
