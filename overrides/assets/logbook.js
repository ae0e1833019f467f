// The logbook of neighbours who check one another: a fault stands in it month after month until it is ticked as mended.
// Kept on the device. ES2019: Chrome 66.
(() => {
  "use strict";
  const root = document.querySelector("[data-cb-logbook]");
  const form = root.querySelector("[data-cb-form]");
  const [told, title, list] = ["told", "title", "lines"].map((name) => root.querySelector(`[data-cb-${name}]`));
  const [month, home, fault, text] = ["so-thang", "so-nha", "so-loi", "so-chu"].map((id) => document.getElementById(id));
  let changed = -1;

  const kept = window.keptHere(root, "so-12-1", () => {
    changed = -1;
    form.reset();
    month.value = thisMonth();
    draw();
  });
  const entries = () => kept.read().entries || [];

  const thisMonth = () => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}`;
  };
  const isMonth = (value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
  const spoken = (value) => `tháng ${Number(value.slice(5))}/${value.slice(0, 4)}`;

  /** What the book shows in a month: found by then, and not mended before it. */
  const inBook = (entry, now) => entry.month <= now && (!entry.mended || entry.mended >= now);
  const isMended = (entry, now) => Boolean(entry.mended) && entry.mended <= now;
  const told1 = (entry, now) => {
    const since = entry.month < now ? ` (ghi từ ${spoken(entry.month)})` : "";
    return `${entry.home}: ${entry.fault}${since}`;
  };

  const line = (entry, number, now) => {
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    const words = document.createElement("span");
    const edit = document.createElement("button");
    label.className = "cb-check";
    box.type = "checkbox";
    box.checked = isMended(entry, now);
    words.textContent = told1(entry, now);
    label.append(box, words);
    box.addEventListener("change", () => {
      const all = entries();
      all[number].mended = box.checked ? now : "";
      kept.write({ entries: all });
      count(all, now);
    });
    edit.type = "button";
    edit.className = "md-button";
    edit.textContent = "Sửa";
    edit.setAttribute("aria-label", `Sửa dòng: ${told1(entry, now)}`);
    edit.addEventListener("click", () => {
      changed = number;
      home.value = entry.home;
      fault.value = entry.fault;
      told.textContent = "Sửa ở ô bên trên rồi bấm Ghi vào sổ. Xóa trắng ô chỗ chưa ổn để bỏ dòng này.";
      fault.focus();
    });
    item.append(label, edit);
    return item;
  };

  const count = (all, now) => {
    const open = all.filter((entry) => inBook(entry, now) && !isMended(entry, now));
    const mended = all.filter((entry) => inBook(entry, now) && isMended(entry, now));
    kept.count.textContent = `${open.length} chỗ chưa sửa, ${mended.length} chỗ đã sửa trong ${spoken(now)}`;
    const told2 = (heading, some) => some.length ? [heading, ...some.map((entry) => `▪ ${told1(entry, now)}`)] : [];
    text.value = [
      `Sổ kiểm tra chéo 12/1, ${spoken(now)}`,
      ...told2(`Chưa sửa (${open.length}):`, open),
      ...told2(`Đã sửa (${mended.length}):`, mended),
    ].join("\n");
  };

  const draw = () => {
    const all = entries();
    const now = month.value;
    const known = isMonth(now);
    list.textContent = "";
    list.hidden = title.hidden = !known;
    if (!known) {
      told.textContent = "Chọn tháng kiểm tra, ví dụ 2027-01.";
      return;
    }
    title.textContent = `Sổ ${spoken(now)}`;
    all.forEach((entry, number) => {
      if (inBook(entry, now)) list.append(line(entry, number, now));
    });
    count(all, now);
    told.textContent = list.childElementCount ? "Sửa xong thì đánh dấu. Chưa đánh dấu thì tháng sau còn nguyên." : "";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = { month: month.value, home: home.value.trim(), fault: fault.value.trim(), mended: "" };
    const all = entries();
    if (changed >= 0 && !typed.fault) all.splice(changed, 1);
    else if (!isMonth(typed.month) || !typed.home || !typed.fault) {
      told.textContent = "Ghi đủ tháng, nhà và chỗ chưa ổn.";
      (isMonth(typed.month) ? (typed.home ? fault : home) : month).focus();
      return;
    } else if (changed >= 0) Object.assign(all[changed], { home: typed.home, fault: typed.fault });
    else all.push(typed);
    changed = -1;
    kept.write({ entries: all });
    home.value = fault.value = "";
    draw();
    home.focus();
  });
  month.addEventListener("input", draw);
  month.value = thisMonth();
  form.hidden = false;
  draw();
})();
