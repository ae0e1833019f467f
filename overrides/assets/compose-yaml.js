// A record as YAML, in the form that the reader of records wants: one line for a text, in quotes, only \" and \\ as
// escapes; words and ids bare where no reader could take them for anything else. ES2019: Chrome 80.
window.composeYaml = (data) => {
  "use strict";

  const forbidden = new RegExp(`(?:${data.patterns.forbidden})|[\\ud800-\\udfff]`, "gu");
  const BARE = /^[a-z]+(?:-?[a-z0-9]+)*$|^[AB]$/;
  const READ_OTHERWISE = /^(?:y|n|yes|no|on|off|true|false|null)$/;
  const FOLDED_FROM = 200; // characters; a longer text is easier to correct with a sentence on each line

  /** What a reader sees of a typed text: one line, no hidden signs, letters in one piece. */
  const clean = (text) => text.normalize("NFC").replace(forbidden, " ").replace(/\s+/g, " ").trim();

  const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;

  const isWord = (schema) => Boolean(schema.enum) || schema.pattern === data.patterns.id;

  const scalar = (value, schema) => (
    typeof value === "string" && !(isWord(schema) && BARE.test(value) && !READ_OTHERWISE.test(value))
      ? quoted(value) : String(value)
  );

  const indented = (lines, first, others) => lines.map((line, place) => (place ? others : first) + line);

  /** The lines of a field: its name and its value. */
  const entry = (name, value, schema, isOutermost) => {
    if (Array.isArray(value)) {
      if (!value.length || (schema.items.type !== "object" && isWord(schema.items))) {
        return [`${name}: [${value.map((item) => scalar(item, schema.items)).join(", ")}]`];
      }
      const items = value.map((item) => (
        schema.items.type === "object" ? indented(block(item, schema.items), "  - ", "    ") : [`  - ${scalar(item, schema.items)}`]
      ));
      return [`${name}:`, ...items.reduce((all, lines) => all.concat(lines), [])];
    }
    if (schema.type === "object") return [`${name}:`, ...indented(block(value, schema), "  ", "  ")];
    if (isOutermost && typeof value === "string" && value.length > FOLDED_FROM) {
      return [`${name}: >-`, ...value.split(/(?<=[.!?]) /).map((sentence) => `  ${sentence}`)];
    }
    return [`${name}: ${scalar(value, schema)}`];
  };

  const block = (value, schema) => Object.keys(schema.properties)
    .filter((name) => value[name] !== undefined)
    .reduce((lines, name) => lines.concat(entry(name, value[name], schema.properties[name])), []);

  const field = (name, value) => entry(name, value[name], data.schema.properties[name], true).join("\n");

  /** Short fields stand together, long ones apart. */
  const joined = (parts) => parts.reduce((text, part, place) => {
    if (!place) return part;
    const isShort = !part.includes("\n") && !parts[place - 1].includes("\n");
    return text + (isShort ? "\n" : "\n\n") + part;
  }, "");

  const record = (value) => {
    const names = data.order.filter((name) => value[name] !== undefined);
    return names.length ? `${joined(names.map((name) => field(name, value)))}\n` : "";
  };

  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /**
   * The text of a file with the fields that differ between `before` and `value`, everything else as it stands there,
   * notes included. Null where the text is not such a file.
   */
  const revised = (text, before, value) => {
    const parts = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").split(/^(?=[a-z_]+:)/m);
    const head = /^[a-z_]+:/.test(parts[0]) ? "" : parts.shift();
    const names = parts.map((part) => part.split(":")[0]);
    if (!parts.length || names.some((name) => !data.order.includes(name)) || new Set(names).size < names.length) return null;
    const changed = data.order.filter((name) => !same(before[name], value[name]));
    // what follows a field, empty lines and notes, belongs to the next one
    const tail = (part) => /(?:\n(?:#[^\n]*)?)*$/.exec(part)[0];
    const kept = parts.map((part, place) => {
      const name = names[place];
      if (!changed.includes(name)) return [name, part];
      return [name, value[name] === undefined ? tail(part).replace(/^\n+/, "") : field(name, value) + tail(part)];
    });
    changed.filter((name) => !names.includes(name) && value[name] !== undefined).forEach((name) => {
      const rank = data.order.indexOf(name);
      const place = kept.filter(([other]) => data.order.indexOf(other) < rank).length;
      const above = place ? kept[place - 1] : ["", ""];
      const notes = /(?:#[^\n]*\n)*$/.exec(above[1])[0]; // of the field below
      above[1] = above[1].slice(0, above[1].length - notes.length).replace(/\n*$/, place ? "\n\n" : "");
      kept.splice(place, 0, [name, `${field(name, value)}\n\n${notes}`]);
    });
    return head + kept.map(([, part]) => part).join("").replace(/\n*$/, "\n");
  };

  return { clean, record, revised };
};
