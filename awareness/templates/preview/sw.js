// While somebody edits, no page may come from a store: a worker of an earlier visit ends itself.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", () => self.registration.unregister());
