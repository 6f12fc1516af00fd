/** The pages of rooms and of one's own bookings, with their words. */
import { roomWords } from "../../lib/room-words";

const seriesWords = async () => (await import("../../lib/series-words")).seriesWords();

async function withWords<Module>(page: Promise<Module>): Promise<Module> {
  const [found] = await Promise.all([page, roomWords()]);
  return found;
}

export const roomsPage = () => withWords(import("./pages/RoomsPage.vue"));
export const roomPage = () => withWords(import("./pages/RoomPage.vue"));
export const nowPage = async () => {
  const [page] = await Promise.all([withWords(import("./pages/NowPage.vue")), import("../../lib/now-words").then((words) => words.nowWords())]);
  return page;
};
export const herePage = () => withWords(import("./pages/HerePage.vue"));
async function withSeries<Module>(page: Promise<Module>): Promise<Module> {
  const [found] = await Promise.all([withWords(page), seriesWords()]);
  return found;
}

export const seriesFormPage = () => withSeries(import("./series/SeriesFormPage.vue"));
export const mySeriesPage = () => withSeries(import("./series/MySeriesPage.vue"));
export const mySeries = () => withSeries(import("./series/MySeries.vue"));
/** Equipment and calendar feeds have their own. */
async function withThings<Module>(page: Promise<Module>): Promise<Module> {
  const [found] = await Promise.all([page, import("../../lib/thing-words").then(({ thingWords }) => thingWords())]);
  return found;
}

export const thingsPart = () => withThings(import("../things/ThingsPart.vue"));
export const thingsGone = () => withThings(import("../things/ThingsGone.vue"));
export const myLoans = () => withThings(import("../things/MyLoans.vue"));
export const lendingPage = () => withThings(import("../things/LendingPage.vue"));
export const calendarsPage = () => withThings(import("../things/CalendarsPage.vue"));
export const myBookingsPage = () => withWords(import("./pages/MyBookingsPage.vue"));

/** Those of a club's season rounds have more to say. */
async function ofClubs<Module>(page: Promise<Module>): Promise<Module> {
  const [found] = await Promise.all([page, import("../../lib/round-words").then(({ roundWords }) => roundWords())]);
  return found;
}

export const roundsPage = () => ofClubs(import("../rounds/RoundsPage.vue"));
export const clubRoundPage = () => ofClubs(import("../rounds/RoundPage.vue"));
