/** How far behind the copy of the database was that an answer came from. */
import { shallowReactive } from "vue";

/** Seconds, by path without its query; not there when the answer is of this moment. */
export const ages = shallowReactive<Record<string, number>>({});

export function noteAge(path: string, response: Response): void {
  const key = path.split("?")[0]!;
  const said = response.headers.get("X-Data-Age");
  if (said !== null) ages[key] = Number(said);
  else if (key in ages) delete ages[key];
}
