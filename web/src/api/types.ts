/** The API's types under short names. Everything else imports them from here, so the generated file has one reader. */
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

export type Schema<Name extends keyof Schemas> = Schemas[Name];
export type { paths };

export type About = Schemas["About"];
export type Account = Schemas["Account"];
export type ActivityKind = Schemas["ActivityKind"];
export type Band = Schemas["Band"];
export type Center = Schemas["Center"];
export type CenterCard = Schemas["CenterCard"];
export type CheckIn = Schemas["CheckIn"];
export type Companion = Schemas["CompanionDraft"];
export type DayHours = Schemas["DayHours"];
export type Decision = Schemas["Decision"];
export type FieldError = Schemas["FieldError"];
export type Language = Schemas["Language"];
export type Level = Schemas["Level"];
/** The own map's GeoJSON; the server leaves the inner shape open, as GeoJSON does. */
export type MapFeature = Omit<Schemas["MapPiece"], "properties" | "geometry"> & {
  properties: { kind: "region" | "road" | "water" | "green"; id?: string; region_kind?: string; name?: Names };
  geometry: { type: string; coordinates: unknown };
};
export type MapPiece = Schemas["MapPiece"];
export type Me = Schemas["Me"];
export type Message = Schemas["Message"];
export type Names = Schemas["Names"];
export type OpenState = Schemas["OpenState"];
export type ProblemBody = Schemas["Problem"];
export type Reason = Schemas["Reason"];
export type Region = Schemas["Region"];
export type RegionSummary = Schemas["RegionSummary"];
export type Room = Schemas["Room"];
export type SeatMode = Schemas["Way"];
export type SeatView = Schemas["SeatView"];
export type Session = Schemas["Session"];
export type SessionCard = Schemas["SessionCard"];
export type SignUp = Schemas["SignUp"];
export type SignUpState = Schemas["SignUpState"];
export type Status = Schemas["Status"];
