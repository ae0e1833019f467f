// Finding by what happened. The same ranking as awareness/search_engine.py, proven equal on the same queries by
// tests/test_search.py. Stands in /tim/, after search-folding.js, search-fetching.js and search-shards.js. Elsewhere
// message.js lets it come, for the ranking alone. ES2018: Chrome 64.
(() => {
  "use strict";

  const { syllables, terms, queryInAddress } = window.searchFolding;

  // --- ranking: awareness/search_engine.py ---------------------------------------------------------------------

  const SATURATION = 4;
  const FULL_LENGTH = 400;
  const COARSENESS = 5000;
  const RARE = 8;
  const NAMED = 4;
  const TYPED = 10;
  const EXPANDED = 10;
  const CORRECTED = 8;
  const ACCENT = 3;

  const isAccented = (term) => term.startsWith("'");
  const isPlain = (term) => !term.includes("_") && !isAccented(term);
  const textsOf = (entry) => [entry.title, ...entry.sentences, entry.summary];
  const rarity = (found, total) => Math.floor(100 * Math.log(1 + (total - found + 0.5) / (found + 0.5)) + 0.5);

  /** Pairs of two light words are kept only while they are rare. */
  const tellsSomething = (term, found, light) => {
    if (found <= RARE || !term.includes("_")) return true;
    const [first, second] = term.split("_");
    return !light.has(first) || !light.has(second);
  };

  const isOneLetterAway = (word, other) => {
    if (Math.abs(word.length - other.length) > 1 || word === other) return false;
    let start = 0;
    while (start < Math.min(word.length, other.length) && word[start] === other[start]) start += 1;
    const a = word.slice(start);
    const b = other.slice(start);
    if (a.length > b.length) return a.slice(1) === b;
    if (a.length < b.length) return a === b.slice(1);
    return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  const contains = (sequence, phrase) =>
    sequence.some((_, start) => phrase.every((part, offset) => sequence[start + offset] === part));

  /**
   * What both kinds of index share. They add:
   * total: number of entries; entry(number); postings(term): [[number, worth], …]; has(term): whether any entry has it;
   * mayFind(term): the same, or not known yet; syllables(): all that are known, a Set; common: those that more than three
   * quarters of all entries have, a Set; isNamed(number, terms): whether the title has all of them.
   */
  class Ranking {
    /** Words as folded_words() of Python makes them: to fold them here would take a slow phone 50 ms. */
    constructor({ light, abbreviations, groups }) {
      const split = (phrases) => phrases.map((phrase) => phrase.split(" "));
      this.light = new Set(light);
      this.abbreviations = new Map(Object.entries(abbreviations).map(([short, longs]) => [short, split(longs)]));
      this.groups = groups.map(split);
    }

    search(query, limit = 10) {
      const { best, weights } = this.rank(query, limit);
      return best.map(([number, score]) => ({ number, score, sentence: this.bestSentence(number, weights) }));
    }

    rank(query, limit) {
      const typed = this.splitJoined(syllables(query));
      const weights = this.queryTerms(typed);
      const named = terms(typed, this.light).filter((term) => weights.has(term) && !isAccented(term));
      const scores = new Map();
      weights.forEach((weight, term) => {
        for (const [number, worth] of this.postings(term)) scores.set(number, (scores.get(number) || 0) + weight * worth);
      });
      scores.forEach((score, number) => {
        if (this.isNamed(number, named)) scores.set(number, score * NAMED);
      });
      const best = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, limit);
      return { best, weights };
    }

    queryTerms(typed) {
      const weights = new Map();
      const raise = (term, weight) => weights.set(term, Math.max(weights.get(term) || 0, weight));
      for (const term of terms(typed)) raise(term, isAccented(term) ? ACCENT : TYPED);
      const expand = (phrases) => {
        for (const term of [].concat(...phrases.map((phrase) => this.phraseTerms(phrase)))) raise(term, EXPANDED);
      };
      for (const { folded } of typed) {
        expand(this.abbreviations.get(folded) || []);
        if (!this.light.has(folded) && !this.has(folded)) this.corrections(folded).forEach((known) => raise(known, CORRECTED));
      }
      this.groupsIn(typed.map((s) => s.folded), weights).forEach(expand);
      const without = (quiet, some) => {
        const forms = new Set(typed.filter(({ folded }) => quiet.has(folded)).map(({ keyed }) => "'" + keyed));
        return new Map([...some].filter(([term]) => !quiet.has(term) && !forms.has(term)));
      };
      const notLight = without(this.light, weights);
      const heavy = notLight.size ? notLight : weights;
      const telling = without(this.common, heavy);
      return [...telling.keys()].some((term) => this.mayFind(term)) ? telling : heavy;
    }

    groupsIn(sequence) {
      return this.groups.filter((group) => group.some((phrase) => contains(sequence, phrase)));
    }

    /** Several syllables are looked up as pairs: who typed "shipper" did not mean every "hàng" of "giao hàng". */
    phraseTerms(phrase) {
      return phrase.length > 1 ? phrase.slice(1).map((part, before) => phrase[before] + "_" + part) : phrase;
    }

    splitJoined(sequence) {
      const result = [];
      for (const one of sequence) {
        const isKnown = this.light.has(one.folded) || this.abbreviations.has(one.folded) || this.has(one.folded);
        const pieces = isKnown ? null : this.pieces(one.folded);
        if (pieces) pieces.forEach((piece) => result.push({ folded: piece, keyed: piece }));
        else result.push(one);
      }
      return result;
    }

    pieces(word) {
      const known = this.syllables();
      const best = [[]];
      for (let end = 1; end <= word.length; end += 1) {
        best[end] = null;
        for (let start = Math.max(0, end - 7); start < end; start += 1) {
          const piece = word.slice(start, end);
          if (best[start] && piece.length > 1 && known.has(piece)) {
            const candidate = [...best[start], piece];
            if (!best[end] || this.cost(candidate) < this.cost(best[end])) best[end] = candidate;
          }
        }
      }
      const found = best[word.length];
      return found && found.length > 1 ? found : null;
    }

    cost(pieces) {
      let together = 0;
      for (let i = 1; i < pieces.length; i += 1) together += this.has(pieces[i - 1] + "_" + pieces[i]) ? 1 : 0;
      return (pieces.length - together) * 1000 + pieces.length;
    }

    corrections(word) {
      if (word.length < 4) return [];
      return [...this.syllables()].filter((known) => isOneLetterAway(word, known)).sort();
    }

    bestSentence(number, weights) {
      const values = new Map();
      weights.forEach((weight, term) => {
        const found = this.postings(term).length;
        if (found) values.set(term, weight * rarity(found, this.total));
      });
      let best = "";
      let most = -1;
      for (const text of textsOf(this.entry(number))) {
        let value = 0;
        new Set(terms(syllables(text))).forEach((term) => { value += values.get(term) || 0; });
        if (value > most) { best = text; most = value; }
      }
      return best;
    }
  }

  /** The index, entry by entry: a slow phone needs a second for it, in which it must still answer a finger. */
  function* reading() {
    for (const [number, entry] of this.entries.entries()) {
      const sequences = textsOf(entry).map(syllables);
      const count = new Map();
      let length = 0;
      for (const sequence of sequences) {
        for (const term of terms(sequence)) {
          count.set(term, (count.get(term) || 0) + 1);
          if (isPlain(term)) length += 1;
        }
      }
      count.forEach((n, term) => {
        const share = (n * FULL_LENGTH) / Math.max(length, FULL_LENGTH);
        if (!this.lists.has(term)) this.lists.set(term, []);
        this.lists.get(term).push([number, Math.floor((1000 * share) / (share + SATURATION) + 0.5)]);
      });
      this.titles.push(new Set(terms(syllables(entry.title), this.light)));
      yield;
    }
    for (const [term, list] of this.lists) {
      if (!tellsSomething(term, list.length, this.light)) this.lists.delete(term);
      const rare = rarity(list.length, this.total);
      for (const place of list) {
        place[1] = Math.max(1, Math.floor((rare * place[1] + COARSENESS / 2) / COARSENESS));
      }
      yield;
    }
    this.known = new Set([...this.lists.keys()].filter(isPlain));
    this.common = new Set([...this.known].filter((term) => this.lists.get(term).length * 4 > this.total * 3));
  }

  /** The whole index, made of all sentences: it answers every query at once, and without a network. */
  class SearchIndex extends Ranking {
    constructor({ entries, words }) {
      super(words);
      this.entries = entries;
      this.total = entries.length;
      this.lists = new Map();
      this.titles = [];
      this.work = reading.call(this);
    }

    /** Goes on reading for a moment, and again until all is read; a question reads what is left at once. */
    readAhead() {
      return new Promise((resolve) => {
        const readOn = () => {
          const until = performance.now() + 6;
          let isRead = false;
          while (!isRead && performance.now() < until) isRead = this.work.next().done;
          if (isRead) resolve();
          else setTimeout(readOn);
        };
        readOn();
      });
    }

    rank(query, limit) {
      while (!this.work.next().done);
      return super.rank(query, limit);
    }

    entry(number) { return this.entries[number]; }
    postings(term) { return this.lists.get(term) || []; }
    has(term) { return this.lists.has(term); }
    mayFind(term) { return this.lists.has(term); }
    syllables() { return this.known; }
    isNamed(number, named) { return named.every((term) => this.titles[number].has(term)); }

    /** As search(), for the page: `show` is called with the results, once here. */
    async answer(query, limit, show) { show(this.search(query, limit)); }
  }
  window.SearchIndex = SearchIndex;

  // --- the page ------------------------------------------------------------------------------------------------

  const { cbWords } = document.currentScript.dataset;
  if (!cbWords) return;
  const root = location.pathname.replace(/tim\/(index\.html)?$/, "");
  const { plan, everything } = window.searchFetching;
  let index = new (window.shardedIndex(Ranking))(window.searchFetching, JSON.parse(cbWords));
  window.searchIndex = index;

  let whole = null;
  window.wholeSearchIndex = async () => {
    await everything();
    whole = whole || new SearchIndex(window.searchData);
    return whole;
  };

  /** Shards give the first answer. Where entries are few, the whole index gives the next ones. */
  const takeOver = async () => {
    const savesData = navigator.connection && navigator.connection.saveData;
    if (!plan.whole || savesData || index === whole) return;
    await (await window.wholeSearchIndex()).readAhead();
    index = window.searchIndex = whole;
  };

  const start = () => {
    const form = document.querySelector("[data-cb-find]");
    const input = form.querySelector("input");
    const list = document.querySelector("[data-cb-results]");
    const none = document.querySelector("[data-cb-none]");
    const offline = document.querySelector("[data-cb-offline]");
    const status = document.querySelector("[data-cb-find-status]");
    const places = document.querySelector("[data-cb-places]");
    const allPlaces = [places.href, places.textContent];

    const element = (name, className, text) => {
      const made = document.createElement(name);
      made.className = className;
      if (text) made.textContent = text;
      return made;
    };

    const resultOf = (entry, sentence) => {
      const item = element("li", "cb-result");
      const link = element("a", "cb-result__title", entry.title);
      // From file:// a folder would open as a listing.
      const page = location.protocol === "file:" ? entry.url.replace(/(#|$)/, "index.html$1") : entry.url;
      link.href = root + page;
      item.append(link, element("p", "cb-result__kind", entry.kind));
      if (sentence !== entry.title && sentence !== entry.summary) {
        item.append(element("p", "cb-result__why", "Giống: “" + sentence + "”"));
      }
      item.append(element("p", "cb-result__summary", entry.summary));
      return item;
    };

    // Without a network nothing may ever come: by then it is said whom to call. What comes late is still shown.
    const PATIENCE = 12000;
    let latest = 0;

    /** answering: the index that answers, or a promise of it. */
    const show = (query, answering = index) => {
      const turn = (latest += 1);
      let shown = 0;
      let patience = 0;
      const display = (hits, answerer) => {
        clearTimeout(patience);
        if (turn !== latest) return; // something else was typed in the meantime
        if (!shown) list.textContent = "";
        list.append(...hits.slice(shown).map(({ number, sentence }) => resultOf(answerer.entry(number), sentence)));
        shown = hits.length;
        list.hidden = shown === 0;
        none.hidden = !query || shown > 0;
        offline.hidden = true;
        status.textContent = shown ? shown + " trang giống nhất, giống nhất đứng đầu." : "";
      };
      const fail = () => {
        clearTimeout(patience);
        if (turn !== latest || shown) return;
        list.hidden = none.hidden = true;
        offline.hidden = false;
        status.textContent = "";
      };
      const askedOf = async (one) => {
        const answerer = await one;
        return answerer.answer(query, 8, (hits) => display(hits, answerer));
      };
      if (!query) { display([]); return; }
      if (index.pause) {
        status.textContent = "Đang tìm…";
        patience = setTimeout(fail, PATIENCE);
      }
      askedOf(answering)
        .catch(() => (plan.whole ? askedOf(window.wholeSearchIndex()) : fail())) // a phone may have kept it
        .catch(fail)
        .then(takeOver)
        .catch(() => {}); // the next search tries again
    };

    /** Names of places are another index, on a page of its own: what was typed goes along. */
    const offerPlaces = (query) => {
      const page = location.protocol === "file:" ? "index.html" : "";
      const [address, text] = allPlaces;
      places.href = address.replace(/index\.html$/, "") + page + (query ? "#q=" + encodeURIComponent(query) : "");
      places.textContent = query ? "Tìm xã, phường tên “" + query + "”" : text;
    };

    const isMessage = (text) => text.length > 60 || /\n|https?:|\d{6}/.test(text);

    let pause = 0;

    const search = () => {
      clearTimeout(pause);
      const query = input.value.trim();
      // Which shards are asked for would tell a message's words: such a text goes where the whole index answers.
      if (isMessage(query) && !plan.whole) {
        window.askAboutMessage(query);
        show("");
      } else show(query, isMessage(query) ? window.wholeSearchIndex() : index);
      offerPlaces(isMessage(query) ? "" : query);
      const address = query && !isMessage(query) ? "#q=" + encodeURIComponent(query) : location.pathname;
      history.replaceState(null, "", address);
    };

    // "input" hears typing, pasting and dictating alike. Where words are fetched, half words are not worth it.
    input.addEventListener("input", () => {
      clearTimeout(pause);
      if (index.pause && input.value.trim()) pause = setTimeout(search, index.pause);
      else search();
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
    const fromAddress = () => {
      const query = queryInAddress();
      if (query) { input.value = query; show(query); offerPlaces(query); }
    };
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
    if (!input.value) takeOver().catch(() => {});
  };

  // In the head: what a shared search needs is on its way before the page is even parsed.
  if (queryInAddress()) index.prepare(queryInAddress());
  document.addEventListener("DOMContentLoaded", start);
})();
