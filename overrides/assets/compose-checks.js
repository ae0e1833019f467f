// What `check` would say of one record, in the same words: they come with the data. Everything that needs other records
// or a feeling for style is left to it. tests/test_compose.py compares both. ES2019: Chrome 80.
window.composeChecks = (data, clean) => {
  "use strict";

  const patterns = Object.keys(data.patterns).reduce((all, name) => {
    if (name !== "forbidden") all[data.patterns[name]] = name;
    return all;
  }, {});
  const asOne = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "x"); // a sign outside the BMP is one, too
  const lengthOf = (text) => asOne(text).length;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name]);
  const said = (sentence, values) => data.sentences[sentence].map((text) => filled(text, values));

  /** What a field is for, in a few words: the first line of its description. */
  const about = (schema) => schema.description.split("\n\n")[0].replace(/\.$/, "");

  /** The most characters that a text may have; undefined where there is no limit. */
  const mostOf = (schema) => {
    const found = /\{1,(\d+)\}/.exec(schema.pattern || "");
    return found ? Number(found[1]) : undefined;
  };

  /** "Giả danh cơ quan" → "gia-danh-co-quan". */
  const asId = (text) => text.replace(/[đĐðÐ]/g, "d").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  const lastDay = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

  const isDay = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  };

  const aboutDay = (sentence, written, others) => {
    const [what, fix] = said(sentence, { written, others });
    let numbers = (written.match(/[0-9]+/g) || []).map(Number);
    if (numbers.length === 3 && numbers[0] <= 31) numbers = numbers.reverse();
    const [year, month, day] = numbers;
    if (numbers.length !== 3 || year <= 31) return [what, fix];
    if (month < 1 || month > 12) return [what, said("no_such_month", {})[1]];
    const last = lastDay(year, month);
    if (day < 1 || day > last) return [what, said("no_such_day", { month, year, last })[1]];
    const meant = [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
    return [what, said("day_meant", { day: meant })[1]];
  };

  const aboutPattern = (name, written, schema) => {
    const pattern = patterns[schema.pattern];
    if (pattern === "day") return isDay(written) && new RegExp(schema.pattern).test(written) ? null : aboutDay("day", written, "");
    if (pattern === "partialDay") {
      const whole = `${written}-01-01`.slice(0, 10);
      return new RegExp(schema.pattern).test(written) && isDay(whole) ? null : aboutDay("partial_day", written, data.otherDays);
    }
    const limit = mostOf(schema);
    if (limit !== undefined) {
      const length = lengthOf(written);
      return length > limit ? said("string_too_long", { name, length, limit, excess: length - limit }) : null;
    }
    if (!schema.pattern || new RegExp(schema.pattern).test(asOne(written))) return null;
    if (pattern === "id") {
      const [what, fix] = said("id", { written });
      const meant = asId(written);
      return [what, meant ? said("id_meant", { meant })[1] : fix];
    }
    if (pattern === "url") return said("address", { written });
    return ["", schema.patternErrorMessage];
  };

  const aboutNumber = (name, value, schema) => {
    if (typeof value !== "number") {
      const [what, fix] = said("whole_number", { name });
      return [what, name === "review_after_days" ? data.reviewFix : fix];
    }
    return value < schema.minimum || value > schema.maximum ? said("out_of_range", { written: value }) : null;
  };

  /** Everything wrong with a value: {path, what, fix}, in the order of the record. */
  const faults = (value, schema, path) => {
    const name = path.filter((step) => typeof step === "string").pop();
    const told = (pair) => (pair ? [{ path, what: pair[0], fix: pair[1] }] : []);
    if (schema.type === "object") {
      const names = path.length ? Object.keys(schema.properties) : data.order;
      return names.reduce((all, inner) => {
        const inside = schema.properties[inner];
        if (value[inner] !== undefined) return all.concat(faults(value[inner], inside, [...path, inner]));
        if (!schema.required.includes(inner)) return all;
        const [what, fix] = said("missing", { name: inner, about: ` (${about(inside)})` });
        return all.concat({ path: [...path, inner], what, fix });
      }, []);
    }
    if (schema.type === "array") {
      const length = value.length;
      const { minItems, maxItems } = schema;
      const counted = length < minItems ? said("too_short", { name, length, limit: minItems, lack: minItems - length })
        : length > maxItems ? said("too_long", { name, length, limit: maxItems, excess: length - maxItems }) : null;
      return value.reduce((all, item, place) => all.concat(faults(item, schema.items, [...path, place])), told(counted));
    }
    if (schema.type === "integer") return told(aboutNumber(name, value, schema));
    if (schema.type === "boolean") return [];
    if (schema.enum) {
      const words = schema.enum.join(", ");
      return schema.enum.includes(value) ? [] : told(said("unknown_word", { written: value, name, words }));
    }
    return told(aboutPattern(name, value, schema));
  };

  const repeated = (value, path) => {
    if (Array.isArray(value) && typeof value[0] === "string") {
      const name = path.filter((step) => typeof step === "string").pop();
      return value.reduce((all, item, place) => {
        const first = value.indexOf(item);
        if (first === place) return all;
        const [what, fix] = said("repeated", { written: item, name, first: first + 1 });
        return all.concat({ path: [...path, place], what, fix });
      }, []);
    }
    if (!value || typeof value !== "object") return [];
    const steps = Array.isArray(value) ? value.map((item, place) => place) : Object.keys(value);
    return steps.reduce((all, step) => all.concat(repeated(value[step], [...path, step])), []);
  };

  const spoken = (day) => day.split("-").reverse().join("/");

  /** What the fields of one record say to each other. */
  const rules = function* (value) {
    const { title = "", summary = "", category, published, updated, changes = [] } = value;
    const excess = lengthOf(title) + lengthOf(summary) - data.limits.titleAndSummary;
    if (excess > 0) yield [["summary"], said("sms_length", { excess })];
    const term = data.categories[category];
    if (term && term.hazard) {
      for (const name of ["script", "coaching"]) {
        if (value[name]) yield [[name], said("hazard", { category: term.label, name })];
      }
    }
    if (!published || !updated) return;
    if (updated < published) {
      yield [["updated"], said("updated_before_published", { updated: spoken(updated), published: spoken(published) })];
    }
    const days = changes.map((change) => change.on || "");
    if (updated > published && !days.includes(updated)) {
      yield [["updated"], said("change_untold", { updated: spoken(updated), day: updated })];
    }
    for (let place = 0; place < days.length; place += 1) {
      const day = days[place];
      if (day && (day < published || day > updated)) {
        yield [["changes", place, "on"], said("change_out_of_time", { day: spoken(day) })];
      }
    }
  };

  /** As `check`: what a field says of another is looked at once each is sound by itself. */
  const check = (value) => {
    const found = faults(value, data.schema, []);
    if (found.length) return found;
    return [
      ...repeated(value, []),
      ...[...rules(value)].map(([path, [what, fix]]) => ({ path, what, fix })),
    ];
  };

  const proposedId = (title, taken) => {
    const stem = asId(clean(title)).split("-").slice(0, data.idWords).join("-") || "ban-ghi-moi";
    let name = stem;
    for (let number = 2; taken.includes(name); number += 1) name = `${stem}-${number}`;
    return name;
  };

  return { check, about, mostOf, lengthOf, asId, proposedId, said };
};
