// The fields of a record, made from its form (awareness/compose_form.py) and the templates of the page.
window.composeFields = (data, tools) => {
  "use strict";

  const { clean, lengthOf, changed } = tools;
  let made = 0;

  const element = (name, { text, ...attributes }, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...(text === undefined ? children : [text]));
    return node;
  };

  const clicked = (button, act) => button.addEventListener("click", act);

  const copied = (name) => document.getElementById(`st-${name}`).content.firstElementChild.cloneNode(true);

  // stands where a line was removed, until something else is changed
  const undone = copied("undone");
  const offer = undone.firstElementChild;
  window.addEventListener("input", () => undone.remove());

  const valuesOf = (names, valueOf) => {
    const values = names.map((name) => [name, valueOf(name)]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  };

  /** [value, label] of what may be chosen; undefined where text is typed. */
  const choicesOf = ({ words, folder }) => (folder ? Object.entries(data.titles[folder]) : words);

  const framed = (template, field, isLater, input) => {
    made += 1;
    const id = `st-${made}`;
    const frame = copied(template);
    const [label, hint, count] = frame.children;
    const fault = frame.lastElementChild;
    label.textContent = field.named || field.label;
    hint.hidden = isLater || !field.hint; // once is enough in a list
    hint.textContent = hint.hidden ? "" : field.hint;
    hint.id = `${id}-nhac`;
    fault.id = `${id}-loi`;
    const subject = input || frame;
    subject.id = id;
    subject.setAttribute("aria-describedby", `${hint.id} ${fault.id}`);
    if (input) {
      label.htmlFor = id;
      hint.after(input);
    }
    return { id, element: frame, label, count, input, fault, inner: () => ({}) };
  };

  /** The field at a path, as far as there is one. */
  const placed = (node, [step, ...further]) => {
    const next = node.inner()[step];
    return next ? placed(next, further) : node;
  };

  const tell = ({ field: { fault, input }, text, isReminder }) => {
    fault.textContent = text;
    fault.hidden = false;
    if (input && !isReminder) input.setAttribute("aria-invalid", "true");
  };

  const scalar = (field, isLater) => {
    const choices = choicesOf(field);
    const isText = !choices && !field.input;
    const tag = choices ? "select" : isText ? "textarea" : "input";
    const input = element(tag, { class: "cb-share__text", autocomplete: "off", ...field.input });
    const node = framed("field", field, isLater, input);
    const offer = ([value, text]) => input.append(element("option", { value, text }));
    if (choices) [["", "Chọn…"], ...choices].forEach(offer);
    node.count.hidden = !isText;

    const measure = () => {
      if (!isText) return;
      const text = clean(input.value);
      input.rows = Math.min(12, 1 + input.value.length / 34); // signs in a row on a phone
      node.count.textContent = field.most ? `${lengthOf(text)}/${field.most} ký tự` : text && `${text.split(" ").length} tiếng`;
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

  /** Several of a few words. Their order is kept, since the first may count more. */
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
      read: () => (chosen.length ? chosen : undefined),
      write: (value = []) => {
        chosen = value;
        chosen.filter((word) => !inputs.has(word)).forEach((word) => offer([word, word]));
        inputs.forEach((input, word) => { input.checked = chosen.includes(word); });
      },
    });
  };

  const list = (field) => {
    const { items } = field;
    const node = framed("list", field);
    const [body, add] = [...node.element.children].slice(-3);
    const rows = []; // {node, element, buttons}
    let counted = [];
    add.setAttribute("aria-label", `Thêm: ${field.label}`);

    const number = () => {
      undone.remove();
      rows.forEach((row, place) => {
        const name = `${items.label} ${place + 1}`;
        row.node.label.textContent = name;
        row.buttons.forEach((button) => button.setAttribute("aria-label", `${button.dataset.cbSays} ${name}`));
        row.buttons[0].disabled = !place;
        row.buttons[1].disabled = place === rows.length - 1;
      });
    };
    const before = (element, place) => body.insertBefore(element, rows[place] ? rows[place].element : null);
    const put = (row, place) => {
      before(row.element, place);
      rows.splice(place, 0, row);
    };
    const take = (row) => {
      const place = rows.indexOf(row);
      rows.splice(place, 1);
      row.element.remove();
      return place;
    };
    const settled = (focused) => {
      number();
      if (focused) focused.focus();
      changed();
    };
    const move = (row, by, { currentTarget: pressed }) => {
      put(row, take(row) + by);
      number();
      settled([pressed, ...row.buttons].find((button) => !button.disabled));
    };
    const remove = (row) => {
      const place = take(row);
      const next = rows[place] || rows[place - 1];
      settled(next ? next.node.focusable() : add);
      if (row.node.read() === undefined) return;
      before(undone, place);
      offer.hidden = true;
      setTimeout(() => { offer.hidden = false; }, 100); // a status tells what comes once it is there
      offer.lastElementChild.onclick = () => {
        put(row, place);
        settled(row.node.focusable());
      };
    };
    const insert = (place) => {
      const row = { node: build(items, place > 0), element: copied("row") };
      row.element.prepend(row.node.element);
      row.buttons = [...row.element.lastElementChild.children];
      const acts = [(event) => move(row, -1, event), (event) => move(row, 1, event), () => remove(row)];
      row.buttons.forEach((button, which) => clicked(button, acts[which]));
      if (items.type === "string" && !choicesOf(items)) takeLines(row);
      put(row, place);
      return row;
    };
    /** Enter goes on in a new line; a pasted list becomes as many. */
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
        const wanted = Math.max(values.length, field.rows);
        rows.slice(wanted).forEach(take);
        while (rows.length < wanted) insert(rows.length);
        rows.forEach((row, place) => row.node.write(values[place]));
        number();
      },
      inner: () => counted.map((row) => row.node),
    });
  };

  const folded = (name, node) => {
    const details = copied("folded");
    const [label, state] = details.firstElementChild.children;
    label.textContent = name;
    details.append(node.element);
    return { details, state };
  };

  const object = (field, isLater) => {
    const node = framed("fields", field, isLater);
    const names = Object.keys(field.properties);
    const fields = valuesOf(names, (name) => build(field.properties[name], isLater));
    const isFolded = (name) => field.properties[name].folded;
    const fold = (name) => folded(fields[name].label.textContent, fields[name]).details;
    node.fault.before(
      ...names.filter((name) => !isFolded(name)).map((name) => fields[name].element),
      ...names.filter(isFolded).map(fold),
    );
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
    return field.few ? boxes(field) : list(field);
  };

  /** A field of the outermost level; long ones are folded, with their `state` in sight. */
  const outermost = (field) => {
    const node = build(field);
    if (!field.folded) return node;
    node.label.className = "cb-hide";
    return Object.assign(node, folded(field.label, node));
  };

  return { element, clicked, valuesOf, choicesOf, outermost, placed, tell };
};
