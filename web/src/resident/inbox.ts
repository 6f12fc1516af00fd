/** The inbox with what messages say. */
import { rareWords } from "../lib/rare";

export async function page() {
  const [found] = await Promise.all([import("./pages/InboxPage.vue"), rareWords()]);
  return found;
}
