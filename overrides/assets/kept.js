// What people tick and type on a page stays on their device; nothing is sent. Where nothing can be kept, it lasts until
// the page is left, and the page says so. ES2019: Chrome 66.
window.keptHere = (() => {
  "use strict";

  /**
   * Something kept as JSON under a name, and its controls in `root`, marked data-cb-kept; wiped() is called after people
   * have wiped it all.
   */
  return (root, name, wiped) => {
    const key = `canh-bao/${name}`;
    const panel = root.querySelector("[data-cb-kept]");
    const part = (what) => root.querySelector(`[data-cb-${what}]`);
    let memory = null;

    const lasts = (yes) => {
      part("lasting").hidden = !yes;
      part("passing").hidden = yes;
    };

    const attempt = (act) => {
      try {
        return act();
      } catch (error) {
        lasts(false);
        return null;
      }
    };

    const read = () => {
      const text = attempt(() => localStorage.getItem(key)) || memory;
      try {
        return JSON.parse(text) || {};
      } catch (error) {
        return {};
      }
    };

    const write = (value) => {
      memory = JSON.stringify(value);
      attempt(() => localStorage.setItem(key, memory));
      part("wiped").textContent = "";
    };

    const forget = () => {
      memory = null;
      attempt(() => localStorage.removeItem(key));
    };

    const ask = (asked) => {
      part("ask").hidden = !asked;
      part("wipe").hidden = asked;
      part(asked ? "no" : "wipe").focus();
    };

    part("wipe").addEventListener("click", () => ask(true));
    part("no").addEventListener("click", () => ask(false));
    part("yes").addEventListener("click", () => {
      forget();
      wiped();
      ask(false);
      part("wiped").textContent = "Đã xóa hết.";
    });
    part("print").addEventListener("click", () => window.print());
    lasts(true);
    // Some devices read and refuse to write: better known before anything is typed.
    attempt(() => {
      localStorage.setItem(`${key}?`, "");
      localStorage.removeItem(`${key}?`);
    });
    panel.hidden = false;
    return { read, write, forget, count: part("count") };
  };
})();
