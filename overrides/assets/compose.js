// Writing a warning in a form: a draft that stays on the device, faults, a preview, the record as YAML. Nothing is sent;
// the only request is for a record of the open data that somebody wants to correct. ES2019: Chrome 80.
(() => {
  "use strict";

  const data = window.composeData;
  const root = document.querySelector("[data-cb-compose]");
  const part = (name) => root.querySelector(`[data-cb-${name}]`);
  const parts = (name) => root.querySelectorAll(`[data-cb-${name}]`);
  const yaml = window.composeYaml(data);
  const checks = window.composeChecks(data, yaml.clean);
  const messagesOf = window.composeMessages(data, checks.lengthOf);
  const { lengthOf, said, filled, spoken } = checks;
  const { texts } = data;
  const formed = data.form.properties;
  const names = Object.keys(formed);

  let origin = null; // {id, before} of the record that is corrected
  let isChecked = false;
  let isProposed = true; // the id follows the title until somebody writes another
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

  const paragraph = (text = "…") => element("p", { text });
  const strong = (text = "…") => element("p", {}, element("strong", { text }));
  const bullets = (lines, tag = "ul") => element(tag, {}, ...lines.map((text) => element("li", { text })));
  const fill = (name, nodes) => {
    part(name).textContent = "";
    part(name).append(...nodes);
  };

  // --- the value

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

  const taken = () => data.taken.filter((other) => !origin || other !== origin.id);

  /** What editors would write of an answer of the open data: no links, nothing that is so without being said. */
  const written = (value, field) => {
    if (value === null || value === undefined) return undefined;
    if (field.type === "array") return value.length ? value.map((item) => written(item, field.items)) : undefined;
    if (field.type !== "object") return value === false && !field.required ? undefined : value;
    return valuesOf(Object.keys(field.properties), (name) => written(value[name], field.properties[name]));
  };

  // --- faults

  const idFaults = () => {
    const written = id.value.trim();
    const told = (text) => [{ field: idField, text }];
    if (written && !checks.isLike("id", written)) return told(said("id", { written }).join(". "));
    return taken().includes(written) ? told(texts.taken) : [];
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
    const faults = checks.check(value).map(({ path: [name, ...path], what, fix }) => {
      const text = [what, fix].join(". ").replace(/([^.!?…”"'])$/, "$1.");
      return { name, field: placed(fields[name], path), text, named: `${fields[name].label.textContent}: ${text}` };
    });
    names.filter((name) => fields[name].state).forEach((name) => {
      const count = faults.filter((fault) => fault.name === name).length;
      const state = value[name] === undefined ? "empty" : count ? "faulty" : "done";
      fields[name].state.textContent = filled(texts[state], { count });
    });
    root.querySelectorAll(".cb-fault").forEach((fault) => { fault.hidden = true; });
    root.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
    const all = [...idFaults(), ...faults];
    all.filter(({ field }) => isChecked || field.element.matches("[data-cb-touched]"))
      .forEach(({ field, text }) => tell(field, text));
    const [head, left] = texts[all.length ? "faults" : "sound"].map((text) => filled(text, { count: all.length }));
    const list = element("ul", {}, ...all.map(link));
    fill("faults", isChecked ? [element("h3", { text: head }), all.length ? list : paragraph(texts.hand)] : []);
    part("left").textContent = left;
  };

  // --- preview

  /** What a field says, line by line; line: of a block, with gaps for what is in it. */
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

  /** The page in its order, without what it takes from other records. */
  const pageOf = (value) => {
    const { title, summary, how_it_works: [what] = [] } = value;
    const sections = data.preview.flatMap(({ name, tag, line, first, last }) => {
      const lines = linesOf(value[name], formed[name], line).slice(first, last);
      const shown = tag === "p" ? paragraph(lines.join(" ")) : bullets(lines, tag);
      return lines.length ? [element("h3", { text: formed[name].label }), shown] : [];
    });
    return [strong(title), paragraph(what), strong(summary), ...sections];
  };

  const cardOf = (value) => {
    const { title = "", summary = "", category, red_flags: flags = [], do: acts = [], never = [] } = value;
    const { label, call } = data.categories[category] || {};
    const card = [title, summary, ...flags.slice(0, 3), ...acts, ...never].join(" ").split(" ").filter(Boolean).length;
    const lengths = { title: lengthOf(title), summary: lengthOf(summary), card };
    return [
      paragraph(label),
      strong(title || "…"),
      paragraph(summary || "…"),
      paragraph(call),
      paragraph(`${data.pages}${name()}/`),
      bullets(texts.lengths.map((text) => filled(text, lengths))),
    ];
  };

  const showMessages = (value) => {
    const isReady = data.inMessages.every((name) => value[name]) && value.category in data.categories;
    part("unready").hidden = isReady;
    part("messages").hidden = !isReady;
    if (!isReady) return;
    Object.entries(messagesOf(value, name())).forEach(([kind, text]) => {
      const values = { length: lengthOf(text), most: data.messages[kind] };
      document.getElementById(`st-${kind}`).value = text;
      part(`length-${kind}`).textContent = filled(texts[values.length > values.most ? "long" : "length"], values);
    });
  };

  // --- what is handed over

  const showOutput = (value) => {
    const pasted = origin && original.value.trim();
    const revised = pasted ? yaml.revised(original.value, origin.before, value) : null;
    output.value = revised === null ? yaml.record(value) : revised;
    part("original-said").textContent = pasted ? texts[revised === null ? "other" : "joined"] : "";
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

  // --- a record that is there already

  const chosen = part("chosen");
  chosen.append(...Object.entries(data.titles.tactics).map(([value, text]) => element("option", { value, text })));
  const fetched = async (key) => {
    const answer = await fetch(`${part("existing").dataset.cbExisting}${key}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    return written((await answer.json()).result, data.form);
  };

  let isSure = false;
  /** Takes a record into the form, unless that would lose what somebody is writing: then only when asked twice. */
  const takes = (name, use) => clicked(part(name), async () => {
    const key = chosen.value;
    const isUntouched = Object.keys(read()).every((field) => field in starting());
    isSure = Boolean(key) && !isSure && !isUntouched;
    const told = !key ? "choose" : isSure ? "sure"
      : await fetched(key).then((value) => use(value, key)).catch(() => "unread");
    part("said").textContent = texts[told];
  });
  takes("correct", (value, key) => {
    start(value, key, { id: key, before: value });
    return data.incomplete.includes(key) ? "incomplete" : "correcting";
  });
  // of the other record alone: its history, its old addresses, who approved or translated it
  takes("copy-of", ({ aliases, changes, approved, translations, ...others }) => {
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

  // --- buttons

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
  });
  // browsers hand over plain text files, and refuse endings that they do not know
  const asFile = () => new File([output.value], `${fileName()}.txt`, { type: "text/plain" });
  const shared = () => ({ files: [asFile()], title: fileName() });
  const sharing = part("share");
  sharing.hidden = !(navigator.canShare && navigator.canShare(shared()));
  clicked(sharing, () => navigator.share(shared()).catch((error) => {
    if (error.name !== "AbortError") part("output-said").textContent = texts.unshared;
  }));

  const before = kept.read();
  try {
    start(before.value || starting(), before.id, before.origin);
  } catch (error) {
    start(starting()); // kept by an older form, or by another hand
  }
  root.hidden = false;
  window.compose = { read, write, show, load: fetched, start, yaml, checks, messagesOf };
})();
