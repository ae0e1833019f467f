// What can wait until the page is here and the phone has nothing to do: stored copies for when there is no network.
// shell.js brings this file. ES2017.
(() => {
  "use strict";
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, "");

  // Some browsers have no workers, or refuse them in private windows; then pages need the network, as ever.
  try {
    const { serviceWorker, connection } = navigator;
    // Whoever saves data has not asked for 200 KB.
    if (serviceWorker && !(connection && connection.saveData)) serviceWorker.register(root + "sw.js").catch(() => {});
  } catch (error) {
    // nothing to do
  }
})();
