/** The pages of one's own account, with their words. */
import { accountWords } from "../../account/words";

async function withWords<Module>(page: Promise<Module>): Promise<Module> {
  const [found] = await Promise.all([page, accountWords()]);
  return found;
}

export const accountPage = () => withWords(import("./AccountPage.vue"));
export const paperPage = () => withWords(import("./pages/PaperPage.vue"));
export const kioskPage = () => withWords(import("./pages/KioskPage.vue"));
export const links = () => withWords(import("./AccountLinks.vue"));
export const otherWays = () => withWords(import("./StaffOtherWays.vue"));
export const staffSteps = () => withWords(import("./StaffSteps.vue"));
