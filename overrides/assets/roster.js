// The roster of neighbours who check one another: the same rule as awareness/roster.py, proven by
// tests/test_roster.py. Names stay on the device. ES2019: Chrome 66.
(() => {
  "use strict";

  /** For each month the visits, as pairs of places: the first goes to the second. */
  const roster = (number, months) => {
    const places = Array.from({ length: number }, (_, place) => place);
    return Array.from({ length: months }, (_, month) =>
      places.map((place) => [place, (place + 1 + (month % (number - 1))) % number]));
  };
  window.roster = roster;

  const root = document.querySelector("[data-cb-roster]");
  const form = root.querySelector("[data-cb-form]");
  const told = root.querySelector("[data-cb-told]");
  const [one, sheets] = ["month", "sheets"].map((name) => root.querySelector(`[data-cb-${name}]`));
  const [names, start, length, choice] = ["ten", "tu", "so", "xem"].map((id) => document.getElementById(`lich-${id}`));
  const sample = document.getElementById("lich-mau").closest("section");
  const SHEET = 12; // months side by side on one sheet of paper

  /** "2026-12" and 1 → "1/2027" */
  const later = (first, month) => {
    const number = Number(first.slice(0, 4)) * 12 + Number(first.slice(5)) - 1 + month;
    return `${(number % 12) + 1}/${Math.floor(number / 12)}`;
  };

  const add = (parent, name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  const draw = () => {
    const homes = names.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const months = Math.min(Math.max(Math.floor(Number(length.value)) || 0, 0), 60);
    const first = /^\d{4}-(0[1-9]|1[0-2])$/.test(start.value) ? start.value : "";
    const twice = homes.find((home, place) => homes.indexOf(home) < place);
    const ready = homes.length > 1 && months > 0 && first !== "";
    told.textContent = "";
    if (homes.length === 1) told.textContent = "Cần ít nhất hai nhà.";
    else if (twice) told.textContent = `Có hai dòng cùng tên “${twice}”: ghi thêm số nhà cho khỏi lẫn.`;
    else if (homes.length && !months) told.textContent = "Ghi số tháng, từ 1 đến 60.";
    else if (homes.length && !first) told.textContent = "Chọn tháng bắt đầu, ví dụ 2027-01.";
    one.hidden = sheets.hidden = !ready;
    sample.hidden = ready;
    if (!ready) return;
    if (!told.textContent) told.textContent = `Lịch của ${homes.length} nhà, ${months} tháng.`;
    const plan = roster(homes.length, months);
    const titles = plan.map((_, month) => later(first, month));
    const before = choice.value;
    choice.textContent = "";
    titles.forEach((title) => { add(choice, "option", title).value = title; });
    const now = later(thisMonth(), 0);
    choice.value = [before, now].find((title) => titles.includes(title)) || titles[0];
    const drawMonth = () => {
      const list = one.querySelector("ul");
      list.textContent = "";
      plan[titles.indexOf(choice.value)].forEach(([from, to]) => add(list, "li", `${homes[from]} xem ${homes[to]}`));
    };
    choice.onchange = drawMonth;
    drawMonth();
    sheets.textContent = "";
    for (let from = 0; from < months; from += SHEET) drawSheet(homes, plan, titles, from);
  };

  /** On paper: who goes in rows, months in columns, the number of the home that is visited in each cell. */
  const drawSheet = (homes, plan, titles, from) => {
    add(sheets, "p", `Lịch tháng ${titles[from]} – ${titles[Math.min(from + SHEET, titles.length) - 1]}. Số trong ô là nhà được xem.`);
    const table = add(sheets, "table", "");
    const head = add(add(table, "thead", ""), "tr", "");
    ["Nhà đi xem", ...titles.slice(from, from + SHEET)].forEach((title) => add(head, "th", title));
    const body = add(table, "tbody", "");
    homes.forEach((home, place) => {
      const row = add(body, "tr", "");
      add(row, "th", `${place + 1}. ${home}`);
      plan.slice(from, from + SHEET).forEach((visits) => add(row, "td", String(visits[place][1] + 1)));
    });
  };

  const thisMonth = () => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
  };

  const show = () => {
    const filled = kept.read();
    names.value = filled.names || "";
    start.value = filled.start || thisMonth();
    length.value = filled.months || "12";
    draw();
  };
  const kept = window.keptHere(root, "lich-12-1", () => show());

  form.addEventListener("input", () => {
    kept.write({ names: names.value, start: start.value, months: length.value });
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
