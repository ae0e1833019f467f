// Lets shards come: small scripts made by awareness/search_shards.py, each of which calls searchShard(name, content).
// Stands at the top of /tim/, in the page itself: what a shared search needs is asked for while the rest of the page and
// of the search is still on its way. Knows nothing of ranking. ES2018: Chrome 64.
window.searchFetching = (() => {
  "use strict";

  const { syllables, terms, queryInAddress } = window.searchFolding;
  const plan = JSON.parse(document.currentScript.dataset.cbShards);
  const light = new Set(plan.light);
  const root = location.pathname.replace(/tim\/(index\.html)?$/, "");
  const coming = new Map();
  const arrived = new Map();
  let tell = () => {};

  const spread = (term) => {
    let result = 0;
    for (const character of term) result = (result * 31 + character.codePointAt(0)) % 65521;
    return result;
  };

  const home = (term) => {
    if (term.startsWith("'")) return "a" + (spread(term) % plan.accented);
    return term.includes("_") ? "p" + (spread(term) % plan.pairs) : "s" + (spread(term) % plan.syllables);
  };

  const fetched = (name) => {
    if (!coming.has(name)) {
      coming.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.fetchPriority = "high"; // else Chrome lets only two come until the head is read
        script.src = root + plan.folder + "/" + name + ".js";
        script.onload = () => (arrived.has(name) ? resolve() : reject(new Error(name)));
        script.onerror = () => {
          coming.delete(name); // the next query tries again
          script.remove();
          reject(new Error(name));
        };
        document.head.append(script);
      }));
    }
    return coming.get(name);
  };

  window.searchShard = (name, content) => {
    arrived.set(name, content);
    tell(name, content);
  };

  const typed = syllables(queryInAddress());
  const heavy = typed.filter(({ folded }) => !light.has(folded));
  const pairs = terms(typed).filter((term) => term.includes("_"));
  const others = terms(heavy).filter((term) => !term.includes("_")).sort(); // accented ones have a mark in front
  // Pairs first: they tell most.
  [...pairs, ...others].forEach((term) => fetched(home(term)).catch(() => {}));

  /** plan: a ShardPlan; tell(name, content) is called for what is here, and for all that comes. */
  const onArrival = (listener) => {
    tell = listener;
    arrived.forEach((content, name) => tell(name, content));
  };
  return { plan, home, fetched, onArrival };
})();
