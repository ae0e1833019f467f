// The fields of a record, made from its schema: what is typed goes into them as text and comes out as a value. Nothing is
// ever put into the page as markup. ES2019: Chrome 80.
window.composeFields = (data, tools, changed) => {
  "use strict";

  const { clean, about, mostOf, lengthOf } = tools;
  const FEW = 40; // choices that are all shown; of more, one is chosen in a list
  let made = 0;

  const element = (name, attributes, ...children) => {
    const node = document.createElement(name);
    Object.keys(attributes || {}).forEach((key) => {
      if (key === "text") node.textContent = attributes.text;
      else if (attributes[key] !== undefined && attributes[key] !== false) node.setAttribute(key, attributes[key]);
    });
    node.append(...children.filter(Boolean));
    return node;
  };
  const button = (text, spoken, act) => {
    const node = element("button", { type: "button", class: "md-button", "aria-label": spoken, text });
    node.addEventListener("click", act);
    return node;
  };
  const purpose = (schema) => about(schema).replace(/, theo [^,]*vocabulary\.yml$|^true: /g, "");
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  /** What a description says after 👍. */
  const good = (schema) => (schema.pattern === data.patterns.day ? "" : schema.description || "").split("\n\n").filter((line) => line.startsWith("👍")).map((line) => line.slice(2).trim())[0];

  /** Words and ids that may be chosen: [value, label]; null where text is typed. */
  const choicesOf = (schema, names) => {
    const folder = data.references[names.join(".")];
    if (folder) return Object.keys(data.titles[folder]).map((id) => [id, data.titles[folder][id]]);
    if (!schema.enum) return null;
    return schema.enum.map((word, place) => [word, (schema.enumDescriptions || [])[place] || word]);
  };

  /** What stands around every field: label or legend, what it is for, what is wrong with it. */
  const frame = (tag, title, schema, isRequired) => {
    made += 1;
    const id = `st-${made}`;
    const isGroup = tag === "fieldset";
    const hints = [title.hint, title.sample && `Ví dụ: ${title.sample}`].filter(Boolean);
    const hint = hints.length ? element("p", { class: "cb-hint", id: `${id}-nhac`, text: hints.join(" ") }) : null;
    const fault = element("p", { class: "cb-fault", id: `${id}-loi` });
    fault.hidden = true;
    const text = title.label + (isRequired || title.isItem ? "" : " (không bắt buộc)");
    const label = isGroup ? element("legend", { text }) : element("label", { for: id, text });
    const described = [hint && hint.id, fault.id].filter(Boolean).join(" ");
    const node = element(isGroup ? "fieldset" : "div", { class: "cb-field" }, label, hint);
    if (isGroup) Object.assign(node, { id }).setAttribute("aria-describedby", described);
    return { id, node, fault, described, label };
  };

  /** Shows what is wrong below a field; nothing for an empty text. */
  const showFault = (around, control, text) => {
    around.fault.textContent = text;
    around.fault.hidden = !text;
    if (!control) return;
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  };

  /** What every field is to others: it is read, written, found by a path, told what is wrong. */
  const asField = (around, control, more) => {
    const node = Object.assign({
      element: around.node,
      label: around.label,
      placed: () => node,
      all: (visit) => visit(node),
      tell: (text) => showFault(around, control, text),
    }, more);
    return node;
  };

  // --- one value -----------------------------------------------------------------------------------------------

  const control = (schema, choices, around) => {
    const common = { id: around.id, "aria-describedby": around.described, class: "cb-share__text", autocomplete: "off" };
    if (choices || schema.type === "boolean") {
      const options = choices || [["true", "Đúng"], ["false", "Không"]];
      const select = element("select", common, element("option", { value: "", text: "Chọn…" }));
      options.forEach(([value, text]) => select.append(element("option", { value, text })));
      return select;
    }
    if (schema.type === "integer") return element("input", Object.assign(common, { inputmode: "numeric" }));
    if (schema.pattern === data.patterns.day) return element("input", Object.assign(common, { type: "date" }));
    const isLine = Object.keys(data.patterns).some((name) => schema.pattern === data.patterns[name]);
    if (isLine) return element("input", Object.assign(common, { type: schema.pattern === data.patterns.url ? "url" : "text" }));
    return element("textarea", Object.assign(common, { rows: 1 }));
  };

  const scalar = (schema, names, title, isRequired) => {
    const choices = choicesOf(schema, names);
    if (choices || schema.type === "boolean") title.sample = "";
    const around = frame("div", title, schema, isRequired);
    const input = control(schema, choices, around);
    const isText = input.tagName === "TEXTAREA";
    const limit = mostOf(schema);
    const count = isText ? element("p", { class: "cb-hint", "aria-hidden": "true" }) : null;
    around.node.append(input, ...[count, around.fault].filter(Boolean));

    const measure = () => {
      if (!isText) return;
      const text = clean(input.value);
      input.rows = Math.min(12, Math.max(1, Math.ceil(input.value.length / 34), input.value.split("\n").length));
      count.textContent = limit ? `${lengthOf(text)}/${limit} ký tự` : text ? `${text.split(" ").length} tiếng` : "";
    };
    measure();
    input.addEventListener("input", () => { measure(); changed(); });
    input.addEventListener("change", () => { node.isTouched = true; changed(); });

    const node = asField(around, input, {
      input,
      focusable: () => input,
      read: () => {
        const text = clean(input.value);
        if (!text) return undefined;
        if (schema.type === "boolean") return text === "true";
        return schema.type === "integer" && /^[0-9]{1,6}$/.test(text) ? Number(text) : text;
      },
      write: (value) => {
        const text = value === undefined ? "" : String(value);
        // what is no longer to be chosen is kept, and told as a fault
        if (choices && text && !choices.some(([word]) => word === text)) input.append(element("option", { value: text, text }));
        input.value = text;
        measure();
      },
    });
    return node;
  };

  /** Several of a few words: boxes. Their order is kept as it was, since the first may count more. */
  const boxes = (schema, names, title, isRequired) => {
    const around = frame("fieldset", title, schema, isRequired);
    let chosen = [];
    const choices = choicesOf(schema.items, names);
    const inputs = new Map();
    const offer = ([value, text]) => {
      const input = element("input", { type: "checkbox", value });
      inputs.set(value, input);
      input.addEventListener("change", () => {
        chosen = chosen.filter((word) => word !== value).concat(input.checked ? value : []);
        node.isTouched = true;
        changed();
      });
      around.node.append(element("label", { class: "cb-check" }, input, element("span", { text })));
    };
    choices.forEach(offer);
    around.node.append(around.fault);
    const node = asField(around, null, {
      focusable: () => inputs.values().next().value,
      read: () => (chosen.length ? chosen.slice() : undefined),
      write: (value) => {
        chosen = (value || []).slice();
        chosen.filter((word) => !inputs.has(word)).forEach((word) => offer([word, word]));
        inputs.forEach((input, word) => { input.checked = chosen.includes(word); });
      },
    });
    return node;
  };

  // --- many ----------------------------------------------------------------------------------------------------

  const list = (schema, names, title, isRequired) => {
    const around = frame("fieldset", title, schema, isRequired);
    const rows = [];
    let counted = [];
    const place = element("div", {});
    const isText = schema.items.type !== "object" && !choicesOf(schema.items, names);
    const [short] = title.label.split(/[,;:]/);
    const numbered = (row) => `${short} ${rows.indexOf(row) + 1}`;

    const name = () => rows.forEach((row) => {
      const called = numbered(row);
      row.title.textContent = called;
      row.buttons.forEach(([each, words]) => each.setAttribute("aria-label", `${words} ${called}`));
      row.buttons[0][0].disabled = rows[0] === row;
      row.buttons[1][0].disabled = rows[rows.length - 1] === row;
    });
    const move = (row, by) => {
      const from = rows.indexOf(row);
      rows.splice(from, 1);
      rows.splice(from + by, 0, row);
      place.insertBefore(row.element, (rows[from + by + 1] || {}).element || null);
      name();
      const [up, down] = row.buttons;
      (by < 0 ? [up, down] : [down, up]).map(([each]) => each).find((each) => !each.disabled).focus();
      changed();
    };
    const remove = (row) => {
      const from = rows.indexOf(row);
      rows.splice(from, 1);
      row.element.remove();
      name();
      const next = rows[from] || rows[from - 1];
      (next ? next.node.focusable() : add).focus();
      changed();
    };
    const insert = (before) => {
      const inner = { label: title.label, isItem: true, isLater: before > 0 };
      const node = build(schema.items, names, inner, true);
      const row = { node };
      // a single field needs no second label: that of the row is its own
      row.title = node.label;
      row.buttons = [
        [button("↑", "", () => move(row, -1)), "Đưa lên:"],
        [button("↓", "", () => move(row, 1)), "Đưa xuống:"],
        [button("✕", "", () => remove(row)), "Xóa:"],
      ];
      const tools = element("div", { class: "cb-row__tools" }, ...row.buttons.map(([each]) => each));
      row.element = element("div", { class: "cb-row" }, node.element, tools);
      rows.splice(before, 0, row);
      place.insertBefore(row.element, (rows[before + 1] || {}).element || null);
      if (isText) takeLines(row);
      return row;
    };
    /** Enter goes on in a new line; a pasted list becomes as many lines. */
    const takeLines = (row) => {
      row.node.input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        const next = rows[rows.indexOf(row) + 1];
        (next && !next.node.read() ? next : insert(rows.indexOf(row) + 1)).node.focusable().focus();
        name();
      });
      row.node.input.addEventListener("paste", (event) => {
        const lines = event.clipboardData.getData("text").split(/\r?\n/).map((line) => line.replace(/^\s*(?:[-–•*]|\d+[.)])\s+/, "")).filter((line) => line.trim());
        if (lines.length < 2) return;
        event.preventDefault();
        lines.forEach((line, number) => {
          const spot = rows.indexOf(row) + number;
          const target = number && (!rows[spot] || rows[spot].node.read()) ? insert(spot) : rows[spot];
          target.node.write(number ? line : `${row.node.input.value} ${line}`.trim());
        });
        name();
        changed();
      });
    };
    const least = () => (isRequired ? Math.max(1, schema.minItems || 1) : 0);
    const add = button("＋ Thêm", `Thêm: ${title.label}`, () => {
      insert(rows.length).node.focusable().focus();
      name();
      changed();
    });
    around.node.append(place, add, around.fault);

    const node = asField(around, null, {
      focusable: () => {
        const empty = rows.find((row) => row.node.read() === undefined);
        return empty ? empty.node.focusable() : add;
      },
      read: () => {
        const inner = rows.map((row) => row.node.read());
        counted = rows.filter((row, place) => inner[place] !== undefined);
        return counted.length ? inner.filter((value) => value !== undefined) : undefined;
      },
      write: (value) => {
        const values = value || [];
        const wanted = Math.max(values.length, least());
        rows.splice(wanted).forEach((row) => row.element.remove());
        while (rows.length < wanted) insert(rows.length);
        rows.forEach((row, number) => row.node.write(values[number]));
        name();
      },
      placed: (path) => (path.length && counted[path[0]] ? counted[path[0]].node.placed(path.slice(1)) : node),
      all: (visit) => { visit(node); rows.forEach((row) => row.node.all(visit)); },
    });
    return node;
  };

  const object = (schema, names, title, isRequired) => {
    const around = frame("fieldset", title, schema, isRequired);
    const fields = {};
    const rare = [];
    Object.keys(schema.properties).forEach((name) => {
      const inside = schema.properties[name];
      const needed = schema.required.includes(name);
      fields[name] = build(inside, [...names, name], { label: capital(purpose(inside)), sample: title.isLater ? "" : good(inside) }, needed);
      if (!needed && (inside.type === "array" || inside.type === "object")) rare.push(name);
      else around.node.append(fields[name].element);
    });
    rare.forEach((name) => {
      const folded = element("details", { class: "cb-prints" }, element("summary", { text: fields[name].label.textContent }), fields[name].element);
      around.node.append(folded);
    });
    around.node.append(around.fault);
    const node = asField(around, null, {
      focusable: () => fields[Object.keys(fields)[0]].focusable(),
      read: () => {
        const value = {};
        Object.keys(fields).forEach((name) => {
          const inner = fields[name].read();
          if (inner !== undefined) value[name] = inner;
        });
        return Object.keys(value).length ? value : undefined;
      },
      write: (value) => Object.keys(fields).forEach((name) => fields[name].write((value || {})[name])),
      placed: (path) => (path.length && fields[path[0]] ? fields[path[0]].placed(path.slice(1)) : node),
      all: (visit) => { visit(node); Object.keys(fields).forEach((name) => fields[name].all(visit)); },
    });
    return node;
  };

  const build = (schema, names, title, isRequired) => {
    if (schema.type === "object") return object(schema, names, title, isRequired);
    if (schema.type !== "array") return scalar(schema, names, title, isRequired);
    const choices = schema.items.type === "object" ? null : choicesOf(schema.items, names);
    if (choices) title.sample = "";
    const isFew = choices && choices.length <= FEW;
    return (isFew ? boxes : list)(schema, names, title, isRequired);
  };

  /** A field of the outermost level: {node, element, state(text)}. Long ones are folded, with their state in sight. */
  const outermost = (name, isRequired) => {
    const schema = data.schema.properties[name];
    const title = { label: capital(schema.title), hint: `${capital(purpose(schema))}.`, sample: choicesOf(schema, [name]) ? "" : good(schema) };
    if (title.hint === `${title.label}.`) title.hint = "";
    const node = build(schema, [name], title, isRequired);
    const { label } = title;
    if (schema.type !== "array" && schema.type !== "object") return { label, node, element: node.element, state: () => {} };
    const state = element("span", { class: "cb-hint" });
    const summary = element("summary", {}, element("span", { text: `${title.label} ` }), state);
    node.label.className = "cb-hide";
    return {
      label,
      node,
      element: element("details", { class: "cb-prints" }, summary, node.element),
      state: (text) => { state.textContent = text; },
    };
  };

  return { outermost, element };
};
