/**
 * Answers for the server where it cannot be reached: a page that is opened then says so, says what
 * waits, and takes files for later. Nothing else is answered from here, and what is kept here is of
 * Cairn alone: files and names of people stay out of it.
 */
/** Another name whenever one of these files changes: it makes browsers fetch them anew. */
const KEPT = 'offline 2';

const PAGE = 'offline/page.html';
const FILES = [
    PAGE,
    'offline/page.css',
    'offline/page.js',
    'offline/kept-list.js',
    'offline/keeper.js',
    'engine/format.js',
    'engine/messages.js',
    'engine/journal/database.js',
    'engine/journal/journal.js',
    'engine/journal/kept-files.js',
    'engine/journal/last-folder.js',
    'engine/journal/ownership.js',
    'engine/page/drop-zone.js',
    'engine/page/intake.js',
    'engine/panel/elements.js',
    'engine/panel/icons.js',
    'engine/panel/styles.js',
    'icons/cairn.svg',
];

self.addEventListener('install', event => {
    event.waitUntil(keep());
});

self.addEventListener('activate', event => {
    event.waitUntil(forgetOthers());
});

self.addEventListener('fetch', event => {
    const { request } = event;
    if (request.mode === 'navigate') {
        event.respondWith(fetch(request).catch(failure => page(failure)));
    } else if (FILES.includes(request.url.slice(self.registration.scope.length))) {
        event.respondWith(fetch(request).catch(failure => kept(request, failure)));
    }
});

async function keep() {
    const cache = await caches.open(KEPT);
    await cache.addAll(FILES.map(file => new Request(file, { cache: 'reload' })));
    await self.skipWaiting();
}

async function forgetOthers() {
    const names = await caches.keys();
    await Promise.all(names.filter(name => name !== KEPT).map(name => caches.delete(name)));
}

/**
 * The page in place of any other; what it needs lies where the application does.
 *
 * @param {unknown} failure
 */
async function page(failure) {
    const { scope } = self.registration;
    const response = await kept(new Request(new URL(PAGE, scope)), failure);
    const text = await response.text();
    return new Response(text.replace('<head>', `<head><base href="${scope}">`), { headers: response.headers });
}

/**
 * @param {Request} request
 * @param {unknown} failure what is said if it is not kept
 */
async function kept(request, failure) {
    const response = await caches.match(request, { cacheName: KEPT });
    if (response === undefined) {
        throw failure;
    }
    return response;
}
