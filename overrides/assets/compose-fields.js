// The fields of a record, made from its form (awareness/compose_form.py) and the templates of the page: what is typed goes
// into them as text and comes out as a value. Nothing is ever put into the page as markup.
window.composeFields = (data, tools) => {
  "use strict";

  const { clean, lengthOf, changed } = tools;
  const FEW = 40; // choices that are all shown; of more, one is chosen in a list
  const MOST_ROWS = 12;
  const SIGNS_IN_A_ROW = 34; // on a phone
  let made = 0;

  const element = (name, { text, ...attributes }, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...(text === undefined ? children : [text]));
    return node;
  };

  const clicked = (button, act) => button.addEventListener("click", act);

  /** What the template of this name holds. */
  const copied = (name) => document.getElementById(`st-${name}`).content.firstElementChild.cloneNode(true);

  /** An object with what there is of these names. */
  const valuesOf = (names, valueOf) => {
    const values = names.map((name) => [name, valueOf(name)]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  };

  /** Words and ids that may be chosen: [value, label]; undefined where text is typed. */
  const choicesOf = ({ words, folder }) => (folder ? Object.entries(data.titles[folder]) : words);

  const isLong = ({ type }) => type === "array" || type === "object";

  /** What every field has: label or legend, what it is for, its content, what is wrong with it. */
  const framed = (template, field, isLater, input) => {
    made += 1;
    const id = `st-${made}`;
    const frame = copied(template);
    const [label, hint] = frame.children;
    const fault = frame.lastElementChild;
    const hints = [field.hint, field.sample && !isLater && `Ví dụ: ${field.sample}`].filter(Boolean);
    label.textContent = field.label + (field.required ? "" : " (không bắt buộc)");
    hint.textContent = hints.join(" ");
    hint.id = `${id}-nhac`;
    fault.id = `${id}-loi`;
    const subject = input || frame;
    subject.id = id;
    subject.setAttribute("aria-describedby", hints.length ? `${hint.id} ${fault.id}` : fault.id);
    if (!hints.length) hint.remove();
    if (input) {
      label.htmlFor = id;
      fault.before(input);
    }
    return { id, element: frame, label, input, fault, inner: () => ({}) };
  };

  /** The field at a path below this one, as far as there is one. */
  const placed = (node, [step, ...further]) => {
    const next = node.inner()[step];
    return next ? placed(next, further) : node;
  };

  /** Shows what is wrong below a field. */
  const tell = ({ fault, input }, text) => {
    fault.textContent = text;
    fault.hidden = false;
    if (input) input.setAttribute("aria-invalid", "true");
  };

  // --- one value

  const scalar = (field, isLater) => {
    const choices = choicesOf(field);
    const isText = !choices && !field.input;
    const tag = choices ? "select" : isText ? "textarea" : "input";
    const input = element(tag, { class: "cb-share__text", autocomplete: "off", ...field.input });
    const node = framed("field", field, isLater, input);
    const count = element("p", { class: "cb-hint", "aria-hidden": "true" });
    const offer = ([value, text]) => input.append(element("option", { value, text }));
    if (choices) [["", "Chọn…"], ...choices].forEach(offer);
    if (isText) input.after(count);

    const measure = () => {
      if (!isText) return;
      const text = clean(input.value);
      const rows = Math.max(1, Math.ceil(input.value.length / SIGNS_IN_A_ROW), input.value.split("\n").length);
      input.rows = Math.min(MOST_ROWS, rows);
      count.textContent = field.most ? `${lengthOf(text)}/${field.most} ký tự` : text && `${text.split(" ").length} tiếng`;
    };
    input.addEventListener("input", measure);

    const read = () => {
      const text = clean(input.value);
      if (!text) return undefined;
      if (field.type === "boolean") return text === "true";
      return field.type === "integer" && /^[0-9]{1,6}$/.test(text) ? Number(text) : text;
    };
    const write = (value) => {
      const text = value === undefined ? "" : String(value);
      // what is no longer to be chosen is kept, and told as a fault
      if (choices && ![...input.options].some((option) => option.value === text)) offer([text, text]);
      input.value = text;
      measure();
    };
    write();
    return Object.assign(node, { focusable: () => input, read, write });
  };

  /** Several of a few words: boxes. Their order is kept as it was, since the first may count more. */
  const boxes = (field) => {
    const node = framed("fields", field);
    const inputs = new Map();
    let chosen = [];
    const offer = ([value, text]) => {
      const input = element("input", { type: "checkbox", value });
      inputs.set(value, input);
      input.addEventListener("change", () => {
        chosen = chosen.filter((word) => word !== value).concat(input.checked ? value : []);
      });
      node.fault.before(element("label", { class: "cb-check" }, input, element("span", { text })));
    };
    choicesOf(field.items).forEach(offer);
    return Object.assign(node, {
      focusable: () => inputs.values().next().value,
      read: () => (chosen.length ? chosen.slice() : undefined),
      write: (value = []) => {
        chosen = value.slice();
        chosen.filter((word) => !inputs.has(word)).forEach((word) => offer([word, word]));
        inputs.forEach((input, word) => { input.checked = chosen.includes(word); });
      },
    });
  };

  // --- many

  const list = (field) => {
    const { items } = field;
    const node = framed("list", field);
    const [body, add] = [...node.element.children].slice(-3);
    const rows = []; // {node, element, buttons}
    let counted = [];
    add.setAttribute("aria-label", `Thêm: ${field.label}`);

    const number = () => rows.forEach((row, place) => {
      const name = `${items.label} ${place + 1}`;
      const [up, down] = row.buttons;
      row.node.label.textContent = name;
      row.buttons.forEach((button) => button.setAttribute("aria-label", `${button.dataset.cbSays} ${name}`));
      up.disabled = place === 0;
      down.disabled = place === rows.length - 1;
    });
    const put = (row, place) => {
      rows.splice(place, 0, row);
      body.insertBefore(row.element, body.children[place] || null);
    };
    const take = (row) => {
      const place = rows.indexOf(row);
      rows.splice(place, 1);
      row.element.remove();
      return place;
    };
    /** After rows have come, gone or moved. */
    const settled = (focused) => {
      number();
      if (focused) focused.focus();
      changed();
    };
    const move = (row, by) => {
      put(row, take(row) + by);
      number();
      const [up, down] = row.buttons;
      settled((by < 0 ? [up, down] : [down, up]).find((button) => !button.disabled));
    };
    const remove = (row) => {
      const place = take(row);
      const next = rows[place] || rows[place - 1];
      settled(next ? next.node.focusable() : add);
    };
    const insert = (place) => {
      const row = { node: build(items, place > 0), element: copied("row") };
      row.element.prepend(row.node.element);
      row.buttons = [...row.element.lastElementChild.children];
      const acts = [() => move(row, -1), () => move(row, 1), () => remove(row)];
      row.buttons.forEach((button, which) => clicked(button, acts[which]));
      if (items.type === "string" && !choicesOf(items)) takeLines(row);
      put(row, place);
      return row;
    };
    /** Enter goes on in a new line; a pasted list becomes as many lines. */
    const takeLines = (row) => {
      const { input } = row.node;
      const free = (place) => (rows[place] && !rows[place].node.read() ? rows[place] : insert(place));
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        settled(free(rows.indexOf(row) + 1).node.input);
      });
      input.addEventListener("paste", (event) => {
        const pasted = event.clipboardData.getData("text").split(/\r?\n/);
        const lines = pasted.map((line) => line.replace(/^\s*(?:[-–•*]|\d+[.)])\s+/, "")).filter((line) => line.trim());
        if (lines.length < 2) return;
        event.preventDefault();
        row.node.write(`${input.value} ${lines.shift()}`.trim());
        lines.forEach((line, further) => free(rows.indexOf(row) + 1 + further).node.write(line));
        settled();
      });
    };
    clicked(add, () => settled(insert(rows.length).node.focusable()));

    return Object.assign(node, {
      focusable: () => {
        const empty = rows.find((row) => row.node.read() === undefined);
        return empty ? empty.node.focusable() : add;
      },
      read: () => {
        const values = rows.map((row) => row.node.read());
        counted = rows.filter((row, place) => values[place] !== undefined);
        return counted.length ? values.filter((value) => value !== undefined) : undefined;
      },
      write: (values = []) => {
        const wanted = Math.max(values.length, field.required ? field.minItems || 1 : 0);
        rows.slice(wanted).forEach(take);
        while (rows.length < wanted) insert(rows.length);
        rows.forEach((row, place) => row.node.write(values[place]));
        number();
      },
      inner: () => counted.map((row) => row.node),
    });
  };

  /** Folded: its name and something beside it stay in sight. */
  const folded = (name, node) => {
    const details = copied("folded");
    const [label, beside] = details.firstElementChild.children;
    label.textContent = name;
    details.append(node.element);
    return { details, beside };
  };

  const object = (field, isLater) => {
    const node = framed("fields", field, isLater);
    const names = Object.keys(field.properties);
    const fields = valuesOf(names, (name) => build(field.properties[name], isLater));
    const isRare = (name) => isLong(field.properties[name]) && !field.properties[name].required;
    const fold = (name) => folded(fields[name].label.textContent, fields[name]).details;
    const inOrder = [...names].sort((one, other) => isRare(one) - isRare(other));
    node.fault.before(...inOrder.map((name) => (isRare(name) ? fold(name) : fields[name].element)));
    return Object.assign(node, {
      focusable: () => fields[names[0]].focusable(),
      read: () => {
        const value = valuesOf(names, (name) => fields[name].read());
        return Object.keys(value).length ? value : undefined;
      },
      write: (value = {}) => names.forEach((name) => fields[name].write(value[name])),
      inner: () => fields,
    });
  };

  const build = (field, isLater) => {
    if (field.type === "object") return object(field, isLater);
    if (field.type !== "array") return scalar(field, isLater);
    const choices = choicesOf(field.items);
    return choices && choices.length <= FEW ? boxes(field) : list(field);
  };

  /** A field of the outermost level; long ones are folded, with their `state` in sight. */
  const outermost = (field) => {
    const node = build(field);
    if (!isLong(field)) return node;
    const { details, beside } = folded(field.label, node);
    node.label.className = "cb-hide";
    return Object.assign(node, { details, state: beside });
  };

  return { element, clicked, valuesOf, choicesOf, outermost, placed, tell };
};
