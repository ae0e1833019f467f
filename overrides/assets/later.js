// What can wait until the page is here and the phone at rest: stored copies for when there is no network, and what
// everybody must know today (banner.json), should it be news since this page was made. shell.js brings this file. ES2018.
(() => {
  "use strict";
  const root = document.currentScript.src.replace(/assets\/[^/]*$/, "");
  const isFile = location.protocol === "file:";
  const page = isFile ? "index.html" : "";

  // A phone may refuse to keep anything: then it asks anew, and what was closed comes back.
  const kept = (name) => { try { return JSON.parse(sessionStorage.getItem(name)); } catch (error) { return null; } };
  const keep = (name, value) => { try { sessionStorage.setItem(name, JSON.stringify(value)); } catch (error) { /* asks anew */ } };

  // --- the rest of the page ----------------------------------------------------------------------------------------

  // The style sheet lets the phone leave out what stands below the answer. A part at a time, so that a finger never waits.
  const calm = window.requestIdleCallback || ((work) => setTimeout(work, 50));
  const waiting = [...document.querySelectorAll(".cb-card ~ .cb-section, .cb-card ~ .cb-share, .cb-footer")];
  const layOut = () => {
    const part = waiting.shift();
    if (!part) return;
    part.style.contentVisibility = "visible";
    calm(layOut);
  };
  calm(layOut);

  // --- stored copies -----------------------------------------------------------------------------------------------

  // Some browsers have no workers, or refuse them in private windows; then pages need the network, as ever.
  try {
    const { serviceWorker, connection } = navigator;
    // Whoever saves data has not asked for 200 KB.
    const isWanted = !isFile && serviceWorker && !(connection && connection.saveData);
    if (isWanted) serviceWorker.register(root + "sw.js").catch(() => {});
  } catch (error) {
    // nothing to do
  }

  // --- news --------------------------------------------------------------------------------------------------------

  const today = () => new Date(Date.now() + 7 * 3600000).toISOString().slice(0, 10); // in Vietnam
  const built = document.querySelector("[data-cb-urgent]");
  let shown = null;

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  /** What stands in the page keeps its place: nothing that somebody reads may move. */
  const retire = () => {
    if (!built.dataset.cbUrgent) return;
    built.style.minHeight = built.offsetHeight + "px";
    built.dataset.cbUrgent = "";
    built.firstElementChild.textContent = "Thông báo khẩn ở đây đã hết hạn.";
  };

  const close = () => {
    if (shown) shown.remove();
    shown = null;
    document.documentElement.style.scrollPaddingBottom = document.body.style.paddingBottom = "";
  };

  /** News since the page was made lie above the call bar, over the page: nothing moves, and all of it can be scrolled to. */
  const show = (news) => {
    if (shown && shown.dataset.cbUrgent === news.id) return;
    close();
    if (kept("cb-closed") === news.id) return;
    const link = element("a", "", news.link);
    link.href = root + news.url.replace(/(#|$)/, page + "$1");
    const told = element("p", "", " " + news.text + " ");
    told.prepend(element("strong", "", news.severity + ":"));
    told.append(link);
    const button = element("button", "md-button", "Đóng");
    button.type = "button";
    button.addEventListener("click", () => {
      keep("cb-closed", news.id);
      close();
    });
    shown = element("div", "cb-urgent cb-urgent--late md-typeset", "");
    shown.dataset.cbUrgent = news.id;
    shown.setAttribute("role", "alert");
    shown.append(told, button);
    const bar = document.querySelector(".cb-bar");
    const below = bar ? bar.offsetHeight : 0;
    shown.style.bottom = below + "px";
    document.body.append(shown);
    document.documentElement.style.scrollPaddingBottom = below + shown.offsetHeight + 16 + "px";
    document.body.style.paddingBottom = shown.offsetHeight + "px";
  };

  const tell = (news) => {
    const on = news && news.from <= today() && today() <= news.until;
    if (built && (!on || news.id !== built.dataset.cbUrgent)) retire();
    if (on && !(built && news.id === built.dataset.cbUrgent)) show(news);
    else close();
  };

  const FRESH = 4 * 60 * 1000; // seen within five minutes of being published
  const look = () => {
    const last = kept("cb-news");
    if (last && last.root === root && Math.abs(Date.now() - last.asked) < FRESH) {
      tell(last.news);
      return;
    }
    fetch(root + "banner.json", { cache: "no-cache" })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .then(({ banner }) => {
        keep("cb-news", { root, asked: Date.now(), news: banner });
        tell(banner);
      })
      .catch(() => {}); // no network: what the page says stands
  };

  if (built && today() > built.dataset.cbEnd) retire();
  if (!isFile) {
    const ifSeen = () => { if (!document.hidden) look(); };
    look();
    setInterval(ifSeen, FRESH + 1000);
    document.addEventListener("visibilitychange", ifSeen);
  }
})();
