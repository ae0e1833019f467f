// A record as YAML, as its reader wants it: texts in quotes, only \" and \\ as escapes; words and ids bare where no reader
// could take them for anything else.
window.composeYaml = (data) => {
  "use strict";

  const fields = data.form.properties;
  const order = Object.keys(fields);
  const forbidden = new RegExp(`(?:${data.forbidden})|[\\ud800-\\udfff]`, "gu");
  const BARE = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)(?:[a-z]+(?:-?[a-z0-9]+)*|[AB])$/;
  const FOLDED_FROM = 200; // characters; easier to correct with a sentence on each line

  /** What a reader sees of a typed text: one line, no hidden signs, letters in one piece. */
  const clean = (text) => text.normalize("NFC").replace(forbidden, " ").replace(/\s+/g, " ").trim();

  const scalar = (value, field) => {
    const isBare = typeof value !== "string" || (field.bare && BARE.test(value));
    return isBare ? String(value) : `"${value.replace(/[\\"]/g, "\\$&")}"`;
  };

  const indented = (lines, first, others) => lines.map((line, place) => (place ? others : first) + line);

  const entry = (name, value, field, isOutermost) => {
    if (field.type === "object") return [`${name}:`, ...indented(block(value, field), "  ", "  ")];
    if (field.type === "array") {
      const { items } = field;
      if (items.bare) return [`${name}: [${value.map((item) => scalar(item, items)).join(", ")}]`];
      const lines = (item) => (items.type === "object" ? block(item, items) : [scalar(item, items)]);
      return [`${name}:`, ...value.flatMap((item) => indented(lines(item), "  - ", "    "))];
    }
    if (isOutermost && value.length > FOLDED_FROM) {
      return [`${name}: >-`, ...value.split(/(?<=[.!?]) /).map((sentence) => `  ${sentence}`)];
    }
    return [`${name}: ${scalar(value, field)}`];
  };

  const block = (value, { properties }) => Object.keys(properties)
    .filter((name) => value[name] !== undefined)
    .flatMap((name) => entry(name, value[name], properties[name]));

  const outermost = (name, value) => entry(name, value[name], fields[name], true).join("\n");

  const record = (value) => {
    const parts = order.filter((name) => value[name] !== undefined).map((name) => outermost(name, value));
    const isLong = (part) => part.includes("\n");
    // short fields stand together, long ones apart
    return parts.map((part, place) => (place && (isLong(part) || isLong(parts[place - 1])) ? `\n${part}\n` : `${part}\n`)).join("");
  };

  /** The text of a file with what differs between `before` and `value`, all else as it stands; null: no such file. */
  const revised = (text, before, value) => {
    const parts = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split(/^(?=[a-z_]+:)/m);
    const head = /^[a-z_]+:/.test(parts[0]) ? "" : parts.shift();
    const names = parts.map((part) => part.split(":")[0]);
    if (!parts.length || names.some((name) => !fields[name]) || new Set(names).size < names.length) return null;
    const changed = order.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(value[name]));
    // what follows a field, empty lines and notes, belongs to the next one
    const tail = (part) => /(?:\n(?:#[^\n]*)?)*$/.exec(part)[0];
    const kept = parts.map((part, place) => {
      const name = names[place];
      if (!changed.includes(name)) return [name, part];
      return [name, value[name] === undefined ? tail(part).replace(/^\n+/, "") : outermost(name, value) + tail(part)];
    });
    changed.filter((name) => !names.includes(name) && value[name] !== undefined).forEach((name) => {
      const place = kept.filter(([other]) => order.indexOf(other) < order.indexOf(name)).length;
      const above = place ? kept[place - 1] : ["", ""];
      const notes = /(?:#[^\n]*\n)*$/.exec(above[1])[0]; // of the field below
      above[1] = above[1].slice(0, above[1].length - notes.length).replace(/\n*$/, place ? "\n\n" : "");
      kept.splice(place, 0, [name, `${outermost(name, value)}\n\n${notes}`]);
    });
    return head + kept.map(([, part]) => part).join("").replace(/\n*$/, "\n");
  };

  return { clean, record, revised };
};
