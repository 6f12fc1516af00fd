/** The first data of a page comes inside it: a map of GET path to answer. Each is used once, later reads go to the server. */
const ISLAND_ID = "lx-island";
let answers: Map<string, unknown> | null = null;

export function readIsland(text: string | null | undefined): Map<string, unknown> {
  if (!text) return new Map();
  try {
    return new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
  } catch {
    return new Map();
  }
}

export function takeFromIsland<T>(url: string): T | undefined {
  answers ??= readIsland(document.getElementById(ISLAND_ID)?.textContent);
  const found = answers.get(url);
  answers.delete(url);
  return found as T | undefined;
}

/** After signing in or out nothing the page came with is true any more. */
export function dropIsland(): void {
  answers = new Map();
}
