/** What the pages of the administration read, named by where it is read. */
import type { paths } from "../api/types";
import type { Data, GetPath } from "../lib/api";

type ItemOf<P extends GetPath> = Data<P> extends { items: (infer One)[] } ? One : never;

export type GrantLine = ItemOf<"/api/v1/admin/grants">;
export type DeputyLine = ItemOf<"/api/v1/admin/deputies">;
export type StaffLine = ItemOf<"/api/v1/admin/staff">;
export type RoleLine = ItemOf<"/api/v1/admin/roles">;
export type PermissionLine = ItemOf<"/api/v1/admin/permissions">;
export type RoleDiffView =
  paths["/api/v1/admin/roles/{role}/preview"]["post"]["responses"][200]["content"]["application/json"];
export type AskedRights = Data<"/api/v1/admin/people/{id}/rights">;
export type RightLine = AskedRights["items"][number];
export type RightBasis = RightLine["by"][number];
export type AuditEntry = ItemOf<"/api/v1/admin/audit">;
export type DataRequest = ItemOf<"/api/v1/desk/privacy/requests">;
export type PurposeView = ItemOf<"/api/v1/privacy/purposes">;
export type AssessmentView = ItemOf<"/api/v1/desk/privacy/assessments">;
export type BreachView = Data<"/api/v1/desk/privacy/breaches/{id}">;
export type ProvisionView = ItemOf<"/api/v1/desk/privacy/provisions">;

export type DataClass = PurposeView["classes"][number];
export type RiskLevel = AssessmentView["risks"][number]["level"];
