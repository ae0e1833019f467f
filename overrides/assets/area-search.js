// Finding a place by any name it has or had: the same as awareness/area_search.py, proven equal on the same queries by
// tests/test_area_search.py. On /dia-ban/ only, after search-folding.js. The names come once somebody types. ES2018.
(() => {
  "use strict";

  const { syllables, queryInAddress } = window.searchFolding;

  // --- finding: awareness/area_search.py ---------------------------------------------------------------------------

  const KINDS = ["Thành phố", "Tỉnh", "Quận", "Huyện", "Thị xã", "Thị trấn", "Phường", "Đặc khu", "Xã"];
  const ABBREVIATED = {
    tp: "Thành phố", q: "Quận", h: "Huyện", tx: "Thị xã", tt: "Thị trấn", p: "Phường", f: "Phường", x: "Xã",
  };
  const SORTS = ["province", "unit", "district", "former", "earlier"];
  const KIND = new RegExp("^(" + KINDS.join("|") + ") (?![0-9])");

  const bare = (name) => name.replace(KIND, "");
  const folded = (sequence) => sequence.map((syllable) => syllable.folded).join(" ");
  const asId = (text) => text.toLowerCase().replace(/[đð]/g, "d").normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const typedKinds = new Map(Object.entries(ABBREVIATED));
  KINDS.forEach((kind) => typedKinds.set(folded(syllables(kind)), kind));
  const unique = (list) => [...new Set(list)];

  const findWords = (sequence, words) => {
    for (let start = 0; start <= sequence.length - words.length; start += 1) {
      if (words.every((word, i) => sequence[start + i].folded === word.folded)) return start;
    }
    return -1;
  };

  const kindBefore = (typed, start) => {
    for (const length of [2, 1]) {
      const kind = start >= length && typedKinds.get(folded(typed.slice(start - length, start)));
      if (kind) return kind;
    }
    return "";
  };

  const isBetter = (a, b) => {
    for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] > b[i];
    return false;
  };

  class AreaIndex {
    constructor(text) {
      this.shown = [];
      this.entries = [];
      this.byName = new Map();
      this.longest = 1;
      `\n${text}`.split("\n=").slice(1).forEach((block) => this.readProvince(block.replace(/\n+$/, "").split("\n")));
      this.entries.forEach(({ names }, number) => {
        for (const name of names) {
          const sequence = syllables(name);
          const key = folded(sequence);
          if (!this.byName.has(key)) this.byName.set(key, []);
          this.byName.get(key).push(number);
          this.longest = Math.max(this.longest, sequence.length);
        }
      });
    }

    search(query) {
      const typed = syllables(query);
      const scores = new Map();
      for (let start = 0; start < typed.length; start += 1) {
        for (let end = start + 1; end <= Math.min(start + this.longest, typed.length); end += 1) {
          for (const number of this.byName.get(folded(typed.slice(start, end))) || []) {
            const score = this.score(this.entries[number], typed, start, end);
            if (!scores.has(number) || isBetter(score, scores.get(number))) scores.set(number, score);
          }
        }
      }
      const most = Math.max(0, ...[...scores.values()].map(([told]) => told));
      let best = [...scores].filter(([, [told]]) => told === most);
      if (best.some(([, [, accents]]) => accents)) best = best.filter(([, [, accents]]) => accents);
      const rank = ([number, [, , kind]]) => [kind ? 0 : 1, SORTS.indexOf(this.entries[number].place.sort), number];
      return best
        .map((found) => ({ found, key: rank(found) }))
        .sort((a, b) => (isBetter(a.key, b.key) ? 1 : -1))
        .map(({ found }) => this.entries[found[0]].place);
    }

    score({ place, names, beside }, typed, start, end) {
      const said = typed.slice(start, end);
      const name = names.map(syllables).find((sequence) => folded(sequence) === folded(said));
      const pairs = said.map((syllable, i) => [syllable, name[i]]);
      const left = [typed.slice(0, start), typed.slice(end)];
      for (const words of beside.map(syllables)) {
        for (const part of left) {
          const begin = findWords(part, words);
          if (begin >= 0) {
            part.splice(begin, words.length).forEach((syllable, i) => pairs.push([syllable, words[i]]));
            break;
          }
        }
      }
      const accents = pairs.every(([one, meant]) => one.keyed === meant.keyed || one.keyed === meant.folded);
      const kind = kindBefore(typed, start);
      return [pairs.length, accents, kind !== "" && place.name.startsWith(kind + " ")];
    }

    readProvince([name, ...lines]) {
      const own = bare(name);
      const slug = asId(own);
      const first = this.shown.length;
      const districts = [];
      const formers = new Map();
      const held = new Map();
      const earlier = [];
      const also = [];
      for (const line of lines) {
        const rest = line.slice(1);
        const last = this.shown[this.shown.length - 1];
        switch (line[0]) {
          case "-": {
            const [district, where] = rest.split("/");
            districts.push([district, where || own]);
            break;
          }
          case "+": also.push(rest); break;
          case ".": last.slug = rest; break;
          case "@": last.own = true; break;
          case "!": earlier.push([this.shown.length - 1, ...rest.split(">")]); break;
          default: {
            const [unit, ...groups] = line.split("|");
            const number = this.shown.length;
            this.shown.push({ name: unit, province: slug, provinceName: own, slug: asId(bare(unit)), own: false });
            for (const group of groups) {
              const [i, names] = group.split(":");
              held.set(i, [...(held.get(i) || []), number]);
              for (const former of names.split(",").filter(Boolean)) {
                const key = former.replace(/\*$/, "") + "\n" + i;
                if (!formers.has(key)) formers.set(key, []);
                formers.get(key).push([number, former.endsWith("*")]);
              }
            }
          }
        }
      }
      const olds = unique(districts.map(([, where]) => where).filter((where) => where !== own));
      this.add({ sort: "province", name, where: "", units: [], partly: [] }, [own, ...also, ...olds], []);
      const before = new Map();
      held.forEach((numbers, i) => numbers.forEach((number) => {
        before.set(number, [...(before.get(number) || []), ...districts[i]]);
      }));
      for (let number = first; number < this.shown.length; number += 1) {
        const unit = this.shown[number].name;
        const place = { sort: "unit", name: unit, where: own, units: [number], partly: [] };
        this.add(place, [unit], [own, ...(before.get(number) || [])]);
      }
      districts.forEach(([district, where], i) => {
        const place = { sort: "district", name: district, where, units: held.get(String(i)) || [], partly: [] };
        this.add(place, [district], [where, own]);
      });
      formers.forEach((into, key) => {
        const [former, i] = key.split("\n");
        const [district, where] = districts[i];
        const units = into.map(([number]) => number);
        const partly = into.filter(([, part]) => part).map(([number]) => number);
        const place = { sort: "former", name: former, where: district + ", " + where, units, partly };
        this.add(place, [former], [where, own, district, ...units.map((number) => this.shown[number].name)]);
      });
      for (const [number, old, became] of earlier) {
        const place = { sort: "earlier", name: old, where: became + ", " + own, units: [number], partly: [] };
        this.add(place, [old], [own, became, ...(before.get(number) || [])]);
      }
    }

    add(place, names, beside) {
      this.entries.push({ place, names: unique(names.map(bare)), beside: unique(beside.map(bare)) });
    }
  }
  window.AreaIndex = AreaIndex;

  // --- the page ----------------------------------------------------------------------------------------------------

  const ASK_FOR_PROVINCE = 10;
  const MOST = 30;
  const assets = document.currentScript.src.replace(/[^/]*$/, "");
  const form = document.querySelector("[data-cb-find]");
  const input = form.querySelector("input");
  const list = document.querySelector("[data-cb-results]");
  const status = document.querySelector("[data-cb-find-status]");

  let coming = null;
  /** The index, fetched once; a classic script, since from file:// nothing else can be. */
  const index = () => {
    coming = coming || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      window.areaNames = (text) => resolve(new AreaIndex(text));
      script.src = assets + "area-names.js";
      script.onerror = () => { coming = null; reject(); };
      document.head.append(script);
    });
    return coming;
  };

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...children);
    return made;
  };
  // From file:// a folder would open as a listing.
  const page = location.protocol === "file:" ? "index.html" : "";
  const link = (text, address) => {
    const made = element("a", "cb-result__title", text);
    made.href = address;
    return made;
  };

  const unitLine = ({ name, province, provinceName, slug, own }, partly) => {
    const address = own ? province + "/" + slug + "/" + page : province + "/" + page + "#" + slug;
    const mine = element("span", "cb-mine");
    mine.dataset.cbArea = province + "/" + slug;
    mine.dataset.cbName = name;
    mine.hidden = true;
    const told = element("span", "", link(name + ", " + provinceName, address), partly ? ", một phần" : "");
    return element("p", "cb-place", told, mine);
  };

  const HEADINGS = {
    province: () => "",
    unit: () => "",
    district: ({ name, where }) => "Không còn công an " + name[0].toLowerCase() + name.slice(1) + " (" + where + "). Chọn xã, phường:",
    former: ({ name, where }) => name + " cũ (" + where + ") nay về:",
    earlier: ({ name, where }) => name + " cũ (rồi thành " + where + ") nay về:",
  };

  const resultOf = (place, shown) => {
    const item = element("li", "cb-result");
    const heading = HEADINGS[place.sort](place);
    if (heading) item.append(element("p", "cb-result__why", heading));
    if (place.sort === "province") {
      item.append(link(place.name, asId(bare(place.name)) + "/" + page), element("p", "", "Mọi xã, phường của nơi này"));
    }
    if (place.units.length > 1 && place.partly.length) {
      item.append(element("p", "cb-result__kind", "Nơi cũ này chia làm nhiều phần. Hỏi tổ dân phố, trưởng thôn xem nhà mình thuộc đâu."));
    }
    place.units.forEach((number) => item.append(unitLine(shown[number], place.partly.includes(number))));
    return item;
  };

  let latest = 0;
  const show = (query) => {
    const turn = (latest += 1);
    list.hidden = true;
    status.textContent = query ? "Đang tải danh sách tên…" : "";
    if (!query) return;
    index().then((found) => {
      if (turn !== latest) return;
      const places = found.search(query);
      list.textContent = "";
      list.append(...places.slice(0, MOST).map((place) => resultOf(place, found.shown)));
      list.hidden = places.length === 0;
      if (places.length === 0) status.textContent = "Chưa thấy tên này. Thử chỉ gõ tên, không gõ số nhà, hoặc chọn tỉnh ở dưới.";
      else if (places.length < ASK_FOR_PROVINCE) status.textContent = places.length + " nơi có tên này.";
      else status.textContent = places.length + " nơi trùng tên. Gõ thêm tên tỉnh, ví dụ: " + query + " cần thơ";
      if (window.areaChoice) window.areaChoice.offerAll();
    }, () => {
      if (turn === latest) status.textContent = "Chưa tải được danh sách tên. Chọn tỉnh ở dưới; đang gấp thì gọi 113.";
    });
  };

  const fromAddress = () => {
    const query = queryInAddress();
    if (query) { input.value = query; show(query); }
  };
  form.hidden = false;
  input.addEventListener("focus", () => { index().catch(() => {}); });
  input.addEventListener("input", () => {
    const query = input.value.trim();
    show(query);
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname + location.search);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
