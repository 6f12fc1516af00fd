import type { Ability } from "../may";

export type Tab = "record" | "residency" | "family" | "delegates" | "standings" | "consents" | "card" | "merges";

/** The parts of a person's page and what it takes to see each. */
export const TABS: { key: Tab; needs: Ability }[] = [
  { key: "record", needs: "record" },
  { key: "residency", needs: "family" },
  { key: "family", needs: "family" },
  { key: "delegates", needs: "family" },
  { key: "standings", needs: "family" },
  { key: "consents", needs: "witness" },
  { key: "card", needs: "card" },
  { key: "merges", needs: "merge" },
];
