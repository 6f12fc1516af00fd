/** What opens what stands above every page: kept apart, since everybody loads it. */
import { shallowRef } from "vue";

/** Set while a second factor is asked for: called with what came of it. */
export const proof = shallowRef<((proved: boolean) => void) | null>(null);
