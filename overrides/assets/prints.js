// One choice of everything that lies ready to be printed: for whom, what, download. The lists of the page say all of it;
// the commune that was chosen on this phone, or that the address names, comes first. ES2017.
(() => {
  "use strict";
  const form = document.querySelector("[data-cb-prints]");
  const [whom, what] = form.querySelectorAll("select");
  const link = form.querySelector("[data-cb-file]");
  const status = form.querySelector("[role=status]");
  const lists = [...document.querySelectorAll("details.cb-prints")];

  const option = (text, value) => {
    const made = document.createElement("option");
    made.textContent = text;
    made.value = value;
    return made;
  };

  document.querySelectorAll("section").forEach((section) => {
    const own = lists.filter((list) => section.contains(list));
    if (!own.length) return;
    const group = document.createElement("optgroup");
    group.label = section.querySelector("h2").textContent;
    own.forEach((list) => group.append(option(list.querySelector("summary").textContent, list.id)));
    whom.append(group);
  });

  const showFile = () => {
    const file = document.getElementById(whom.value).querySelectorAll("a")[what.selectedIndex];
    link.href = file.href;
    link.textContent = "Tải về: " + file.textContent;
  };
  const showFiles = () => {
    const before = what.value;
    const titles = [...document.getElementById(whom.value).querySelectorAll("a")].map((file) => file.textContent);
    what.textContent = "";
    titles.forEach((title) => what.append(option(title, title)));
    if (titles.includes(before)) what.value = before;
    showFile();
  };
  whom.addEventListener("change", showFiles);
  what.addEventListener("change", showFile);
  form.addEventListener("submit", (event) => event.preventDefault());

  // --- the commune of this phone -----------------------------------------------------------------------------------

  const kept = (where) => { try { return window[where].getItem("cb-kv"); } catch (error) { return null; } };
  // what an address says becomes part of a command only if it is a place
  const isPlace = (text) => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(text || "");
  const unit = [new URLSearchParams(location.search).get("kv"), kept("sessionStorage"), kept("localStorage")].find(isPlace);
  const named = lists.find((list) => list.id === decodeURIComponent(location.hash.slice(1)));
  const mine = lists.find((list) => unit && list.dataset.cbUnit === unit);
  if (named) named.open = true;
  if (named || mine) whom.value = (named || mine).id;
  if (unit && !mine) {
    // nobody has made a page for it: the command that prints for it, ready to copy
    document.querySelectorAll("code").forEach((code) => {
      code.textContent = code.textContent.replace("tay-ninh/can-giuoc", unit);
    });
    if (!named) status.textContent = "Nơi máy này đã chọn chưa có bản in sẵn: xem mục “Xã, phường khác”.";
  }
  form.hidden = false;
  showFiles();
})();
