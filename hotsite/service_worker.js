// The service worker: what was opened here once opens again without a network, still locked.
//
// It stands between every page of the site and the network, so it must not become a way out, nor a way round the
// lock. Pages share the cache with it: what lies there may have been put there by anybody. Hence:
// - It answers only for addresses that it knows (FILES), asks for them by its own constants, and never passes on
//   anything of a request: no query, header, body or referrer.
// - A body counts if its digest is right, whether from the cache or from the network. Its headers are never those
//   that were stored: HEADERS is the lock.
// - It hears fetch alone: no messages, no sync, no push. A page that wants something stored asks for it as a file.
// - It does not hurry. A new release waits until no page of the one before is open; what such a page still has to
//   load is in the old cache, or served by the site for one release more.
//
// Constants from `hotsite/offline.py` stand before this: RELEASE, FILES, TYPES, HEADERS, SHELL, TOOLS, PROBE, LEFT_ALONE
// and SORRY.

const CACHE = `release ${RELEASE}`;
const digests = new Map(Object.entries(FILES));
const tools = new Map(Object.entries(TOOLS));
const HTML = "text/html; charset=utf-8";
const SVG = "image/svg+xml";
const PIXEL = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

const answer = (body, type, more = {}, status = 200) =>
  new Response(body, { status, headers: { ...HEADERS, ...more, "Content-Type": type } });
const refusal = () => answer("", "text/plain; charset=utf-8", {}, 404);
const isPage = (path) => digests.has(path) && path.endsWith("/");

/** The response's body if it is the one that this release knows by the path; else null. */
async function genuine(path, response) {
  if (!response?.ok) return null;
  const body = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return hex(digest) === digests.get(path) ? body : null;
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function keep(path, body) {
  const cache = await caches.open(CACHE);
  await cache.put(path, answer(body, TYPES[path]));
}

/** From this release's cache, or from the one before, where most files are the same; null if from neither. */
async function stored(path) {
  const own = await genuine(path, await caches.match(path, { cacheName: CACHE }));
  if (own) return own;
  for (const cacheName of (await caches.keys()).filter((name) => name !== CACHE)) {
    const body = await genuine(path, await caches.match(path, { cacheName }));
    if (!body) continue;
    await keep(path, body).catch(() => {}); // no room: it is there all the same
    return body;
  }
  return null;
}

/** From the network: the body; or null where the site answers, but with something else. Throws if nobody answers. */
async function fetched(path) {
  const response = await fetch(path, {
    mode: "same-origin",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    redirect: "error",
    cache: "no-cache", // asks whether the page's own copy is still right, instead of loading it again
  });
  if (response.status >= 500) throw new TypeError("the site is down");
  const body = await genuine(path, response);
  if (body) await keep(path, body).catch(() => {}); // no room: answered, not stored
  return body;
}

const loading = new Map();

/** A cache that is broken is one that holds nothing. */
const usable = (path) => stored(path).catch(() => null);

/** A file that is asked for twice at a time is loaded once. */
function load(path) {
  const work = loading.get(path) ?? usable(path).then((body) => body ?? fetched(path));
  loading.set(path, work);
  const done = () => loading.delete(path);
  work.then(done, done);
  return work;
}

/** Stores what is not yet stored, one file after the other: the visitor's own requests come first. */
async function store(paths) {
  for (const path of paths) {
    if (await caches.match(path, { cacheName: CACHE })) continue;
    if (!(await load(path))) throw new TypeError(`${path} is of another release`);
    if (!(await caches.match(path, { cacheName: CACHE }))) throw new TypeError("no room");
  }
}

async function file(path) {
  const body = await load(path);
  return body ? answer(body, TYPES[path]) : refusal();
}

async function page(path) {
  let body;
  try {
    body = await load(path);
  } catch {
    return answer(SORRY[path.split("/")[1]], HTML, {}, 503);
  }
  if (body) return answer(body, TYPES[path]);
  // The site has a newer release and this page was never stored. Pages that are open keep this worker; the one that
  // is coming gets none, loads from the site, and brings the new worker with it.
  await registration.unregister();
  return answer("", HTML, { Refresh: `0; url=${path}` });
}

/** Whether a page outside the lock asks, by its address, which locked pages do not send; or for what only those use. */
function leftAlone(request, path) {
  if (LEFT_ALONE.some((start) => path.startsWith(start))) return true;
  if (!request.referrer) return false;
  const from = new URL(request.referrer, location.origin);
  return from.origin === location.origin && from.pathname.endsWith("/") && !isPage(from.pathname);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const path = address.origin === location.origin ? address.pathname : "";
  if (request.mode === "navigate") {
    // A query never reaches the site: the page is the same without it.
    if (request.method === "GET" && isPage(path)) event.respondWith(page(path));
    return;
  }
  const known = request.method === "GET" && address.search === "" && digests.has(path) && !isPage(path);
  if (path === PROBE) {
    // Its question is for the browser, which refuses it before it comes here, or does not enforce the lock. A refusal
    // by this worker, or by a network that is not there, would look like a lock.
    event.respondWith(answer(PIXEL, SVG));
  } else if (known) {
    event.respondWith(file(path));
    // Who loads a tool's program uses the tool: all that it may need later is stored with it.
    const needed = tools.get(path);
    if (needed) event.waitUntil(store(needed).catch(() => {})); // what is missing, the page says
  } else if (!leftAlone(request, path)) event.respondWith(refusal());
});

addEventListener("install", (event) => {
  const work = store(SHELL).catch(async (error) => {
    await caches.delete(CACHE); // half a release is none
    throw error;
  });
  event.waitUntil(work);
});

/** On a first visit the tool that is open was loaded before there was a worker to see it. */
async function storeOpenTools() {
  const open = await clients.matchAll({ type: "window" });
  const pages = open.map((client) => new URL(client.url).pathname);
  for (const needed of tools.values()) {
    if (needed.some((path) => isPage(path) && pages.includes(path))) await store(needed);
  }
}

addEventListener("activate", (event) => {
  // The release before stays: a page of it may still be open without a worker, or become this one's.
  const forget = async () => {
    const others = (await caches.keys()).filter((name) => name !== CACHE);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
    await clients.claim();
    // Not waited for, as pages wait for this to end. What it does not come to is stored at the next visit.
    storeOpenTools().catch(() => {});
  };
  event.waitUntil(forget());
});
