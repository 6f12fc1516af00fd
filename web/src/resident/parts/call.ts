/** Whom the call bar rings: the center the visitor is looking at, else the installation's staffed line. */
import { ref } from "vue";

export const callPhone = ref<string | null>(null);
