/** What stands above every page while it holds: acting for another, a sign-in at a kiosk, a second factor asked for. */
import { accountWords } from "./words";

export async function above() {
  const [found] = await Promise.all([import("./AboveAll.vue"), accountWords()]);
  return found;
}
