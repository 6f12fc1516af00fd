/** Where to go after signing in: only to a path of this site, never to another address. */
export function afterSignIn(next: unknown, otherwise: string): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) && !next.startsWith("/sign-in") ? next : otherwise;
}
