import type { Schema } from "../../api/types";

export type Alternative = Schema<"Alternative">;
export type BookableRoom = Schema<"BookableRoom">;
export type Booker = Schema<"Booker">;
export type Booking = Schema<"Booking">;
export type Free = Schema<"Free">;
export type ItemKind = Schema<"ItemKind">;
export type NearMiss = Schema<"NearMiss">;
export type Offer = Schema<"Offer">;
export type OrganizationKind = Schema<"OrganizationKind">;
export type Policy = Schema<"Policy">;
export type RoomDay = Schema<"RoomDay">;
