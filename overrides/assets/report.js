// A report that is written on the phone: copied or printed by whoever wrote it, never sent. It is kept only while the
// box says so. ES2019: Chrome 80.
(() => {
  "use strict";
  const root = document.querySelector("[data-cb-report]");
  const sheet = document.querySelector("[data-cb-sheet]");
  const fields = [...root.querySelectorAll("[data-cb-field]")];
  const whole = document.getElementById("trinh-bao-chu");
  const keeps = root.querySelector("[data-cb-keeps]");
  const box = keeps.querySelector("input");
  const TITLE = "Bản tự ghi để trình báo công an";

  const kept = window.keptHere(root, "trinh-bao", () => {
    box.checked = false;
    fields.forEach((field) => { field.value = ""; });
    show();
  });

  /** What was filled in, a line for each field: to copy, and on paper, where a field would cut long text off. */
  const show = () => {
    const filled = fields.filter((field) => field.value.trim());
    whole.value = [TITLE, ...filled.map((field) => `${field.dataset.cbField}: ${field.value.trim()}`)].join("\n");
    sheet.textContent = "";
    sheet.append(...whole.value.split("\n").map((line) => {
      const made = document.createElement("p");
      made.textContent = line;
      return made;
    }));
  };

  const save = () => {
    show();
    if (!box.checked) return;
    kept.write(Object.fromEntries(fields.map((field) => [field.dataset.cbField, field.value])));
  };

  const before = kept.read();
  fields.forEach((field) => {
    if (typeof before[field.dataset.cbField] !== "string") return;
    field.value = before[field.dataset.cbField];
    box.checked = true;
  });
  fields.forEach((field) => field.addEventListener("input", save));
  box.addEventListener("change", () => {
    if (box.checked) save();
    else kept.forget();
  });
  keeps.hidden = false;
  show();
})();
