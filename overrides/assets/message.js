// "Dán tin nhắn": what a pasted message resembles, and how many signs of a fraud it has. All of it happens here: the text
// enters no address, no request and no storage. What is needed to answer comes when something is pasted, always the same
// whole files, so that not even their names tell anything. ES2019: Chrome 80.
(() => {
  "use strict";

  const form = document.querySelector("[data-cb-paste]");
  const answer = document.querySelector("[data-cb-told]");
  const box = form.querySelector("textarea");
  const status = form.querySelector("[role=status]");
  const { modelSrc, foldingSrc, signsSrc, indexSrc, searchSrc, root } = document.currentScript.dataset;
  const TACTICS = "canh-bao/";
  const part = (name) => answer.querySelector("[data-cb-" + name + "]");

  const coming = new Map();
  const script = (src) => {
    if (!coming.has(src)) {
      coming.set(src, new Promise((resolve, reject) => {
        const made = document.createElement("script");
        made.src = src;
        made.async = false; // they build on each other
        made.onload = resolve;
        made.onerror = () => {
          coming.delete(src); // asked again, it is tried again
          made.remove();
          reject(new Error(src));
        };
        document.head.append(made);
      }));
    }
    return coming.get(src);
  };

  const signs = () => Promise.all([
    ...(window.searchFolding ? [] : [foldingSrc]), modelSrc, signsSrc,
  ].map(script));

  let index = null;
  const wholeIndex = async () => {
    if (window.wholeSearchIndex) return window.wholeSearchIndex(); // on /tim/
    await Promise.all([indexSrc, searchSrc].map(script));
    index = index || new window.SearchIndex(window.searchData);
    return index;
  };

  const listed = (list, items) => {
    list.textContent = "";
    list.append(...items.map((item) => {
      const made = document.createElement("li");
      made.append(item);
      return made;
    }));
    list.hidden = !items.length;
  };

  const linkTo = (entry) => {
    const link = document.createElement("a");
    // From file:// a folder would open as a listing.
    link.href = root + entry.url + (location.protocol === "file:" ? "index.html" : "");
    link.textContent = entry.title;
    return link;
  };

  /** The three warnings that a message resembles most, and the sentence of the first. Changes nothing on the page. */
  const resembling = (ranking, message) => {
    const { best, weights } = ranking.rank(window.messageSigns.refanged(message), Infinity);
    const tactics = best.filter(([number]) => ranking.entry(number).url.startsWith(TACTICS)).slice(0, 3);
    return {
      entries: tactics.map(([number]) => ranking.entry(number)),
      sentence: tactics.length ? ranking.bestSentence(tactics[0][0], weights) : "",
    };
  };

  const showTone = ({ tone, warns, seen }) => {
    const shown = warns ? tone + "-warning" : tone;
    answer.querySelectorAll("[data-cb-tone]").forEach((one) => { one.hidden = one.dataset.cbTone !== shown; });
    answer.dataset.cbTold = tone;
    const labels = seen.map(({ label }) => label).filter(Boolean);
    listed(part("signs"), labels);
    part("seen").hidden = !labels.length;
  };

  const showPages = ({ entries: [first, ...others], sentence }) => {
    part("like").hidden = !first;
    if (!first) return;
    listed(part("page"), [linkTo(first)]);
    part("sentence").textContent = sentence;
    listed(part("others"), others.map(linkTo));
    part("also").hidden = !others.length;
  };

  let turn = 0;
  const ask = async () => {
    const message = box.value.trim();
    turn += 1;
    const mine = turn;
    if (!message) {
      answer.hidden = true;
      status.textContent = "Bà con dán tin vào ô trước đã.";
      box.focus();
      return;
    }
    status.textContent = "Đang xem…";
    try {
      const judging = signs(); // the tone does not wait for the index
      const ranking = wholeIndex();
      ranking.catch(() => {}); // reported below
      await judging;
      if (mine !== turn) return;
      showTone(window.messageSigns.judge(message));
      part("like").hidden = true;
      answer.hidden = false;
      answer.focus();
      answer.scrollIntoView();
      showPages(resembling(await ranking, message));
      status.textContent = "";
    } catch (error) {
      if (mine === turn) status.textContent = "Mạng yếu, chưa xem được. Việc gấp thì gọi ngay, đừng chờ.";
    }
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  box.addEventListener("input", () => {
    signs().then(wholeIndex).catch(() => {}); // on their way while the hand moves to the button
  });
  window.askAboutMessage = (message) => { box.value = message; ask(); };
  window.messageResembles = resembling;
  window.messageIndex = wholeIndex;
})();
