/** Which records an address means. Pure: text in, records out. */
import type { Query, QueryRaw, RouteLocation, RouteLocationRaw, RouteMeta, RouteRecord, RouteRecordRaw } from "./types";

interface Branch {
  records: RouteRecord[];
  pattern: RegExp;
  keys: string[];
  /** Per segment: fixed text before a parameter before "anything". */
  rank: string;
  meta: RouteMeta;
}

function joined(parent: string, path: string): string {
  if (path.startsWith("/")) return path;
  return path ? `${parent.replace(/\/$/, "")}/${path}` : parent;
}

function branch(path: string, records: RouteRecord[]): Branch {
  const keys: string[] = [];
  let rank = "";
  const source = path
    .split("/")
    .filter(Boolean)
    .map((part) => {
      const found = /^:(\w+)(\(\.\*\)\*)?$/.exec(part);
      rank += found ? (found[2] ? "2" : "1") : "0";
      if (!found) return `/${part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
      keys.push(found[1]!);
      return found[2] ? "/?(.*)" : "/([^/]+)";
    })
    .join("");
  return {
    records,
    keys,
    rank,
    pattern: new RegExp(`^${source || "/"}/?$`),
    meta: Object.assign({}, ...records.map((one) => one.meta)),
  };
}

export function branchesOf(routes: RouteRecordRaw[], parent = "", above: RouteRecord[] = []): Branch[] {
  const all = routes.flatMap((route) => {
    const path = joined(parent, route.path);
    const records = [...above, route];
    return route.children ? branchesOf(route.children, path, records) : [branch(path, records)];
  });
  return above.length > 0 ? all : all.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
}

function queryText(query: QueryRaw): string {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== null && value !== undefined) text.set(key, String(value));
  const out = text.toString();
  return out ? `?${out}` : "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The location for an address; without a path it is another query of `current`. */
export function resolve(branches: Branch[], to: RouteLocationRaw, current: string): RouteLocation {
  const written =
    typeof to === "string" ? to : `${to.path ?? current}${queryText(to.query ?? {})}${to.hash ?? ""}`;
  const url = new URL(written, `http://site${current}`);
  const path = url.pathname;
  const query: Query = Object.fromEntries(url.searchParams);
  const base = { path, query, hash: url.hash, fullPath: `${path}${url.search}${url.hash}` };
  for (const one of branches) {
    const found = one.pattern.exec(path);
    if (!found) continue;
    const params = Object.fromEntries(one.keys.map((key, index) => [key, decoded(found[index + 1] ?? "")]));
    return { ...base, params, meta: one.meta, matched: one.records };
  }
  return { ...base, params: {}, meta: {}, matched: [] };
}
