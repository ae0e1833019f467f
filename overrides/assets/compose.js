// Writing a warning in a form: a draft that stays on the device, faults, a preview, the record as YAML. Nothing is sent;
// the only request is for a record of the open data that somebody wants to correct. ES2019: Chrome 80.
(() => {
  "use strict";

  const data = window.composeData;
  const root = document.querySelector("[data-cb-compose]");
  const part = (name) => root.querySelector(`[data-cb-${name}]`);
  const yaml = window.composeYaml(data);
  const checks = window.composeChecks(data, yaml.clean);
  const messagesOf = window.composeMessages(data, checks.lengthOf);
  const { schema } = data;

  let origin = null; // {id, before} of the record that is corrected
  let isChecked = false;
  let isProposed = true; // the id follows the title until somebody writes another
  let waiting = 0;

  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 150);
  };
  const form = window.composeFields(data, Object.assign({ clean: yaml.clean }, checks), changed);
  const { element } = form;
  const fields = {};
  data.order.forEach((name) => {
    const isRequired = schema.required.includes(name);
    fields[name] = form.outermost(name, isRequired);
    part(isRequired ? "required" : "optional").append(fields[name].element);
  });

  // --- the value -----------------------------------------------------------------------------------------------

  const id = document.getElementById("st-ma");
  const original = document.getElementById("st-goc");
  const output = document.getElementById("st-yaml");
  const status = part("said");

  const read = () => data.order.reduce((value, name) => {
    const inner = fields[name].node.read();
    if (inner !== undefined) value[name] = inner;
    return value;
  }, {});

  const write = (value) => data.order.forEach((name) => fields[name].node.write(value[name]));

  const today = () => new Date(Date.now() + 7 * 36e5).toISOString().slice(0, 10); // by the clock of Vietnam

  const starting = () => {
    const value = Object.assign({}, data.starting);
    data.daysOfWriting.filter((name) => schema.properties[name]).forEach((name) => { value[name] = today(); });
    return value;
  };

  const taken = () => [...Object.keys(data.titles.tactics), ...data.formerIds].filter((other) => !origin || other !== origin.id);

  /** What editors would write of an answer of the open data: no links, nothing that is so without being said. */
  const written = (value, within, isRequired) => {
    if (value === null || value === undefined) return undefined;
    if (within.type === "array") return value.length ? value.map((item) => written(item, within.items, true)) : undefined;
    if (within.type !== "object") return value === false && !isRequired ? undefined : value;
    return Object.keys(within.properties).reduce((kept, name) => {
      const inner = written(value[name], within.properties[name], within.required.includes(name));
      if (inner !== undefined) kept[name] = inner;
      return kept;
    }, {});
  };

  // --- faults --------------------------------------------------------------------------------------------------

  const idFault = () => {
    const name = id.value.trim();
    if (!name) return "";
    if (!new RegExp(data.patterns.id).test(name)) return checks.said("id", { written: name }).join(". ");
    return taken().includes(name) ? "Mã này đã có bản ghi khác: viết mã khác." : "";
  };

  const goTo = (node) => {
    const target = node.focusable();
    for (let above = target.parentElement; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") above.open = true;
    }
    target.focus();
  };

  const told = ({ what, fix }) => [what, fix].filter(Boolean).join(". ").replace(/([^.!?…”"'])$/, "$1.");

  const showFaults = (value) => {
    const faults = checks.check(value);
    const list = part("faults");
    data.order.forEach((name) => {
      const own = faults.filter(({ path }) => path[0] === name);
      const { node, state } = fields[name];
      state(value[name] === undefined ? "chưa điền" : own.length ? `còn ${own.length} chỗ` : "xong");
      node.all((inner) => inner.tell(""));
    });
    const places = faults.map((fault) => fields[fault.path[0]].node.placed(fault.path.slice(1)));
    faults.forEach((fault, number) => {
      if (isChecked || places[number].isTouched) places[number].tell(told(fault));
    });
    const wrong = idFault();
    const idLine = document.getElementById("st-ma-loi");
    idLine.textContent = wrong;
    idLine.hidden = !wrong;
    list.textContent = "";
    if (!isChecked) return faults;
    const all = [...(wrong ? [[wrong, { focusable: () => id, element: id }]] : []), ...faults.map((fault, number) => [`${fields[fault.path[0]].label}: ${told(fault)}`, places[number]])];
    list.append(element("h3", { text: all.length ? `Còn ${all.length} chỗ cần sửa` : "Không còn chỗ sai" }));
    const links = all.map(([text, node]) => {
      const link = element("a", { href: `#${(node.input || node.element).id}`, text });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        goTo(node);
      });
      return element("li", {}, link);
    });
    list.append(links.length ? element("ul", {}, ...links) : element("p", { text: "Chép bản ghi rồi gửi. Người duyệt sẽ xem tiếp." }));
    return faults;
  };

  // --- preview -------------------------------------------------------------------------------------------------

  const bullets = (texts, tag = "ul") => element(tag, {}, ...texts.map((text) => element("li", { text })));
  const paragraph = (text, tag) => element("p", tag ? {} : { text }, tag && element(tag, { text }));
  const texts = (list, text) => (list || []).map((item) => text(new Proxy(item, { get: (of, name) => of[name] || "…" })));

  /** The page in its order, without what it takes from other records. */
  const pageOf = (value) => {
    const { how_it_works: how = [], red_flags: flags = [], if_happened: happened = {} } = value;
    const section = (name, parts) => (parts.length ? [element("h3", { text: fields[name].label }), ...parts] : []);
    const listed = (name, lines, tag) => section(name, lines && lines.length ? [bullets(lines, tag)] : []);
    const responses = (happened.responses || []).map((key) => data.titles.responses[key] || key);
    return [
      paragraph(value.title || "…", "strong"),
      paragraph(how[0] || "…"),
      paragraph(value.summary || "…", "strong"),
      ...listed("red_flags", flags.slice(0, 3)),
      ...listed("do", value.do, "ol"),
      ...listed("never", value.never),
      ...listed("if_happened", responses.concat(happened.steps || [])),
      ...listed("how_it_works", how.slice(1).concat(flags.slice(3)), "ol"),
      ...section("script", texts(value.script, (line) => element("div", {}, element("blockquote", {}, paragraph(`“${line.says}”`)), paragraph(line.lie)))),
      ...section("coaching", texts(value.coaching, (line) => paragraph(`${data.listeners[line.to] || line.to}: “${line.told}” “${line.answer}”`))),
      ...section("case", value.case && value.case.story ? [paragraph(value.case.story.join(" "))] : []),
      ...listed("check", value.check),
      ...listed("law", texts(value.law, (law) => `${law.article}: ${law.note}`)),
      ...listed("sources", texts(value.sources, (source) => `${source.title}. ${source.publisher}, ${source.date.split("-").reverse().join("/")}`)),
    ];
  };

  const cardOf = (value, name) => {
    const { title = "", summary = "", red_flags: flags = [], do: acts = [], never = [], category } = value;
    const term = data.categories[category] || { label: "…", calls: "" };
    const card = [title, summary, ...flags.slice(0, 3), ...acts, ...never].join(" ").split(" ").filter(Boolean).length;
    const fits = (text, most) => `${checks.lengthOf(text)}/${most} ký tự`;
    return [
      paragraph(term.label),
      paragraph(title || "…", "strong"),
      paragraph(summary || "…"),
      paragraph(term.calls && `Gọi ${term.calls}`),
      paragraph(`${data.address}canh-bao/${name}/`),
      bullets([
        `Tiêu đề: ${fits(title, checks.mostOf(schema.properties.title))}.`,
        `Tóm tắt: ${fits(summary, checks.mostOf(schema.properties.summary))}.`,
        `Thẻ trả lời: ${card}/${data.limits.answerCard} tiếng.`,
      ]),
    ];
  };

  const showMessages = (value, name) => {
    const isReady = value.title && value.summary && value.category && value.how_it_works && value.red_flags && value.do && value.never;
    part("unready").hidden = Boolean(isReady);
    part("messages").hidden = !isReady;
    if (!isReady) return;
    const made = messagesOf(value, name);
    [["full", "message"], ["short", "short"], ["sms", "sms"]].forEach(([kind, limit]) => {
      document.getElementById(`st-${kind}`).value = made[kind];
      const length = checks.lengthOf(made[kind]);
      part(`length-${kind}`).textContent = `${length}/${data.limits[limit]} ký tự${length > data.limits[limit] ? ", quá dài" : ""}`;
    });
  };

  // --- what is handed over --------------------------------------------------------------------------------------

  const nameOf = () => id.value.trim() || "ban-ghi-moi";

  const showOutput = (value, faults) => {
    const text = yaml.record(value);
    const kept = origin && original.value.trim() ? yaml.revised(original.value, origin.before, value) : null;
    part("original-said").textContent = origin && original.value.trim()
      ? (kept === null ? "Chữ này chưa phải bản ghi ấy: chép cả tệp rồi dán lại." : "Đã ghép: mục không sửa giữ nguyên từng chữ.") : "";
    output.value = kept === null ? text : kept;
    root.querySelectorAll("[data-cb-file-name]").forEach((place) => { place.textContent = `${nameOf()}.yml`; });
    part("left").textContent = faults.length ? `Còn ${faults.length} chỗ thiếu hoặc sai: bấm “Kiểm bản ghi” để xem.` : "Bản ghi đủ mục.";
    root.querySelectorAll("[data-cb-new]").forEach((line) => { line.hidden = Boolean(origin); });
    root.querySelectorAll("[data-cb-corrected]").forEach((line) => { line.hidden = !origin; });
    const link = part("github");
    if (link) {
      const folder = `${data.repository.replace(/\/$/, "")}/${origin ? "edit" : "new"}/main/warnings/tactics`;
      link.href = origin ? `${folder}/${nameOf()}.yml` : `${folder}?filename=${encodeURIComponent(`${nameOf()}.yml`)}`;
    }
  };

  const show = () => {
    const value = read();
    if (isProposed && !origin) id.value = value.title ? checks.proposedId(value.title, taken()) : "";
    id.readOnly = Boolean(origin);
    const faults = showFaults(value);
    part("page").textContent = part("card").textContent = "";
    part("page").append(...pageOf(value));
    part("card").append(...cardOf(value, nameOf()));
    showMessages(value, nameOf());
    showOutput(value, faults);
    kept.write({ value, id: isProposed ? "" : id.value, origin });
    return value;
  };

  const start = (value, name, of) => {
    origin = of || null;
    isProposed = !name;
    isChecked = false;
    id.value = name || "";
    original.value = "";
    write(value);
    show();
  };

  const kept = window.keptHere(root, "soan-tin", () => {
    start(starting());
    kept.forget();
  });

  // --- a record that is there already ---------------------------------------------------------------------------

  const chosen = document.getElementById("st-co");
  Object.keys(data.titles.tactics).forEach((key) => chosen.append(element("option", { value: key, text: data.titles.tactics[key] })));

  const isUntouched = () => Object.keys(read()).every((name) => name in starting());
  let isSure = false;

  const fetched = async (key) => {
    const answer = await fetch(`${part("existing").dataset.cbExisting}${key}.json`);
    if (!answer.ok) throw new Error(String(answer.status));
    return written((await answer.json()).result, schema, true);
  };

  const load = async (isCopy) => {
    const key = chosen.value;
    if (!key) {
      status.textContent = "Chọn một bản ghi trước.";
      return;
    }
    if (!isSure && !isUntouched()) {
      isSure = true;
      status.textContent = "Bản đang viết dở sẽ mất. Vẫn muốn thì bấm lần nữa.";
      return;
    }
    isSure = false;
    try {
      const value = await fetched(key);
      if (isCopy) {
        // of the other record alone: its history, its old addresses, who approved or translated it
        ["aliases", "changes", "approved", "translations"].forEach((name) => { delete value[name]; });
        start(Object.assign(value, starting()));
      } else {
        start(value, key, { id: key, before: value });
      }
      status.textContent = isCopy ? "Đã chép. Thay từng mục bằng chuyện của bản mới, kể cả nguồn."
        : data.incomplete.includes(key) ? "Bản này còn nhắc tới bản nháp chưa đăng: nhớ dán bản gốc ở phần Gửi để khỏi mất."
          : "Đã lấy về. Sửa xong thì ghi ngày sửa.";
    } catch (error) {
      status.textContent = "Chưa lấy được bản ghi này. Có mạng thì thử lại.";
    }
  };
  part("correct").addEventListener("click", () => load(false));
  part("copy-of").addEventListener("click", () => load(true));
  part("existing").hidden = location.protocol === "file:";

  part("dated").addEventListener("click", () => {
    const value = read();
    value.updated = today();
    const changes = value.changes || [];
    const isTold = changes.some((change) => change.on === value.updated);
    if (value.updated > value.published && !isTold) value.changes = changes.concat({ on: value.updated });
    write(value);
    show();
    const last = fields.changes.node.placed([(value.changes || []).length - 1, "what"]);
    goTo(value.changes && last.input ? last : fields.updated.node);
  });

  // --- buttons --------------------------------------------------------------------------------------------------

  id.addEventListener("input", () => {
    isProposed = !id.value;
    changed();
  });
  original.addEventListener("input", changed);
  part("check").addEventListener("click", () => {
    isChecked = true;
    show();
    part("faults").focus();
  });

  const asFile = (ending, type) => new File([output.value], `${nameOf()}${ending}`, { type });
  part("download").addEventListener("click", () => {
    const link = element("a", { download: `${nameOf()}.yml`, href: URL.createObjectURL(asFile(".yml", "application/yaml")) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1e4);
  });
  const sharing = part("share");
  // browsers hand over plain text files, and refuse endings that they do not know
  if (navigator.canShare && navigator.canShare({ files: [asFile(".yml.txt", "text/plain")] })) {
    sharing.hidden = false;
    sharing.addEventListener("click", () => {
      navigator.share({ files: [asFile(".yml.txt", "text/plain")], title: `${nameOf()}.yml` }).catch((error) => {
        if (error.name !== "AbortError") part("output-said").textContent = "Máy này không gửi được tệp: chép rồi dán.";
      });
    });
  }
  part("fields").addEventListener("submit", (event) => event.preventDefault());

  const before = kept.read();
  try {
    start(before.value || starting(), before.id || (before.origin && before.origin.id), before.origin);
  } catch (error) {
    start(starting()); // kept by an older form, or by another hand
  }
  root.hidden = false;
  window.compose = { read, write, show, load: fetched, start, yaml, checks, messagesOf, written };
})();
