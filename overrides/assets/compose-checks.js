// What `check` would say of one record, in the same words: they come with the data. What needs other records or a feeling
// for style is left to it. tests/test_compose.py compares both.
window.composeChecks = (data, clean) => {
  "use strict";

  const asOne = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "x"); // a sign outside the BMP is one, too
  const lengthOf = (text) => asOne(text).length;

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name]);
  const said = (sentence, values) => data.sentences[sentence].map((text) => filled(text, values));

  /** "Giả danh cơ quan" → "gia-danh-co-quan". */
  const asId = (text) => text.replace(/[đĐðÐ]/g, "d").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  const isLike = (kind, text) => new RegExp(data.patterns[kind]).test(asOne(text));

  const lastDay = (year, month) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

  /** Of numbers with dashes between them, as precise as known. */
  const isInCalendar = (text) => {
    const [year, month = 1, day = 1] = text.split("-").map(Number);
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay(year, month);
  };

  /** How to mend what was meant for a whole day; undefined where it was not. */
  const dayMeant = (written) => {
    let numbers = (written.match(/[0-9]+/g) || []).map(Number);
    if (numbers.length === 3 && numbers[0] <= 31) numbers = numbers.reverse();
    const [year, month, day] = numbers;
    if (numbers.length !== 3 || year <= 31) return undefined;
    if (month < 1 || month > 12) return said("no_such_month", {})[1];
    const last = lastDay(year, month);
    if (day < 1 || day > last) return said("no_such_day", { month, year, last })[1];
    const padded = numbers.map((number, place) => String(number).padStart(place ? 2 : 4, "0"));
    return said("day_meant", { day: padded.join("-") })[1];
  };

  const aboutText = (name, written, { kind, most }) => {
    const length = lengthOf(written);
    if (most && length > most) return said("string_too_long", { name, length, limit: most, excess: length - most });
    if (!kind) return null;
    const isDay = kind.includes("day");
    if (isLike(kind, written) && (!isDay || isInCalendar(written))) return null;
    const [what, fix] = said(kind, { written });
    if (isDay) return [what, dayMeant(written) || fix];
    const meant = kind === "id" && asId(written);
    return [what, meant ? said("id_meant", { meant })[1] : fix];
  };

  const aboutNumber = (name, value, { minimum, maximum, fix }) => {
    if (typeof value !== "number") return [said("whole_number", { name })[0], fix];
    return value < minimum || value > maximum ? said("out_of_range", { written: value }) : null;
  };

  const aboutLength = (name, { length }, { minItems, maxItems }) => {
    if (length < minItems) return said("too_short", { name, length, limit: minItems, lack: minItems - length });
    return length > maxItems ? said("too_long", { name, length, limit: maxItems, excess: length - maxItems }) : null;
  };

  const fault = (path, [what, fix]) => ({ path, what, fix });
  const nameOf = (path) => path.filter((step) => typeof step === "string").pop();

  /** Everything wrong with a value: {path, what, fix}, in the order of the record. */
  const faults = (value, field, path) => {
    const name = nameOf(path);
    const told = (sentences) => (sentences ? [fault(path, sentences)] : []);
    if (field.type === "object") {
      return Object.keys(field.properties).flatMap((inner) => {
        const inside = field.properties[inner];
        const place = [...path, inner];
        if (value[inner] !== undefined) return faults(value[inner], inside, place);
        return inside.required ? fault(place, said("missing", { name: inner, about: ` (${inside.about})` })) : [];
      });
    }
    if (field.type === "array") {
      const inner = value.flatMap((item, place) => faults(item, field.items, [...path, place]));
      return [...told(aboutLength(name, value, field)), ...inner];
    }
    if (field.type === "integer") return told(aboutNumber(name, value, field));
    if (!field.words) return told(aboutText(name, value, field));
    const words = field.words.map(([word]) => word);
    return words.includes(String(value)) ? [] : told(said("unknown_word", { written: value, name, words: words.join(", ") }));
  };

  const repeated = (value, path) => {
    if (typeof value !== "object") return [];
    const isList = Array.isArray(value);
    return Object.keys(value).flatMap((key) => {
      const place = [...path, isList ? Number(key) : key];
      const item = value[key];
      const first = isList ? value.indexOf(item) : key;
      if (String(first) === key) return repeated(item, place);
      return fault(place, said("repeated", { written: item, name: nameOf(path), first: first + 1 }));
    });
  };

  const spoken = (day) => day.split("-").reverse().join("/");

  /** What the fields of one record say to each other. */
  const rules = function* (value) {
    const { title = "", summary = "", category, published, updated, changes = [] } = value;
    const excess = lengthOf(title) + lengthOf(summary) - data.titleAndSummary;
    if (excess > 0) yield fault(["summary"], said("sms_length", { excess, limit: data.titleAndSummary }));
    const { hazard, label } = data.categories[category];
    for (const name of ["script", "coaching"]) {
      if (hazard && value[name]) yield fault([name], said("hazard", { category: label, name }));
    }
    const days = { updated: spoken(updated), published: spoken(published), day: updated };
    if (updated < published) yield fault(["updated"], said("updated_before_published", days));
    const told = changes.map((change) => change.on);
    if (updated > published && !told.includes(updated)) yield fault(["updated"], said("change_untold", days));
    for (const [place, day] of told.entries()) {
      if (day < published || day > updated) {
        yield fault(["changes", place, "on"], said("change_out_of_time", { day: spoken(day) }));
      }
    }
  };

  /** As `check`: what a field says of another is looked at once each is sound by itself. */
  const check = (value) => {
    const found = faults(value, data.form, []);
    return found.length ? found : [...repeated(value, []), ...rules(value)];
  };

  const proposedId = (title, taken) => {
    const stem = asId(clean(title)).split("-").slice(0, data.idWords).join("-") || "ban-ghi-moi";
    let name = stem;
    for (let number = 2; taken.includes(name); number += 1) name = `${stem}-${number}`;
    return name;
  };

  return { check, lengthOf, isLike, proposedId, said, filled, spoken };
};
