/** The parts of the administration and which permission opens each. */
import type { Key } from "../lib/i18n";

export interface Section {
  key: string;
  to: string;
  label: Key;
  hint: Key;
  needs: string[];
}

function section(key: string, label: Key, hint: Key, ...needs: string[]): Section {
  return { key, to: `/desk/admin/${key}`, label, hint, needs };
}

export const PEOPLE: Section[] = [
  section("grants", "admin.nav.grants", "admin.nav.grants_hint", "people.grant", "people.duty"),
  section("rights", "admin.nav.rights", "admin.nav.rights_hint", "people.rights"),
  section("roles", "admin.nav.roles", "admin.nav.roles_hint", "people.roles"),
  section("accounts", "admin.nav.accounts", "admin.nav.accounts_hint", "people.accounts", "people.staff"),
  section("staff", "admin.nav.staff", "admin.nav.staff_hint", "people.see_staff"),
  section("kiosks", "admin.nav.kiosks", "admin.nav.kiosks_hint", "people.kiosks"),
  section("audit", "admin.nav.audit", "admin.nav.audit_hint", "people.audit"),
];

export const PRIVACY: Section[] = [
  section("requests", "admin.nav.requests", "admin.nav.requests_hint", "privacy.requests"),
  section("purposes", "admin.nav.purposes", "admin.nav.purposes_hint", "privacy.register"),
  section("assessments", "admin.nav.assessments", "admin.nav.assessments_hint", "privacy.look"),
  section("breaches", "admin.nav.breaches", "admin.nav.breaches_hint", "privacy.look"),
  section("provisions", "admin.nav.provisions", "admin.nav.provisions_hint", "privacy.look"),
  section("retention", "admin.nav.retention", "admin.nav.retention_hint", "privacy.look"),
];
