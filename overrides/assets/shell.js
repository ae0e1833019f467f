// Additions only: without scripts the drawer opens and the message can be selected. ES2017.
(() => {
  "use strict";
  const html = document.documentElement;
  const drawer = document.getElementById("__drawer");
  const menu = document.getElementById("danh-muc");

  const fetched = new Set();
  const fetchOnce = (src) => {
    if (fetched.has(src)) return;
    fetched.add(src);
    const script = document.createElement("script");
    script.src = src;
    document.head.append(script);
  };
  const offerReading = () => fetchOnce(document.querySelector("[data-cb-reading]").dataset.cbReadingSrc);

  if (drawer && menu) {
    const [opener, closer] = document.querySelectorAll("[data-cb-drawer]");
    const show = (open) => {
      drawer.checked = open;
      opener.setAttribute("aria-expanded", open);
      html.classList.toggle("cb-lock", open);
      if (open) offerReading();
      if (open) closer.focus();
      else if (menu.contains(document.activeElement)) opener.focus();
    };
    drawer.hidden = true;
    document.querySelectorAll("[data-cb-plain]").forEach((plain) => { plain.hidden = true; });
    [opener, closer].forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => show(!drawer.checked));
    });
    show(drawer.checked);
    if (matchMedia("(min-width: 76.25em)").matches) offerReading();
    // The shade beside the drawer is a label of the checkbox.
    drawer.addEventListener("change", () => show(drawer.checked));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && drawer.checked) show(false);
    });
    // Focus must not wander behind the drawer.
    menu.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (drawer.checked && next && !menu.contains(next)) show(false);
    });
    // "Back" brings the page as it was left.
    window.addEventListener("pageshow", (event) => {
      if (event.persisted) show(false);
    });
  }

  // A shared search is /tim/#q=…; what follows # never reaches a server. A pasted message stays out of the address.
  const search = document.querySelector("[data-cb-search]");
  if (search) {
    search.addEventListener("submit", (event) => {
      const typed = search.querySelector("input").value.trim();
      const isMessage = typed.length > 60 || /\n|https?:|\d{6}/.test(typed);
      if (!typed || isMessage) return;
      event.preventDefault();
      location.href = search.action.split("#")[0] + "#q=" + encodeURIComponent(typed);
    });
  }

  // An old copy, on a stick or in a cache, says by itself that nobody has checked it since.
  const today = new Date().toISOString().slice(0, 10);
  const due = document.querySelector("[data-cb-due]");
  if (due && today > due.dataset.cbDue) due.hidden = false;

  // What was true until a day, on a page made before it.
  document.querySelectorAll("[data-cb-until]").forEach((part) => { part.hidden = today > part.dataset.cbUntil; });

  const isField = (place) => "select" in place;
  const textOf = (place) => (isField(place) ? place.value : place.innerText);

  // Who has chosen a commune sees its numbers; nobody else fetches anything for that.
  const kept = (where) => {
    try {
      return window[where].getItem("cb-kv");
    } catch (error) {
      return null;
    }
  };
  const asked = /[?&]kv=/.test(location.search) || document.querySelector("[data-cb-area], [data-cb-area-find], [data-cb-province]");
  const { cbAreaSrc, cbLaterSrc } = document.currentScript.dataset;
  if (asked || kept("localStorage") || kept("sessionStorage")) fetchOnce(cbAreaSrc);

  // What is no part of the first view waits until the page is here and the phone at rest.
  window.addEventListener("load", () => {
    (window.requestIdleCallback || setTimeout)(() => fetchOnce(cbLaterSrc));
  });

  // The only way in many in-app browsers.
  const copySelected = (place) => {
    place.hidden = false;
    if (isField(place)) {
      place.focus();
      place.select();
      place.setSelectionRange(0, place.value.length);
    } else {
      getSelection().selectAllChildren(place);
    }
    try {
      return document.execCommand("copy");
    } catch (error) {
      return false;
    }
  };

  document.querySelectorAll("[data-cb-copy]").forEach((button) => {
    const field = document.getElementById(button.dataset.cbCopy);
    const status = button.closest("section, details").querySelector(".cb-share__status");
    const asked = field.hidden;
    const done = () => {
      field.hidden = asked;
      button.focus();
      status.textContent = button.dataset.cbDone || "Đã chép.";
    };
    const byHand = () => {
      if (copySelected(field)) done();
      else status.textContent = "Nhấn giữ để chép.";
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      status.textContent = "";
      if (navigator.clipboard) navigator.clipboard.writeText(textOf(field)).then(done, byHand);
      else byHand();
    });
  });

  const message = document.getElementById("chia-se-tin");
  if (message && navigator.share) {
    document.querySelectorAll("[data-cb-share]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", (event) => {
        event.preventDefault();
        navigator.share({ title: document.title, text: message.value }).catch((error) => {
          // AbortError: the share sheet was closed.
          if (error.name !== "AbortError") document.getElementById("chia-se").scrollIntoView();
        });
      });
    });
  }
})();
