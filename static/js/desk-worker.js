// The service worker of a juror's desk. Its scope is one desk; it keeps that desk, its review forms and what they are
// made of, for the person who opened it last, and answers from there only where the network does not.
// Signing out takes all of it away (Clear-Site-Data).
const KEPT = "desk-";
const SCOPE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const store = async () => {
  const name = (await caches.keys()).find((each) => each.startsWith(KEPT));
  return name ? caches.open(name) : null;
};

// The desk itself and one review below it; neither the declaration nor a form to hand something back.
const isKept = (url) => {
  const rest = new URL(url).pathname.slice(SCOPE.length);
  return url.startsWith(self.registration.scope) && /^(\/[a-z0-9-]+)?$/.test(rest) && rest !== "/declaration";
};

// A page with its style sheet, its icon and its scripts.
const put = async (cache, address, answer) => {
  const text = await answer.clone().text();
  await cache.put(address, answer);
  for (const [, part] of text.matchAll(/(?:src|href)="(\/(?:assets|static)\/[^"]+)"/g)) {
    if (!(await cache.match(part))) await cache.add(part);
  }
};

// From the desk comes the list of my reviews: what is not on it any more is thrown away.
const keep = async ({ person, pages }) => {
  const mine = KEPT + person;
  for (const name of await caches.keys()) if (name.startsWith(KEPT) && name !== mine) await caches.delete(name);
  const cache = await caches.open(mine);
  const wanted = pages.filter(isKept);
  for (const request of await cache.keys()) {
    const gone = request.url.startsWith(self.registration.scope) && !wanted.includes(request.url);
    if (gone) await cache.delete(request);
  }
  for (const address of wanted) {
    if (await cache.match(address)) continue;
    const answer = await fetch(address);
    if (answer.ok && !answer.redirected) await put(cache, address, answer);
  }
};

self.addEventListener("message", (event) => event.waitUntil(keep(event.data).catch(() => {})));

const page = async (request, waitUntil) => {
  const cache = await store();
  try {
    const answer = await fetch(request);
    if (cache && request.method === "GET" && isKept(request.url)) {
      const kept = answer.ok && !answer.redirected ? put(cache, request.url, answer.clone()) : cache.delete(request.url);
      waitUntil(kept.catch(() => {}));
    }
    return answer;
  } catch (error) {
    const kept = cache && ((await cache.match(request.url)) || (await cache.match(self.registration.scope)));
    if (kept) return kept;
    throw error;
  }
};

const part = async (request) => {
  const cache = await store();
  return (cache && (await cache.match(request))) || fetch(request);
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event.request, (kept) => event.waitUntil(kept)));
  else if (event.request.method === "GET" && /^\/(assets|static)\//.test(url.pathname)) event.respondWith(part(event.request));
});
