// Writing a warning in a form. Nothing is sent; the only request is for a record to correct. Chrome 80.
(() => {
  "use strict";

  const data = window.composeData;
  const root = document.querySelector("[data-cb-compose]");
  const part = (name) => root.querySelector(`[data-cb-${name}]`);
  const parts = (name) => root.querySelectorAll(`[data-cb-${name}]`);
  const yaml = window.composeYaml(data);
  const checks = window.composeChecks(data, yaml.clean);
  const messagesOf = window.composeMessages(data, checks.lengthOf);
  const { lengthOf, filled, spoken } = checks;
  const { texts } = data;
  const formed = data.form.properties;
  const names = Object.keys(formed);

  let origin = null; // {id, before} of the record that is corrected
  let isChecked = false;
  let isProposed = true; // the id follows the title until another is written
  let waiting = 0;

  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  };
  const { element, clicked, valuesOf, choicesOf, outermost, placed, tell } = window.composeFields(data, {
    clean: yaml.clean, lengthOf, changed,
  });
  const fields = valuesOf(names, (name) => outermost(formed[name]));
  names.forEach((name) => {
    part(formed[name].required ? "required" : "optional").append(fields[name].details || fields[name].element);
  });

  const paragraph = (text) => element("p", { text: text || "…" });
  const bullets = (lines, tag = "ul") => element(tag, {}, ...lines.map((text) => element("li", { text })));
  const fill = (name, nodes) => {
    part(name).textContent = "";
    part(name).append(...nodes);
  };
  const tells = (name, text, values = {}) => { part(name).textContent = filled(texts[text] || "", values); };

  const id = part("id");
  const original = part("original");
  const output = part("yaml");
  const idField = { id: id.id, input: id, element: id.parentElement, fault: part("id-fault"), focusable: () => id };
  const name = () => id.value.trim() || "ban-ghi-moi";
  const fileName = () => `${name()}.yml`;
  const today = () => new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); // by the clock of Vietnam

  const read = () => valuesOf(names, (name) => fields[name].read());
  const write = (value) => names.forEach((name) => fields[name].write(value[name]));

  const starting = () => ({ ...data.starting, ...valuesOf(data.daysOfWriting, today) });

  const isUntouched = () => Object.keys(read()).every((name) => name in starting());

  const taken = () => data.taken.filter((other) => !origin || other !== origin.id);

  /** What editors would write of an answer of the open data: no links, nothing that goes without saying. */
  const written = (value, field) => {
    if (value == null) return undefined;
    if (field.type === "array") return value.length ? value.map((item) => written(item, field.items)) : undefined;
    if (field.type !== "object") return value === false && !field.required ? undefined : value;
    return valuesOf(Object.keys(field.properties), (name) => written(value[name], field.properties[name]));
  };

  const idFaults = () => {
    const written = id.value.trim();
    const told = taken().includes(written) ? [texts.taken] : written && checks.aboutText("", written, { kind: "id" });
    return told ? [{ field: idField, text: told.join(". ") }] : [];
  };

  const goTo = (field) => {
    const target = field.focusable();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.focus();
  };

  const link = ({ field, text, named = text }) => {
    const made = element("a", { href: `#${field.id}`, text: named });
    clicked(made, (event) => {
      event.preventDefault();
      goTo(field);
    });
    return element("li", {}, made);
  };

  const showFaults = (value) => {
    const told = checks.check(value).map(({ path: [name, ...path], what, fix, isReminder }) => {
      const text = `${isReminder ? "Nhắc: " : ""}${what}. ${fix}`.replace(/([^.!?…”"'])$/, "$1.");
      const named = `${fields[name].label.textContent}: ${text}`;
      return { name, field: placed(fields[name], path), text, named, isReminder };
    });
    names.filter((name) => fields[name].state).forEach((name) => {
      const count = told.filter((fault) => fault.name === name && !fault.isReminder).length;
      const state = value[name] === undefined ? "empty" : count ? "faulty" : "done";
      fields[name].state.textContent = filled(texts[state], { count });
    });
    root.querySelectorAll(".cb-fault").forEach((fault) => { fault.hidden = true; });
    root.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    const all = [...idFaults(), ...told];
    const isBeside = ({ field }) => isChecked || field.element.matches("[data-cb-touched]");
    all.filter(isBeside).reverse().forEach(tell); // of several, the first stays
    const wrong = all.filter((fault) => !fault.isReminder).length;
    const kind = wrong ? "faults" : all.length ? "reminded" : "sound";
    const [head, left] = texts[kind].map((text) => filled(text, { count: wrong || all.length }));
    const list = [element("h3", { text: head }), element("ul", {}, ...all.map(link))];
    fill("faults", isChecked ? [...list, ...(wrong ? [] : [paragraph(texts.hand)])] : []);
    part("left").textContent = left;
  };

  const linesOf = (value, field, line) => {
    const { type, items, kind = "", properties } = field;
    if (value === undefined || type === "boolean") return [];
    if (type === "array") return value.flatMap((item) => linesOf(item, items, line));
    if (type !== "object") {
      const labels = Object.fromEntries(choicesOf(field) || []);
      return [labels[value] || (kind.includes("day") ? spoken(value) : value)];
    }
    const inner = valuesOf(Object.keys(properties), (name) => linesOf(value[name], properties[name]));
    const gaps = valuesOf(Object.keys(inner), (name) => inner[name].join(" ") || "…");
    return line ? [filled(line, gaps)] : Object.values(inner).flat();
  };

  const pageOf = (value) => {
    const { title, summary, how_it_works: [what] = [] } = value;
    const sections = data.preview.flatMap(({ name, tag, line, first, last }) => {
      const lines = linesOf(value[name], formed[name], line).slice(first, last);
      const shown = tag === "p" ? paragraph(lines.join(" ")) : bullets(lines, tag);
      return lines.length ? [element("h3", { text: formed[name].label }), shown] : [];
    });
    return [element("h3", { text: title || "…" }), ...[what, summary].map(paragraph), ...sections];
  };

  const cardOf = (value) => {
    const { title, summary, category } = value;
    const { label, call } = data.categories[category] || {};
    const length = filled(texts.card, { length: checks.cardLength(value) });
    return [label, title, summary, call, `${data.pages}${name()}/`, length].map(paragraph);
  };

  const showMessages = (value) => {
    const isReady = data.inMessages.every((name) => value[name]) && value.category in data.categories;
    part("unready").hidden = isReady;
    part("messages").hidden = !isReady;
    if (!isReady) return;
    Object.entries(messagesOf(value, name())).forEach(([kind, text]) => {
      const [length, most] = [lengthOf(text), data.messages[kind]];
      document.getElementById(`st-${kind}`).value = text;
      tells(`length-${kind}`, length > most ? "long" : "length", { length, most });
    });
  };

  const showOutput = (value) => {
    const pasted = origin && original.value.trim();
    const revised = pasted && yaml.revised(original.value, origin.before, value);
    output.value = revised || yaml.record(value);
    tells("original-said", revised ? "joined" : pasted ? "other" : "");
    parts("file-name").forEach((place) => { place.textContent = fileName(); });
    parts("new").forEach((line) => { line.hidden = Boolean(origin); });
    parts("corrected").forEach((line) => { line.hidden = !origin; });
    if (data.github) part("github").href = data.github[origin ? "edit" : "new"] + encodeURIComponent(fileName());
  };

  const show = () => {
    const value = read();
    if (isProposed && !origin) id.value = value.title ? checks.proposedId(value.title, taken()) : "";
    id.readOnly = Boolean(origin);
    showFaults(value);
    fill("page", pageOf(value));
    fill("card", cardOf(value));
    showMessages(value);
    showOutput(value);
    kept.write({ value, id: isProposed ? "" : id.value, origin });
  };

  const start = (value, name = "", of = null) => {
    tells("said");
    origin = of;
    isProposed = !name;
    isChecked = false;
    id.value = name;
    original.value = "";
    write(value);
    show();
  };

  const kept = window.keptHere(root, "soan-tin", () => {
    start(starting());
    kept.forget();
  });

  const chosen = part("chosen");
  chosen.append(...Object.entries(data.titles.tactics).map(([value, text]) => element("option", { value, text })));
  const fetched = async (key) => {
    const answer = await fetch(`${part("existing").dataset.cbExisting}${key}.json`);
    return written((await answer.json()).result, data.form);
  };

  let isSure = false;
  /** What somebody is writing gets lost only when they ask for it twice. */
  const takes = (name, use) => clicked(part(name), async () => {
    const key = chosen.value;
    isSure = Boolean(key) && !isSure && !isUntouched();
    tells("said", !key ? "choose" : isSure ? "sure"
      : await fetched(key).then((value) => use(value, key)).catch(() => "unread"));
  });
  takes("correct", (value, key) => {
    start(value, key, { id: key, before: value });
    return data.incomplete.includes(key) ? "incomplete" : "correcting";
  });
  // but for what is about the other record alone
  takes("copy-of", ({ aliases, changes, approved, translations, reviewed, ...others }) => {
    start({ ...others, ...starting() });
    return "copied";
  });
  part("existing").hidden = location.protocol === "file:";

  clicked(part("dated"), () => {
    const { changes = [], ...value } = read();
    const on = today();
    const isTold = on <= value.published || changes.some((change) => change.on === on);
    write({ ...value, updated: on, changes: isTold ? changes : [...changes, { on }] });
    show();
    goTo(isTold ? fields.updated : placed(fields.changes, [changes.length, "what"]));
  });

  root.addEventListener("input", changed);
  root.addEventListener("change", ({ target }) => {
    const field = target.closest(".cb-field");
    if (field) field.setAttribute("data-cb-touched", "");
    changed();
  });
  id.addEventListener("input", () => { isProposed = !id.value; });
  clicked(part("check"), () => {
    isChecked = true;
    show();
    part("faults").focus();
  });

  clicked(part("download"), () => {
    const href = `data:application/yaml;charset=utf-8,${encodeURIComponent(output.value)}`;
    element("a", { download: fileName(), href }).click();
    tells("output-said", "downloaded", { name: fileName() });
  });
  // browsers hand over plain text, and refuse endings that they do not know
  const shared = () => ({
    files: [new File([output.value], `${fileName()}.txt`, { type: "text/plain" })], title: fileName(),
  });
  const sharing = part("share");
  sharing.hidden = !(navigator.canShare && navigator.canShare(shared()));
  clicked(sharing, () => navigator.share(shared()).catch((error) => {
    if (error.name !== "AbortError") tells("output-said", "unshared");
  }));

  const before = kept.read();
  try {
    start(before.value || starting(), before.id, before.origin);
  } catch (error) {
    start(starting()); // kept by an older form, or by another hand
  }
  root.hidden = false;
  if (!isUntouched()) setTimeout(tells, 100, "said", "restored"); // once it is in sight
  window.compose = { read, write, show, load: fetched, start, yaml, checks, messagesOf };
})();
