// Easier reading: larger letters and more contrast, kept on the phone, and the page read aloud where the phone has a
// Vietnamese voice. shell.js fetches this file once the drawer is open. ES2019: Chrome 80.
(() => {
  "use strict";
  const NAME = "cb-doc";
  const html = document.documentElement;
  const panel = document.querySelector("[data-cb-reading]");
  const sizes = [...panel.querySelectorAll("[data-cb-size]")];
  const contrast = panel.querySelector("[data-cb-contrast]");
  const has = (name) => html.classList.contains(name);
  const press = (button, pressed) => {
    button.setAttribute("aria-pressed", pressed);
    button.classList.toggle("md-button--primary", pressed);
  };

  const show = () => {
    const chosen = sizes.map((button) => button.dataset.cbSize).find((name) => name && has(name)) || "";
    sizes.forEach((button) => press(button, button.dataset.cbSize === chosen));
    press(contrast, has("cb-hc"));
    try {
      localStorage.setItem(NAME, [chosen, has("cb-hc") ? "cb-hc" : ""].join(" ").trim());
    } catch (error) {
      // it lasts for this page
    }
  };

  sizes.forEach((button) => button.addEventListener("click", () => {
    sizes.forEach((other) => other.dataset.cbSize && html.classList.toggle(other.dataset.cbSize, other === button));
    show();
  }));
  contrast.addEventListener("click", () => {
    html.classList.toggle("cb-hc");
    show();
  });
  show();
  panel.hidden = false;

  // --- read aloud --------------------------------------------------------------------------------------------------

  const button = panel.querySelector("[data-cb-aloud]");
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;
  const vietnamese = () => speech.getVoices().find((voice) => /^vi\b/i.test(voice.lang));
  let reading = false;

  const say = (on) => {
    reading = on;
    press(button, on);
    button.textContent = on ? "Dừng đọc" : "Nghe đọc trang này";
  };

  /** Headings, paragraphs and items as they stand on the page; what is for the hand or the eye only is left out. */
  const sentences = () => [...document.querySelectorAll("article h1, article h2, article h3, article p, article li")]
    .filter((part) => part.offsetParent && !part.querySelector("p, li")
      && !part.closest("form, nav, .cb-bar, .cb-share, .cb-told, [hidden], [role=status]"))
    .map((part) => part.innerText.trim())
    .filter(Boolean);

  const start = () => {
    const voice = vietnamese();
    // One for each line: a long text falls silent after a quarter of a minute on some phones.
    const lines = sentences().map((line) => Object.assign(new SpeechSynthesisUtterance(line), { voice, lang: voice.lang }));
    if (!lines.length) return;
    lines[lines.length - 1].onend = () => say(false);
    lines.forEach((line) => speech.speak(line));
    say(true);
  };
  const stop = () => {
    speech.cancel();
    say(false);
  };

  const offer = () => { button.hidden = !vietnamese(); };
  button.addEventListener("click", () => (reading ? stop() : start()));
  window.addEventListener("pagehide", stop);
  speech.onvoiceschanged = offer;
  offer();
})();
