// Stands in for operations that the document does not list yet.
import type { components } from "./schema";

type S = components["schemas"];
type Names = S["Names"];
type At<Path> = [keyof Path] extends [never] ? { path?: never } : { path: Path };
type Op<Out, Path = Record<never, never>, Body = never, Query = Record<never, never>, Code extends number = 200> = {
  parameters: { query?: Partial<Query>; header?: never; cookie?: never } & At<Path>;
  responses: { [K in Code]: { headers: { [name: string]: unknown }; content: { "application/json": Out } } };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { "application/json": Body } } });
type Bare<Path = Record<never, never>, Body = never> = {
  parameters: { query?: never; header?: never; cookie?: never } & At<Path>;
  responses: { 204: { headers: { [name: string]: unknown }; content?: never } };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { "application/json": Body } } });
type Nothing = Record<string, never>;
type List<T> = { items: T[] };
type Id = { id: string };
type N<T> = T | null;

export type Days = { from: string; until?: N<string> };
type Need = "hearing" | "sight" | "speech" | "walking" | "wheelchair" | "dementia" | "learning" | "diet" | "company";
type Sex = "female" | "male";
type Lunar = { month: number; day: number; leap?: boolean };
type Needs = { words: Need[]; note?: N<string> };
type Details = { sex?: N<Sex>; lunar_birthday?: N<Lunar>; needs?: N<Needs> };
type Member = { person: string; name: string; age_band?: N<string>; relation: string; days: Days };
type Evidence = "household_register" | "property_certificate" | "lease" | "residence_permit" | "community_word";
type Residency = {
  state: "unverified" | "claimed" | "confirmed" | "refused" | "expired";
  id?: N<string>;
  center?: N<string>;
  evidence?: N<Evidence>;
  claimed_at?: N<string>;
  decided_at?: N<string>;
  until?: N<string>;
  reason?: N<string>;
  waiting: boolean;
};
type StandingKind = "volunteer" | "social_worker" | "building_head" | "grid_worker" | "party_member" | "veteran";
type Standing = { id: string; kind: StandingKind; place: string; days: Days; consent: string; made_at: string };
type Relation = "father" | "mother" | "grandparent" | "sibling" | "other_relative" | "appointed";
type Child = { id: string; child: string; name: string; birth_date?: N<string>; home_center?: N<string>; relation: Relation; adult_from?: N<string> };
type PickUp = { id: string; child: string; name: string; relation?: N<string>; phone_hint?: N<string>; until?: N<string> };
type Delegate = {
  id: string;
  person: string;
  person_name: string;
  delegate: string;
  delegate_name: string;
  modules?: N<string[]>;
  days: Days;
  consent: string;
  made_at: string;
};
type ActingFor = { person: string; name: string; basis: "delegate" | "guardian" | "staff"; modules?: N<string[]>; until?: N<string>; delegate?: N<string> };
type Organization = { organization: string; kind: string; name: Names; role: "contact" | "manager"; from?: N<string>; until?: N<string>; active: boolean };
type OrganizationMember = { member: string; person: string; name: string; role: "contact" | "manager"; from?: N<string>; until?: N<string>; active: boolean };
type Text = { subject: string; version: number; title: Names; body: Names; published_at: string };
type Consent = {
  purpose: string;
  name: Names;
  separate?: N<"sensitive" | "publish" | "provide">;
  text?: N<Text>;
  holds: boolean;
  ask: boolean;
  answer?: N<"given" | "refused" | "withdrawn">;
  answered_version?: N<number>;
  answered_at?: N<string>;
  channel?: N<"portal" | "desk" | "paper" | "kiosk">;
  witness?: N<string>;
  guardian?: N<string>;
};
type Effect = { purpose: string; stops: Names; then: "erase" | "restrict" | "keep"; held: { holding: string; rows: number }[] };
type Held = {
  format: string;
  person: string;
  at: string;
  parts: {
    purpose: string;
    name?: N<Names>;
    basis?: N<string>;
    classes: string[];
    retention_days?: N<number>;
    recipients: Names[];
    holdings: { holding: string; rows: Record<string, never>[] }[];
  }[];
};
type RequestKind = "explain" | "copy" | "transfer" | "correct" | "erase" | "restrict" | "lift";
type DataRequest = {
  id: string;
  number: string;
  kind: RequestKind;
  state: "received" | "in_progress" | "answered" | "withdrawn";
  channel: string;
  heir: boolean;
  wish?: N<string>;
  received_at: string;
  due_on: string;
  provisional: boolean;
  outcome?: N<"granted" | "partly" | "refused">;
  answered_at?: N<string>;
  answer?: N<string>;
  reason?: N<string>;
  law?: N<string>;
  carry_out_at?: N<string>;
  done_at?: N<string>;
  can_withdraw: boolean;
};
type Look = {
  at: string;
  what: string;
  words: Names;
  purpose?: N<string>;
  who?: N<string>;
  role?: N<string>;
  place?: N<Names>;
  oneself: boolean;
  on_behalf: boolean;
};
type SignIn = {
  id: string;
  kind: "resident" | "staff" | "kiosk";
  way: string;
  browser: string;
  system: string;
  network?: N<string>;
  started_at: string;
  last_seen_at: string;
  strong_at?: N<string>;
  here: boolean;
};
type Factors = {
  totp?: N<{ made_at: string }>;
  passkeys: { id: string; name: string; made_at: string; used_at?: N<string> }[];
  recovery_codes_left: number;
  strong: boolean;
  required: boolean;
};
type Challenge = { ceremony: string; options: Record<string, never> };
type Passed = { ceremony: string; credential: Record<string, never> };
type SignedInAs = { account: S["Account"] };
type Added = { recovery_codes?: N<string[]> };
type PageQuery = { after?: N<string>; limit?: N<number> };

declare module "./schema" {
  interface paths {
    "/api/v1/me/details": { get: Op<Details>; patch: Op<Details, Record<never, never>, { sex?: N<Sex>; lunar_birthday?: N<Lunar>; needs?: N<Needs> }> };
    "/api/v1/me/household": { get: Op<{ household?: N<{ id: string; center: string; address?: N<string>; members: Member[] }> }> };
    "/api/v1/me/residency": { get: Op<Residency>; post: Op<Residency, Record<never, never>, { evidence?: N<Evidence> }> };
    "/api/v1/me/standings": {
      get: Op<List<Standing>>;
      post: Op<Standing, Record<never, never>, { kind: StandingKind; place: string; from?: N<string>; until?: N<string> }, Record<never, never>, 201>;
    };
    "/api/v1/me/standings/{id}": { delete: Bare<Id> };
    "/api/v1/me/children": {
      get: Op<List<Child>>;
      post: Op<Child, Record<never, never>, { name: string; birth_date: string; sex?: N<Sex>; relation: Relation; language?: N<S["Language"]> }, Record<never, never>, 201>;
    };
    "/api/v1/me/children/{id}/pick-up-persons": {
      get: Op<List<PickUp>, Id>;
      post: Op<PickUp, Id, { name: string; relation?: N<string>; phone?: N<string>; until?: N<string> }, Record<never, never>, 201>;
    };
    "/api/v1/me/children/{id}/pick-up-persons/{pick_up}": { delete: Bare<{ id: string; pick_up: string }> };
    "/api/v1/me/delegates": {
      get: Op<List<Delegate>>;
      post: Op<Id, Record<never, never>, { card: string; modules?: N<string[]>; from?: N<string>; until?: N<string> }, Record<never, never>, 201>;
    };
    "/api/v1/me/delegates/{id}": { delete: Bare<Id> };
    "/api/v1/me/acting-for": { get: Op<List<ActingFor>> };
    "/api/v1/me/acting-for/{id}": { delete: Bare<Id> };
    "/api/v1/me/organizations": { get: Op<List<Organization>> };
    "/api/v1/me/organizations/join": { post: Op<{ member: string }, Record<never, never>, { code: string }, Record<never, never>, 201> };
    "/api/v1/me/organizations/{id}/leave": { post: Bare<Id, Nothing> };
    "/api/v1/me/organizations/{id}/members": { get: Op<List<OrganizationMember>, Id> };
    "/api/v1/me/organizations/{id}/invitations": {
      post: Op<{ code: string; expires_at: string }, Id, { role: "contact" | "manager"; until?: N<string> }, Record<never, never>, 201>;
    };
    "/api/v1/me/organization-members/{id}/end": { post: Bare<Id, Nothing> };
    "/api/v1/me/consents": { get: Op<List<Consent>> };
    "/api/v1/me/consents/{key}": { post: Bare<{ key: string }, { given: boolean; version: number; channel?: N<"portal" | "kiosk"> }> };
    "/api/v1/me/consents/{key}/withdrawal": { get: Op<Effect, { key: string }> };
    "/api/v1/me/consents/{key}/withdraw": { post: Bare<{ key: string }, Nothing> };
    "/api/v1/me/looks": { get: Op<{ items: Look[]; next?: N<string> }, Record<never, never>, never, PageQuery> };
    "/api/v1/me/data": { get: Op<Held> };
    "/api/v1/me/data/requests": {
      get: Op<List<DataRequest>>;
      post: Op<{ id: string; number: string; due_on: string }, Record<never, never>, { kind: RequestKind; wish?: N<string> }, Record<never, never>, 201>;
    };
    "/api/v1/me/data/requests/{id}/withdraw": { post: Bare<Id, Nothing> };
    "/api/v1/me/sign-ins": { get: Op<List<SignIn>> };
    "/api/v1/me/sign-ins/{id}": { delete: Bare<Id> };
    "/api/v1/me/sign-ins/end-others": { post: Op<{ ended: number }, Record<never, never>, Nothing> };
    "/api/v1/me/factors": { get: Op<Factors> };
    "/api/v1/me/factors/totp": { post: Op<{ secret: string; uri: string; svg: string }, Record<never, never>, Nothing>; delete: Bare };
    "/api/v1/me/factors/totp/confirm": { post: Op<Added, Record<never, never>, { code: string }> };
    "/api/v1/me/factors/recovery-codes": { post: Op<{ codes: string[] }, Record<never, never>, Nothing> };
    "/api/v1/me/factors/passkeys/start": { post: Op<Challenge, Record<never, never>, Nothing> };
    "/api/v1/me/factors/passkeys": { post: Op<Added, Record<never, never>, Passed & { name: string }> };
    "/api/v1/me/factors/passkeys/{id}": { patch: Bare<Id, { name: string }>; delete: Bare<Id> };
    "/api/v1/me/password": { post: Bare<Record<never, never>, { old?: N<string>; new: string }> };
    "/api/v1/sign-in/second-factor": { post: Op<SignedInAs, Record<never, never>, { code: string }> };
    "/api/v1/sign-in/second-factor/passkey/start": { post: Op<Challenge, Record<never, never>, Nothing> };
    "/api/v1/sign-in/second-factor/passkey": { post: Op<SignedInAs, Record<never, never>, Passed> };
    "/api/v1/sign-in/passkey/start": { post: Op<Challenge, Record<never, never>, Nothing> };
    "/api/v1/sign-in/passkey": { post: Op<SignedInAs, Record<never, never>, Passed> };
    "/api/v1/sign-in/authorities": { get: Op<List<{ key: string; name: Names }>> };
    "/api/v1/sign-in/authorities/{key}/start": { post: Op<{ address: string }, { key: string }, Nothing> };
    "/api/v1/sign-in/paper": { post: Op<SignedInAs, Record<never, never>, { code: string; birth_date: string }> };
    "/api/v1/sign-in/card": { post: Op<SignedInAs, Record<never, never>, { card: string }> };
    "/api/v1/desk/kiosks": { post: Op<Id, Record<never, never>, { center: string; name: string }, Record<never, never>, 201> };
  }
}
