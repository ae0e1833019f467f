// Lets shards come: small scripts made by awareness/search_shards.py, each of which calls searchShard(name, content).
// Stands at the top of /tim/, in the page itself: what a shared search needs is asked for while the rest of the page and
// of the search is still on its way. Knows nothing of ranking. ES2018: Chrome 64.
window.searchFetching = (() => {
  "use strict";

  const { syllables, terms, queryInAddress } = window.searchFolding;
  const plan = JSON.parse(document.currentScript.dataset.cbShards);
  const light = new Set(plan.light);
  const common = new Set(plan.common);
  const PATIENCE = 800;
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
  const isLight = (term) => term.split("_").every((syllable) => light.has(syllable));
  const pairs = terms(typed).filter((term) => term.includes("_"));
  const telling = pairs.filter((pair) => !isLight(pair));
  const heavy = typed.filter(({ folded }) => !light.has(folded));
  const rare = heavy.filter(({ folded }) => !common.has(folded));
  const single = terms(rare.length || pairs.length ? rare : heavy).filter((term) => !term.includes("_"));
  // Pairs first: they tell most, unless both words are light.
  const asked = [...telling, ...single, ...pairs].map((term) => fetched(home(term)).catch(() => {}));

  // To draw the page takes a slow phone 0.3 s, in which it would read no answer. So that waits for the first answers,
  // and is done while the phone waits for the entries that they name; but never for long.
  if (asked.length) {
    const page = document.documentElement;
    const draw = () => { page.hidden = false; };
    page.hidden = true;
    setTimeout(draw, PATIENCE);
    Promise.all(asked.slice(0, telling.length || 1)).then(draw);
  }

  /** plan: a ShardPlan; tell(name, content) is called for what is here, and for all that comes. */
  const onArrival = (listener) => {
    tell = listener;
    arrived.forEach((content, name) => tell(name, content));
  };
  return { plan, common, isLight, home, fetched, everything, onArrival };
})();
