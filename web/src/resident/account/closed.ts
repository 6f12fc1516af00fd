/** Which pages of the account are not there while acting for another, and why. */
import { computed } from "vue";
import { acting, mayIn } from "../../lib/acting";
import { useGet } from "../../lib/query";
import { about } from "../../lib/session";

/** `own`: only for oneself; `guardian`: one's own word, or a guardian's for a child; `part`: not let into it. */
export type Closed = "own" | "guardian" | "part";

const OWN = ["delegates", "organizations", "password", "second-factor", "sign-ins", "standings"];
const OWN_WORD = ["consents", "data", "data-sheet", "looks", "requests"];
const RECORD = ["card", "details", "family", "residency", "settings"];

export function closedTo(part: string, child: boolean): Closed | null {
  if (!acting.value) return null;
  if (OWN.includes(part)) return "own";
  if (OWN_WORD.includes(part) && (acting.value.basis !== "guardian" || !child)) return "guardian";
  return RECORD.includes(part) && !mayIn("people") ? "part" : null;
}

/** As `closedTo`, with the age of the other asked for; a guardian of whom it is not known yet may look. */
export function useClosed(): (part: string) => Closed | null {
  const guards = computed(() => acting.value?.basis === "guardian");
  const { data: other } = useGet("/api/v1/me", {}, { enabled: guards });
  const child = computed(() => guards.value && (other.value?.age == null || other.value.age < (about.value?.guardian_until_age ?? 14)));
  return (part) => closedTo(part, child.value);
}
