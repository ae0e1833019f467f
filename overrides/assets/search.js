// Finding by what happened. The same ranking as awareness/search_engine.py, proven equal by shared vectors
// (tests/data/search-vectors.json). Loaded on /tim/ only. ES2017 and Unicode classes: Chrome 64 and later.
(() => {
  "use strict";

  // --- folding: awareness/folding.py ---------------------------------------------------------------------------

  const TONES = { "\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5" };
  const LOOK_ALIKES = { а: "a", е: "e", о: "o", р: "p", с: "c", у: "y", х: "x", і: "i", ѕ: "s", ԁ: "d", ð: "đ" };
  const IGNORED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
  const WORD = /[0-9]+(?:\/[0-9]+)+|[\p{L}\p{N}]+/gu;
  const FINAL_Y = /^([bcdđghklmnpqrstvx]+|qu)y$/;

  const iForY = (word) => word.replace(FINAL_Y, "$1i");

  const syllable = (word) => {
    if (/^[\0-\x7f]*$/.test(word)) return { folded: iForY(word), keyed: iForY(word) };
    let tone = "";
    let letters = "";
    let bare = "";
    for (const letter of word.normalize("NFD")) {
      if (TONES[letter]) tone = TONES[letter];
      else {
        letters += letter;
        if (!/\p{M}/u.test(letter)) bare += letter;
      }
    }
    return { folded: iForY(bare.replace(/đ/g, "d")), keyed: iForY(letters.normalize("NFC")) + tone };
  };

  const syllables = (text) => {
    const plain = text.replace(/⁄/g, "/").replace(IGNORED, "").normalize("NFKC").toLowerCase();
    const latin = plain.replace(/[аеорсухіѕԁð]/g, (letter) => LOOK_ALIKES[letter]).normalize("NFC");
    return (latin.match(WORD) || []).map(syllable);
  };

  const terms = (sequence) => {
    const result = [];
    let previous = "";
    for (const { folded, keyed } of sequence) {
      result.push(folded);
      if (keyed !== folded) result.push("'" + keyed);
      if (folded.includes("/")) result.push(...folded.split("/"));
      if (previous) result.push(previous + "_" + folded);
      previous = folded;
    }
    return result;
  };

  // --- ranking: awareness/search_engine.py ---------------------------------------------------------------------

  const SATURATION = 4;
  const FULL_LENGTH = 400;
  const NAMED = 4;
  const TYPED = 10;
  const EXPANDED = 6;
  const CORRECTED = 8;
  const ACCENT = 3;
  const LIGHT = 3;

  const isPlain = (term) => !term.includes("_") && !term.startsWith("'");
  const textsOf = (entry) => [entry.title, ...entry.sentences, entry.summary];
  const rarity = (found, total) => Math.floor(100 * Math.log(1 + (total - found + 0.5) / (found + 0.5)) + 0.5);

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

  class SearchIndex {
    constructor({ entries, words }) {
      this.entries = entries;
      const counts = entries.map((entry) => {
        const count = new Map();
        for (const text of textsOf(entry)) {
          for (const term of terms(syllables(text))) count.set(term, (count.get(term) || 0) + 1);
        }
        return count;
      });
      const lengths = counts.map((count) => {
        let length = 0;
        count.forEach((n, term) => { if (isPlain(term)) length += n; });
        return length;
      });
      this.postings = new Map();
      counts.forEach((count, number) => count.forEach((n, term) => {
        const share = (n * FULL_LENGTH) / Math.max(lengths[number], FULL_LENGTH);
        const impact = Math.floor((1000 * share) / (share + SATURATION) + 0.5);
        if (!this.postings.has(term)) this.postings.set(term, []);
        this.postings.get(term).push([number, impact]);
      }));
      this.titles = entries.map((entry) => new Set(syllables(entry.title).map((s) => s.folded)));
      this.rarity = new Map();
      this.postings.forEach((found, term) => this.rarity.set(term, rarity(found.length, entries.length)));
      this.light = new Set([].concat(...words.light.map((word) => syllables(word).map((s) => s.folded))));
      this.abbreviations = new Map(
        Object.entries(words.abbreviations).map(([short, longs]) => [short, longs.map(syllables)])
      );
      this.groups = words.groups.map((group) => group.map((phrase) => syllables(phrase).map((s) => s.folded)));
    }

    search(query, limit = 10) {
      const typed = this.splitJoined(syllables(query));
      const weights = this.queryTerms(typed);
      const scores = new Map();
      weights.forEach((weight, term) => {
        for (const [number, impact] of this.postings.get(term) || []) {
          scores.set(number, (scores.get(number) || 0) + weight * this.rarity.get(term) * impact);
        }
      });
      scores.forEach((score, number) => {
        if (typed.every((s) => this.titles[number].has(s.folded))) scores.set(number, score * NAMED);
      });
      return [...scores]
        .sort((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, limit)
        .map(([number, score]) => ({ number, score, sentence: this.bestSentence(number, weights) }));
    }

    queryTerms(typed) {
      const weights = new Map();
      const raise = (term, weight) => weights.set(term, Math.max(weights.get(term) || 0, weight));
      const add = (sequence, weight) => {
        for (const term of terms(sequence)) raise(term, this.share(term, weight));
      };
      add(typed, TYPED);
      for (const { folded } of typed) {
        for (const expansion of this.abbreviations.get(folded) || []) add(expansion, EXPANDED);
        if (!this.postings.has(folded)) this.corrections(folded).forEach((known) => raise(known, CORRECTED));
      }
      const sequence = typed.map((s) => s.folded);
      for (const group of this.groups) {
        if (group.some((phrase) => contains(sequence, phrase))) {
          for (const phrase of group) add(phrase.map((part) => ({ folded: part, keyed: part })), EXPANDED);
        }
      }
      return weights;
    }

    /** A term's weight: accents count a little, words that say nothing by themselves count less. */
    share(term, weight) {
      if (term.startsWith("'")) return Math.floor((weight * ACCENT) / TYPED);
      return this.light.has(term) ? Math.floor((weight * LIGHT) / TYPED) : weight;
    }

    splitJoined(sequence) {
      const result = [];
      for (const one of sequence) {
        const known = this.postings.has(one.folded) || this.abbreviations.has(one.folded);
        const pieces = known ? null : this.pieces(one.folded);
        if (pieces) pieces.forEach((piece) => result.push({ folded: piece, keyed: piece }));
        else result.push(one);
      }
      return result;
    }

    pieces(word) {
      const best = [[]];
      for (let end = 1; end <= word.length; end += 1) {
        best[end] = null;
        for (let start = Math.max(0, end - 7); start < end; start += 1) {
          const piece = word.slice(start, end);
          if (best[start] && piece.length > 1 && this.postings.has(piece)) {
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
      for (let i = 1; i < pieces.length; i += 1) together += this.postings.has(pieces[i - 1] + "_" + pieces[i]) ? 1 : 0;
      return (pieces.length - together) * 1000 + pieces.length;
    }

    corrections(word) {
      if (word.length < 4) return [];
      return [...this.postings.keys()].filter((known) => isPlain(known) && isOneLetterAway(word, known)).sort();
    }

    bestSentence(number, weights) {
      let best = "";
      let most = -1;
      for (const text of textsOf(this.entries[number])) {
        let value = 0;
        new Set(terms(syllables(text))).forEach((term) => {
          if (weights.has(term)) value += weights.get(term) * this.rarity.get(term);
        });
        if (value > most) { best = text; most = value; }
      }
      return best;
    }
  }
  window.SearchIndex = SearchIndex;

  // --- the page ------------------------------------------------------------------------------------------------

  const form = document.querySelector("[data-cb-find]");
  if (!form || !window.searchData) return;
  const input = form.querySelector("input");
  const list = document.querySelector("[data-cb-results]");
  const none = document.querySelector("[data-cb-none]");
  const status = document.querySelector("[data-cb-find-status]");
  const root = location.pathname.replace(/tim\/(index\.html)?$/, "");
  const index = new SearchIndex(window.searchData);

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const resultOf = ({ number, sentence }) => {
    const entry = index.entries[number];
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

  const show = (query) => {
    const hits = query ? index.search(query, 8) : [];
    list.textContent = "";
    list.append(...hits.map(resultOf));
    list.hidden = hits.length === 0;
    none.hidden = !query || hits.length > 0;
    status.textContent = hits.length ? hits.length + " trang giống nhất, giống nhất đứng đầu." : "";
  };

  const queryInAddress = () => {
    const match = /^#q=(.*)$/.exec(location.hash);
    try {
      return match ? decodeURIComponent(match[1]) : "";
    } catch (error) {
      return "";
    }
  };

  const isMessage = (text) => text.length > 60 || /\n|https?:|\d{6}/.test(text);

  const search = () => {
    const query = input.value.trim();
    show(query);
    const address = query && !isMessage(query) ? "#q=" + encodeURIComponent(query) : location.pathname;
    history.replaceState(null, "", address);
  };

  form.hidden = false;
  // "input" hears typing, pasting and dictating alike.
  input.addEventListener("input", search);
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  const fromAddress = () => {
    const query = queryInAddress();
    if (query) { input.value = query; show(query); }
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
