/** The roles of the installation and all permissions, as the pages show them. */
import { computed } from "vue";
import { useGet } from "../lib/query";
import type { PermissionLine, RoleLine } from "./types";
import { roleName } from "./words";

export function useRoles() {
  const { data, problem, loading, reload } = useGet("/api/v1/admin/roles");
  const items = computed<RoleLine[]>(() => data.value?.items ?? []);
  const byKey = computed(() => new Map(items.value.map((one) => [one.role, one])));
  const nameOf = (role: string): string => roleName(role, byKey.value.get(role)?.names);
  const active = computed(() => items.value.filter((one) => one.status === "active"));
  return { items, active, byKey, nameOf, problem, loading, reload };
}

export interface ModuleGroup {
  module: string;
  permissions: PermissionLine[];
}

/** Permissions by module, in the order they come. */
export function byModule(permissions: PermissionLine[]): ModuleGroup[] {
  const groups = new Map<string, PermissionLine[]>();
  for (const one of permissions) groups.set(one.module, [...(groups.get(one.module) ?? []), one]);
  return [...groups].map(([module, list]) => ({ module, permissions: list }));
}

export function usePermissions() {
  const { data, problem, loading, reload } = useGet("/api/v1/admin/permissions");
  const items = computed<PermissionLine[]>(() => data.value?.items ?? []);
  const byKey = computed(() => new Map(items.value.map((one) => [one.permission, one])));
  /** Modules a grant can be kept within: those that have permissions roles can hold. */
  const modules = computed(() => [...new Set(items.value.filter((one) => one.for_roles).map((one) => one.module))].sort());
  return { items, byKey, modules, problem, loading, reload };
}
