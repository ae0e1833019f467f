// Boxes of a checklist that can be ticked and blanks that can be filled, kept on the device. A tick belongs to the words
// of its item: when they change, it must be checked again. ES2019: Chrome 66.
(() => {
  "use strict";
  const root = document.querySelector("[data-cb-checklist]");
  const BOX = "☐ ";
  const LEADER = /: …+$/;
  const DONE = root.dataset.cbDone || "điều đã đạt";
  const fields = new Map();

  const today = () => {
    const now = new Date();
    return `${now.getDate()}/${now.getMonth() + 1}/${now.getFullYear()}`;
  };

  const kept = window.keptHere(root, `bang-kiem/${root.dataset.cbChecklist}`, () => show());

  /** What stands on the page now; what an item said before it was changed is forgotten. */
  const save = () => {
    const filled = {};
    fields.forEach((field, name) => {
      const value = field.type === "checkbox" ? field.checked : field.value;
      if (value) filled[name] = value;
    });
    kept.write({ filled, day: today() });
    count();
  };

  const count = () => {
    const boxes = [...fields.values()].filter((field) => field.type === "checkbox");
    if (!boxes.length) return;
    const day = kept.read().day;
    const done = boxes.filter((box) => box.checked).length;
    kept.count.textContent = `${done}/${boxes.length} ${DONE}${day ? `, đánh dấu lần cuối ngày ${day}` : ""}`;
  };

  const show = () => {
    const filled = kept.read().filled || {};
    fields.forEach((field, name) => {
      if (field.type === "checkbox") field.checked = filled[name] === true;
      else field.value = typeof filled[name] === "string" ? filled[name] : "";
    });
    count();
  };

  const wrap = (holder, kind, field) => {
    const label = document.createElement("label");
    const words = document.createElement("span");
    label.className = `cb-${kind}`;
    words.append(...holder.childNodes);
    label.append(...(kind === "check" ? [field, words] : [words, field]));
    holder.append(label);
  };

  root.querySelectorAll("li").forEach((item) => {
    const holder = item.querySelector("p") || item;
    const section = item.closest("section").getAttribute("aria-labelledby");
    const text = holder.textContent.trim();
    const field = document.createElement("input");
    if (text.startsWith(BOX)) {
      holder.firstChild.nodeValue = holder.firstChild.nodeValue.replace(BOX, "");
      field.type = "checkbox";
      wrap(holder, "check", field);
      fields.set(`${section} ${text.slice(BOX.length)}`, field);
    } else if (LEADER.test(text)) {
      holder.lastChild.nodeValue = holder.lastChild.nodeValue.replace(LEADER, ":");
      field.autocomplete = "off";
      wrap(holder, "blank", field);
      fields.set(`${section} ${text.replace(LEADER, "")}`, field);
    }
    field.addEventListener(field.type === "checkbox" ? "change" : "input", save);
  });
  show();
})();
