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

  const withoutAccents = (term) =>
    term.slice(1).replace(/[1-5]+$/, "").normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

  const home = (term) => {
    if (term.includes("_")) return "p" + (spread(term) % plan.pairs);
    const syllable = term.startsWith("'") ? withoutAccents(term) : term;
    return light.has(syllable) ? "l" + syllable : "s" + (spread(syllable) % plan.syllables);
  };

  /** A script of the site, once; after a failure the next who asks tries again. */
  const loaded = (path, priority) => {
    if (!coming.has(path)) {
      coming.set(path, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.fetchPriority = priority;
        script.src = root + path;
        script.onload = resolve;
        script.onerror = () => {
          coming.delete(path);
          script.remove();
          reject(new Error(path));
        };
        document.head.append(script);
      }));
    }
    return coming.get(path);
  };

  // High, else Chrome lets only two come until the head is read.
  const fetched = (name) => loaded(plan.folder + "/" + name + ".js", "high");

  /** Every sentence, for who asks again and again, or pastes a message: which shards are asked for tells the words. */
  const everything = () => loaded("assets/search-data.js", "low");

  window.searchShard = (name, content) => {
    arrived.set(name, content);
    tell(name, content);
  };

  const typed = syllables(queryInAddress());
  const heavy = typed.filter(({ folded }) => !light.has(folded));
  const pairs = terms(typed).filter((term) => term.includes("_"));
  const others = terms(heavy).filter((term) => !term.includes("_"));
  // Pairs first: they tell most.
  [...pairs, ...others].forEach((term) => fetched(home(term)).catch(() => {}));

  /** plan: a ShardPlan; tell(name, content) is called for what is here, and for all that comes. */
  const onArrival = (listener) => {
    tell = listener;
    arrived.forEach((content, name) => tell(name, content));
  };
  return { plan, home, fetched, everything, onArrival };
})();
