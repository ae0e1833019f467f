// The index in shards made by awareness/search_shards.py, fetched as a query needs them. The ranking is the one of
// search.js, which comes next; this file reads what search-fetching.js lets come.
window.shardedIndex = (Ranking) => {
  "use strict";

  const { syllables, terms } = window.searchFolding;

  const LAST = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
  const BEFORE = "yz!#$%&()*+,-./:;=>?@[]^_{|}~'";
  // Shown, or likely to be, before the rest: what comes first on a slow line should be what stands first.
  const FIRST = 2;
  const ORDER = "epgksl";
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

  return class ShardedIndex extends Ranking {
    /** fetching: see search-fetching.js; words: abbreviations and synonyms. */
    constructor(fetching, words) {
      super(Object.assign({ light: fetching.plan.light }, words));
      this.total = fetching.plan.entries;
      this.common = fetching.common;
      this.pause = 400;
      this.fetching = fetching;
      this.foreign = new Set([].concat(...this.abbreviations.keys(), ...[].concat(...this.groups)));
      this.content = new Map();
      this.lists = new Map();
      this.groupOf = new Map();
      this.missing = new Set();
      this.arrived = 0;
      this.latest = {};
      fetching.onArrival((name, content) => this.take(name, content));
    }

    /** As search(), but it fetches; `show` is called as soon as the first results are here, and when all are. */
    async answer(query, limit, show) {
      const sentences = new Map();
      for (;;) {
        const { best, weights } = this.ranked(query, limit);
        const isRanked = this.missing.size === 0;
        const isHere = ([number]) => this.content.has("e" + number);
        // Who leads while some lists are still missing will most likely lead in the end: no round trip is lost then.
        const wanted = isRanked && best.slice(0, FIRST).every(isHere) ? limit : FIRST;
        best.slice(0, wanted).forEach(([number]) => this.here("e" + number));
        const isComplete = this.missing.size === 0;
        if (isRanked) {
          // The first result does not wait for the second.
          const gap = best.findIndex((result) => !isHere(result));
          const shown = gap < 0 ? best : best.slice(0, gap);
          for (const [number] of shown) {
            if (!sentences.has(number)) sentences.set(number, this.bestSentence(number, weights));
          }
          if (shown.length || isComplete) {
            show(shown.map(([number, score]) => ({ number, score, sentence: sentences.get(number) })));
          }
        }
        if (isComplete) return;
        await (isRanked && !sentences.size ? this.nextFetched() : this.allFetched(query));
      }
    }

    /** Lets come what a query needs first, without waiting for it. */
    prepare(query) {
      this.ranked(query, 0);
      this.allFetched(query).catch(() => {});
    }

    /** As rank(), of what is here; asked again before another shard has come, it is the same. Notes what is missing. */
    ranked(query, limit) {
      if (this.latest.query !== query || this.latest.arrived !== this.arrived) {
        this.missing = new Set();
        this.groupOf.clear();
        const { best, weights } = this.rank(query, this.total);
        this.latest = { query, arrived: this.arrived, best, weights, missing: this.missing };
      }
      this.missing = new Set(this.latest.missing);
      return { best: this.latest.best.slice(0, limit), weights: this.latest.weights };
    }

    /**
     * Pairs come first: they tell most. When those that were typed are here (but for light words), the two entries that
     * lead so far are asked for: one of them will be the first in seven of eight searches. So again when all pairs are
     * here, and when synonyms are. On a slow line that saves the wait for the rest.
     */
    async allFetched(query) {
      const coming = [...this.missing].sort((a, b) => ORDER.indexOf(a[0]) - ORDER.indexOf(b[0]));
      const { home, isLight } = this.fetching;
      const telling = new Set(terms(syllables(query)).filter((term) => !isLight(term)).map(home));
      const isPair = (name) => name.startsWith("p");
      const stages = [
        coming.filter((name) => isPair(name) && telling.has(name)),
        coming.filter(isPair),
        coming.filter((name) => isPair(name) || name.startsWith("g")),
      ].map((names) => new Set(names));
      await Promise.all(coming.map(async (name) => {
        await this.fetching.fetched(name);
        if (!stages.filter((stage) => stage.delete(name) && !stage.size).length) return;
        this.ranked(query, FIRST).best.forEach(([number]) => this.fetching.fetched("e" + number).catch(() => {}));
      }));
    }

    /** Of what is missing to show the results, whatever comes first: the first result does not wait for the second. */
    nextFetched() { return Promise.race([...this.missing].map((name) => this.fetching.fetched(name))); }

    // --- what the ranking asks for: what is not here yet is noted, and answered as if there were nothing -----------

    entry(number) { return this.content.get("e" + number); }

    postings(term) {
      const list = this.list(term);
      return list ? list.places : [];
    }

    has(term) {
      if (this.common.has(term)) return true;
      // A typed word counts as known until it is clear that it is not: corrections of half a query are of no use.
      return Boolean(this.list(term)) || (!term.includes("_") && !this.content.has(this.fetching.home(term)));
    }

    mayFind(term) {
      const home = this.groupOf.get(term) || this.fetching.home(term);
      return Boolean(this.list(term)) || !this.content.has(home);
    }

    splitJoined(sequence) {
      if (!sequence.every(({ folded }) => SYLLABLE.test(folded) || this.foreign.has(folded))) this.here("known");
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
      const list = this.read(term);
      if (this.groupOf.has(term)) {
        if (!list) this.here(this.groupOf.get(term));
      } else this.here(this.fetching.home(term));
      return list;
    }

    /** A list is unpacked when it is asked for: a shard brings many, a query needs one or two. */
    read(term) {
      const line = this.lists.get(term);
      if (typeof line !== "string") return line;
      const [numbers, worths, titled] = line.split(" ");
      const worth = unpacked(worths);
      const list = {
        places: ascending(numbers).map((number, place) => [number, worth[place]]),
        titled: new Set(ascending(titled || "")),
      };
      this.lists.set(term, list);
      return list;
    }

    here(name) {
      const isHere = this.content.has(name);
      if (!isHere) this.missing.add(name);
      return isHere;
    }

    take(name, content) {
      if (name.startsWith("e")) {
        this.content.set(name, content);
        return;
      }
      this.arrived += 1;
      if (name === "known") this.content.set(name, new Set(content.split(" ")));
      else {
        this.content.set(name, true);
        for (const line of content ? content.split("\n") : []) {
          const end = line.indexOf(" ");
          this.lists.set(line.slice(0, end), line.slice(end + 1));
        }
      }
    }
  };
};
