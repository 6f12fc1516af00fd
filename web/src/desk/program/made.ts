/** What the server said when the program was made, shown once on its page: which dates did not come about and why. */
import { shallowRef } from "vue";
import type { Schema } from "../../api/types";

export const justMade = shallowRef<Schema<"NewProgram"> | null>(null);
