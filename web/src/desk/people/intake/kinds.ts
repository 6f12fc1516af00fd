import type { Schema } from "../../../api/types";
import type { Tone } from "../../../ui/LxTag.vue";

export type VerdictKind = Schema<"Verdict">["kind"];
/** What needs a look comes first. */
export const KINDS: VerdictKind[] = ["refused", "doubtful", "new", "changed", "same"];
export const KIND_TONES: Record<VerdictKind, Tone> = { refused: "zhu", doubtful: "amber", new: "green", changed: "blue", same: "grey" };
