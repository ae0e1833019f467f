// The index of many entries: shards made by awareness/search_shards.py, fetched as a query needs them. The ranking is
// the one of search.js; this file only knows where its lists come from. Stands in the head of /tim/, before search.js.
window.shardedIndex = (Ranking) => {
  "use strict";

  const LAST = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
  const BEFORE = "yz!#$%&()*+,-./:;=>?@[]^_{|}~'";
  // Shown, or likely to be, before the rest: what comes first on a slow line should be what stands first.
  const FIRST = 2;
  const ORDER = "epskag";
  // A guess that only saves time: what is no Vietnamese syllable is often mistyped or joined.
  const SYLLABLE = /^(ngh?|[ckpt]h|[gn]h|gi|qu|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|n[gh]|[cmnpt])?$|^.{1,3}$|\d/;

  const unpacked = (text) => {
    const numbers = [];
    let rest = 0;
    for (const character of text) {
      const last = LAST.indexOf(character);
      if (last < 0) rest = rest * BEFORE.length + BEFORE.indexOf(character) + 1;
      else {
        numbers.push(rest * LAST.length + last);
        rest = 0;
      }
    }
    return numbers;
  };

  const ascending = (text) => {
    let number = -1;
    return unpacked(text).map((skipped) => (number += skipped + 1));
  };

  const spread = (term) => {
    let result = 0;
    for (const character of term) result = (result * 31 + character.codePointAt(0)) % 65521;
    return result;
  };

  return class ShardedIndex extends Ranking {
    /** root: address of the site; shards: a ShardPlan and the search words. */
    constructor(root, shards) {
      super(shards.words);
      this.total = shards.entries;
      this.pause = 400;
      this.shards = shards;
      this.base = root + shards.folder + "/";
      this.content = new Map();
      this.coming = new Map();
      this.lists = new Map();
      this.groupOf = new Map();
      this.missing = new Set();
      window.searchShard = (name, content) => this.take(name, content);
    }

    /** As search(), but it fetches; `show` is called as soon as the first results are here, and when all are. */
    async answer(query, limit, show) {
      for (;;) {
        const { best, weights } = this.askedBy(() => this.rank(query, limit));
        const isRanked = this.missing.size === 0;
        // Who leads while some lists are still missing will most likely lead in the end: no round trip is lost then.
        const isHere = ([number]) => this.content.has("e" + number);
        const isFirstHere = isRanked && best.slice(0, FIRST).every(isHere);
        best.slice(0, isFirstHere ? limit : FIRST).forEach(([number]) => this.here("e" + number));
        const isComplete = this.missing.size === 0;
        if (isFirstHere) {
          const shown = isComplete ? best : best.slice(0, FIRST);
          show(shown.map(([number, score]) => ({ number, score, sentence: this.bestSentence(number, weights) })));
        }
        if (isComplete) return;
        await this.allFetched(query);
      }
    }

    /** Lets come what a query needs first, without waiting for it. */
    prepare(query) {
      this.askedBy(() => this.rank(query, 0));
      this.allFetched(query).catch(() => {});
    }

    /**
     * Pairs come first: they tell most. When half of all is here, the entries that lead so far are asked for, since
     * they will most likely be shown: on a slow line that saves the wait for the other half.
     */
    async allFetched(query) {
      const coming = [...this.missing].sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
      let rest = coming.length;
      await Promise.all(coming.map(async (name) => {
        await this.fetched(name);
        rest -= 1;
        if (rest !== coming.length >> 1 || !rest) return;
        const { best } = this.askedBy(() => this.rank(query, FIRST));
        best.forEach(([number]) => this.fetched("e" + number).catch(() => {}));
      }));
    }

    // --- what the ranking asks for: what is not here yet is noted, and answered as if there were nothing -----------

    entry(number) { return this.content.get("e" + number); }

    postings(term) {
      const list = this.list(term);
      return list ? list.places : [];
    }

    has(term) {
      // A typed word counts as known until it is clear that it is not: corrections of half a query are of no use.
      return Boolean(this.list(term)) || (!term.includes("_") && !this.content.has(this.home(term)));
    }

    splitJoined(sequence) {
      if (!sequence.every(({ folded }) => SYLLABLE.test(folded))) this.here("known");
      return super.splitJoined(sequence);
    }

    syllables() { return this.here("known") ? this.content.get("known") : new Set(); }

    isNamed(number, named) {
      return named.every((term) => {
        const list = this.list(term);
        return list && list.titled.has(number);
      });
    }

    groupsIn(sequence, weights) {
      const found = super.groupsIn(sequence);
      for (const group of found) {
        const name = "g" + this.groups.indexOf(group);
        for (const term of [].concat(...group.map((phrase) => this.phraseTerms(phrase)))) {
          if (!weights.has(term) && !this.light.has(term)) this.groupOf.set(term, name);
        }
      }
      return found;
    }

    // --- where it comes from ---------------------------------------------------------------------------------------

    list(term) {
      const list = this.lists.get(term);
      if (this.groupOf.has(term)) {
        if (!list) this.here(this.groupOf.get(term));
      } else this.here(this.home(term));
      return list;
    }

    home(term) {
      if (term.startsWith("'")) return "a" + (spread(term) % this.shards.accented);
      return term.includes("_") ? "p" + (spread(term) % this.shards.pairs) : "s" + (spread(term) % this.shards.syllables);
    }

    here(name) {
      const isHere = this.content.has(name);
      if (!isHere) this.missing.add(name);
      return isHere;
    }

    askedBy(ask) {
      this.missing = new Set();
      this.groupOf.clear();
      return ask();
    }

    take(name, content) {
      if (name === "known") this.content.set(name, new Set(content.split(" ")));
      else if (name.startsWith("e")) this.content.set(name, content);
      else {
        this.content.set(name, true);
        for (const line of content ? content.split("\n") : []) {
          const [term, numbers, worths, titled] = line.split(" ");
          const worth = unpacked(worths);
          this.lists.set(term, {
            places: ascending(numbers).map((number, place) => [number, worth[place]]),
            titled: new Set(ascending(titled || "")),
          });
        }
      }
    }

    fetched(name) {
      if (!this.coming.has(name)) {
        this.coming.set(name, new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = this.base + name + ".js";
          script.onload = () => (this.content.has(name) ? resolve() : reject(new Error(name)));
          script.onerror = () => {
            this.coming.delete(name); // the next query tries again
            script.remove();
            reject(new Error(name));
          };
          document.head.append(script);
        }));
      }
      return this.coming.get(name);
    }
  };
};
