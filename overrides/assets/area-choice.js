// The commune that somebody chose on this phone, or that the address names (?kv=tay-ninh/can-giuoc): its own numbers in
// the call bar. shell.js fetches this file only where there is a choice, or where one can be made. ES2017.
(() => {
  "use strict";
  const NAME = "cb-kv";
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, "");

  // A phone may refuse to keep anything: then the choice lasts for this page.
  const kept = (where) => { try { return window[where].getItem(NAME); } catch (error) { return null; } };
  const keep = (where, path) => {
    try {
      if (path) window[where].setItem(NAME, path);
      else window[where].removeItem(NAME);
    } catch (error) {
      // nothing to do
    }
  };

  const isPath = (text) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(text || "");
  const named = new URLSearchParams(location.search).get("kv");
  if (isPath(named)) keep("sessionStorage", named);

  // --- what is known of a province ---------------------------------------------------------------------------------

  const provinces = new Map();
  const arrived = new Map();
  window.areaData = (province, data) => arrived.get(province)(data);
  const provinceOf = (province) => new Promise((resolve) => {
    const script = document.createElement("script");
    arrived.set(province, resolve);
    script.src = root + "assets/dia-ban/" + province + ".js";
    script.onerror = () => resolve(null);
    document.head.append(script);
  });

  /** → {path, name, calls: [[number, label], …], url}, or null where nobody knows such a commune. */
  const lookUp = (path) => {
    const [province, unit] = path.split("/");
    if (!provinces.has(province)) provinces.set(province, provinceOf(province));
    return provinces.get(province).then((data) => {
      if (!data) return null;
      if (!Object.keys(data.units).includes(unit)) {
        const now = new Map(Object.entries(data.moved || {})).get(unit);
        return now ? lookUp(now) : null;
      }
      const own = data.calls[unit];
      // From file:// a folder would open as a listing.
      const page = location.protocol === "file:" ? "index.html" : "";
      const url = own ? province + "/" + unit + "/" + page : province + "/" + page + "#" + unit;
      return { path, name: data.units[unit] + ", " + data.name, calls: own || [], url: root + "dia-ban/" + url };
    });
  };

  // --- the page ----------------------------------------------------------------------------------------------------

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };
  const button = (text, act) => {
    const made = element("button", "md-button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const bar = document.querySelector(".cb-bar");

  /** Its number beside the first national one; where it has none, a link to what there is about it. */
  const inBar = (area) => {
    if (!bar) return;
    const old = bar.querySelector("[data-cb-own]");
    if (old) old.remove();
    const national = [...bar.querySelectorAll(".cb-bar__call")];
    national.forEach((call) => { call.hidden = false; });
    if (!area) return;
    const [call] = area.calls;
    const own = document.createElement("a");
    own.dataset.cbOwn = "";
    if (call) {
      const text = document.createElement("span");
      text.append(element("b", "", call[0]), element("small", "", call[1]));
      own.className = "cb-bar__call";
      own.href = "tel:" + call[0].replace(/\D/g, "");
      own.append(text);
      if (national.some((other) => other.href === own.href)) return; // the page of the commune itself
    } else {
      own.className = "cb-bar__area";
      own.href = area.url;
      own.textContent = area.name.split(",")[0];
    }
    if (national.length) national[0].after(own);
    else bar.prepend(own);
    bar.classList.toggle("cb-bar--many", bar.children.length > 2);
    // 360 px hold three: the other national numbers make room.
    if (bar.children.length > 3) national.slice(1).forEach((other) => { other.hidden = true; });
  };

  /** Wherever a page offers a commune: the button that keeps it, or word that it is kept. */
  const offer = (place) => {
    const { cbArea: path, cbName: inList } = place.dataset;
    const isMine = path === kept("localStorage");
    const act = isMine
      ? button(inList ? "Thôi chọn" : "Thôi dùng số của nơi này", () => choose("", place))
      : button(inList ? "Chọn" : "Đây là xã, phường của tôi", () => choose(path, place));
    if (inList) act.setAttribute("aria-label", act.textContent + " " + inList + " là nơi của tôi");
    place.textContent = isMine && !inList ? "Máy này đang dùng số của nơi này. " : "";
    place.append(act);
    place.hidden = false;
  };
  const offerAll = () => document.querySelectorAll("[data-cb-area]").forEach(offer);

  /** On the page of a province, the one unit that the address names: buttons for all would bury the names. */
  const offerNamed = () => {
    const list = document.querySelector("[data-cb-province]");
    const name = list && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!name || name.tagName !== "STRONG" || name.parentNode.querySelector("[data-cb-area]")) return;
    const place = element("div", "cb-mine", "");
    place.dataset.cbArea = list.dataset.cbProvince + "/" + name.id;
    name.parentNode.append(place);
    offer(place);
  };

  const choose = (path, place) => {
    keep("localStorage", path);
    keep("sessionStorage", path);
    const question = document.querySelector("[data-cb-asks]");
    if (question) question.remove();
    offerAll();
    if (place) place.querySelector("button").focus();
    if (path) lookUp(path).then(inBar);
    else inBar(null);
  };

  const ask = (now, before) => {
    const box = element("div", "cb-banner", "");
    box.dataset.cbAsks = "";
    box.append(
      element("p", "", "Đang dùng số của " + now.name + ". Máy này đã chọn " + before.name + "."),
      button("Đổi sang " + now.name.split(",")[0], () => choose(now.path)),
      button("Giữ " + before.name.split(",")[0], () => choose(before.path)),
    );
    (document.querySelector("main article") || document.body).prepend(box);
  };

  window.areaChoice = { offerAll };
  offerAll();
  offerNamed();
  window.addEventListener("hashchange", offerNamed);
  const stored = kept("localStorage");
  const path = isPath(named) ? named : kept("sessionStorage") || stored;
  if (!isPath(path)) return;
  Promise.all([path, stored].map((other) => (isPath(other) ? lookUp(other) : null))).then(([now, before]) => {
    if (before && before.path !== stored) {  // its commune has another address today
      keep("localStorage", before.path);
      offerAll();
    }
    inBar(now);
    if (now && before && before.path !== now.path) ask(now, before);
  });
})();
