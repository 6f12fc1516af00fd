/// <reference lib="webworker" />
/**
 * Keeps the portal readable without a network. Pages and the portal's reads come from the network first and from the
 * last seen copy otherwise; hashed assets never change and come from the store. The desk, sign-in and everything that
 * changes something are never kept.
 */
declare const self: ServiceWorkerGlobalScope;
export type {};

const VERSION = "1";
const ASSETS = `lianxin-assets-${VERSION}`;
const PUBLIC = `lianxin-public-${VERSION}`;
const PERSONAL = `lianxin-personal-${VERSION}`;
const COPY_HEADER = "x-lianxin-copy";
const WAIT_MS = 6000;
const SHELL = "/";

/** Read for another person: nothing of it stays on the device. */
const FOR = "Lianxin-For";

const NEVER =
  /^\/(desk|city|screen|sign-in|check-in|kiosk)(\/|$)|^\/api\/v1\/(centers\/[^/]+\/now$|desk|figures|sign-in|sign-out|me\/(data|details|factors|looks|sign-ins|standings))/;
const MINE = /^\/me(\/|$)|^\/api\/v1\/(me|session|sign-ups)(\/|$)|^\/api\/v1\/sessions\/[^/]+$/;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PUBLIC).then((cache) => cache.add(new Request(SHELL, { cache: "reload", credentials: "omit" }))));
  void self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const ours = [ASSETS, PUBLIC, PERSONAL];
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => !ours.includes(name)).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(PERSONAL));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || event.request.headers.has(FOR) || url.origin !== self.location.origin || NEVER.test(url.pathname)) return;
  if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/icons/")) event.respondWith(storeFirst(event.request));
  else if (event.request.mode === "navigate" || url.pathname.startsWith("/api/v1/")) event.respondWith(networkFirst(event.request, url));
});

async function storeFirst(request: Request): Promise<Response> {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

/** Pages carry the signed-in person's first data, so every page but the bare shell counts as personal. */
function storeFor(request: Request, url: URL): string {
  return request.mode === "navigate" || MINE.test(url.pathname) ? PERSONAL : PUBLIC;
}

async function networkFirst(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(storeFor(request, url));
  try {
    const fresh = await withinTime(fetch(request));
    if (fresh.ok) await cache.put(request, await stamped(fresh.clone()));
    return fresh;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    const shell = request.mode === "navigate" ? await caches.match(SHELL) : undefined;
    if (shell) return shell;
    throw error;
  }
}

function withinTime(pending: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TypeError("no answer in time")), WAIT_MS);
    pending.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The copy says when it was made, so that the page can tell the reader. */
async function stamped(response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set(COPY_HEADER, new Date().toISOString());
  return new Response(await response.blob(), { status: response.status, statusText: response.statusText, headers });
}
