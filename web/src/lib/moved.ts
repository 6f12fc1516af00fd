/** What the pages need to know about how the visitor got here. */
import { ref } from "vue";

/** True once the visitor has moved within the site: only then may a page take the focus to its heading. */
export const moved = { yet: false };

/** The first page could not be loaded at all. */
export const unreachable = ref(false);
