// Who gets how many prints, at what cost. Prices are those that people have asked for; what they type stays on the device.
// ES2019: Chrome 66.
(() => {
  "use strict";

  const root = document.querySelector("[data-cb-plan]");
  const form = root.querySelector("[data-cb-form]");
  const told = root.querySelector("[data-cb-told]");
  const sum = root.querySelector("[data-cb-sum]");
  const [thing, price, groups, spare] = ["mon", "gia", "nhom", "du"].map((id) => document.getElementById(`in-${id}`));
  const MOST = 1e12; // beyond it sums would no longer be exact, and nobody prints so many

  /** 1650000 → "1.650.000" */
  const spoken = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");

  /** "6.400 đ" → 6400; NaN where there is no number. Dots and spaces only set thousands apart. */
  const read = (text) => {
    const digits = text.replace(/[.,\s]|đồng|đ/gi, "");
    return /^\d{1,12}$/.test(digits) ? Number(digits) : NaN;
  };

  /** "Tổ 1: 1.200", "Tổ 1 1.200 cái" → {name, number}; null for "Tổ 1", whose number belongs to its name. */
  const group = (line) => {
    const found = /^(.+?)\s*[:=–-]\s*(\d[\d.]*)\s*(?:cái|chiếc|tờ|tấm)?$/.exec(line)
      || /^(.+?)\s+(\d[\d.]*)\s*(?:cái|chiếc|tờ|tấm)$/.exec(line);
    return found ? { name: found[1], number: read(found[2]) } : null;
  };

  const add = (parent, name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  const row = (body, name, number, each) => {
    const line = add(body, "tr", "");
    add(line, "td", name);
    add(line, "td", spoken(number));
    add(line, "td", each ? `${spoken(number * each)} đồng` : "chưa có giá");
  };

  const draw = () => {
    const lines = groups.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const read1 = lines.map(group);
    const wrong = lines.find((line, place) => !read1[place]);
    const each = price.value.trim() ? read(price.value) : 0;
    const percent = Number(spare.value || 0);
    sum.textContent = told.textContent = "";
    sum.hidden = true;
    if (!lines.length) return;
    if (wrong) told.textContent = `Dòng “${wrong}” chưa có số: ghi như “Tổ 1: 120”.`;
    else if (isNaN(each)) told.textContent = "Giá một cái chỉ ghi số, ví dụ 6.400.";
    else if (!(percent >= 0 && percent <= 100)) told.textContent = "Phần để dành ghi từ 0 đến 100.";
    if (told.textContent) return;
    const wanted = read1.reduce((all, { number }) => all + number, 0);
    const kept = Math.ceil((wanted * percent) / 100);
    if ((wanted + kept) * Math.max(each, 1) > MOST) {
      told.textContent = "Số lớn quá, xem lại giúp.";
      return;
    }
    add(sum, "p", `${thing.value.trim() || "Cần in"}: ${spoken(wanted + kept)} cái${each ? `, ${spoken((wanted + kept) * each)} đồng` : ""}.`);
    const table = add(sum, "table", "");
    const head = add(add(table, "thead", ""), "tr", "");
    ["Ai nhận", "Số lượng", "Tiền"].forEach((title) => add(head, "th", title));
    const body = add(table, "tbody", "");
    read1.forEach(({ name, number }) => row(body, name, number, each));
    if (kept) row(body, "Để dành", kept, each);
    row(body, "Cộng", wanted + kept, each);
    sum.hidden = false;
    told.textContent = each ? "" : "Hỏi giá nơi in rồi ghi vào, tiền sẽ hiện ra.";
  };

  const fields = { thing, price, groups, spare };
  const usual = { spare: "5" };
  const show = () => {
    const filled = kept.read();
    Object.keys(fields).forEach((name) => { fields[name].value = filled[name] || usual[name] || ""; });
    draw();
  };
  const kept = window.keptHere(root, "ke-hoach-in", () => show());

  form.addEventListener("input", () => {
    const filled = {};
    Object.keys(fields).forEach((name) => { filled[name] = fields[name].value; });
    kept.write(filled);
    draw();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
})();
