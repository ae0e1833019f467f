// What `check` would say of one record, in the same words; tests/test_compose.py compares both.
window.composeChecks = (data, clean) => {
  "use strict";

  const lengthOf = (text) => [...text].length; // an emoji is one
  const against = (length, limit) => ({ length, limit, excess: length - limit, lack: limit - length });

  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name]);
  const said = (sentence, values) => data.sentences[sentence].map((text) => filled(text, values));

  /** "Giả danh cơ quan" → "gia-danh-co-quan". */
  const asId = (text) => text.replace(/[đĐðÐ]/g, "d").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  /** 2025-02-30 is another day when it is read. */
  const isInCalendar = (text) => !text.startsWith("0000") && String(new Date(text).toJSON()).startsWith(text);

  const dayMeant = (written) => {
    const numbers = (written.match(/[0-9]+/g) || []).map(Number);
    if (numbers[0] <= 31) numbers.reverse();
    const [year, month, day] = numbers;
    if (numbers.length !== 3 || year <= 31) return "";
    if (month < 1 || month > 12) return said("no_such_month", {})[1];
    const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
    if (day < 1 || day > last) return said("no_such_day", { month, year, last })[1];
    const padded = numbers.map((number, place) => String(number).padStart(place ? 2 : 4, "0"));
    return said("day_meant", { day: padded.join("-") })[1];
  };

  const aboutText = (name, written, { kind, most }) => {
    const length = lengthOf(written);
    if (length > most) return said("string_too_long", { name, ...against(length, most) });
    if (!kind) return null;
    const isDay = kind.includes("day");
    if (new RegExp(data.patterns[kind]).test(written) && (!isDay || isInCalendar(written))) return null;
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
    if (length < minItems) return said("too_short", { name, ...against(length, minItems) });
    return length > maxItems ? said("too_long", { name, ...against(length, maxItems) }) : null;
  };

  const fault = (path, [what, fix], isReminder = false) => ({ path, what, fix, isReminder });
  const longSentences = (text, limit, path) => text.split(new RegExp(data.sentenceEnd)).flatMap((sentence) => {
    const words = sentence.split(" ");
    const values = { beginning: words.slice(0, 5).join(" "), ...against(words.length, limit) };
    return values.excess > 0 ? fault(path, said("long_sentence", values), true) : [];
  });

  const nameOf = (path) => path.filter((step) => typeof step === "string").pop();

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
    if (!field.words) return [...told(aboutText(name, value, field)), ...longSentences(value, field.sentence, path)];
    const words = field.words.map(([word]) => word);
    return words.includes(String(value)) ? [] : told(said("unknown_word", { written: value, name, words: words.join(", ") }));
  };

  const repeated = (value, path) => Object.entries(value).flatMap(([key, item]) => {
    const isList = Array.isArray(value);
    const place = [...path, isList ? Number(key) : key];
    const first = isList ? value.indexOf(item) : key;
    if (first < key) return fault(place, said("repeated", { written: item, name: nameOf(path), first: first + 1 }));
    return typeof item === "object" ? repeated(item, place) : [];
  });

  const spoken = (day) => day.split("-").reverse().join("/");

  const rules = function* (value) {
    const { title = "", summary = "", category, published, updated, changes = [] } = value;
    const length = against(lengthOf(title) + lengthOf(summary), data.titleAndSummary);
    if (length.excess > 0) yield fault(["summary"], said("sms_length", length));
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

  const syllables = (text) => text.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

  /** How many syllables a number has in words: each group of three digits, and what it counts. */
  const inWords = (number) => number.toLocaleString("en").split(",").map(Number).reduce((said, group, place, { length }) => (
    group ? said + Number(data.syllables[said && group < 100 ? group + 100 : group]) + (place < length - 1) : said
  ), 0) || 1;

  /** As long as when it is read aloud: numbers become as many signs as they have syllables. */
  const aloud = (text) => data.aloud.reduce((read, [pattern, flags, words]) => (
    read.replace(new RegExp(pattern, flags), (...found) => words.replace(/\{(\D?)(\d)\}/g, (gap, way, group) => {
      const digits = found[group].replace(/\D/g, "");
      const isSpelt = way === "d" || (way === "f" && /^0|.../.test(digits));
      return way ? "x ".repeat(isSpelt ? digits.length : inWords(Number(digits))).trim() : found[group];
    }))
  ), text);

  const cardLength = ({ title, summary, red_flags: flags = [], do: acts = [], never = [] }) => (
    [title, summary, ...flags.slice(0, 3), ...acts, ...never].filter(Boolean).join(" ").split(" ").length
  );

  const reminders = function* (value) {
    const { card, least, most } = data.lengths;
    const told = (name, sentence, values) => fault([name], said(sentence, values), true);
    const length = cardLength(value);
    if (length > card) yield told("do", "long_answer_card", against(length, card));
    const loud = syllables(aloud(value.loudspeaker));
    if (loud > most) yield told("loudspeaker", "long_loudspeaker", against(loud, most));
    if (loud < least) yield told("loudspeaker", "short_loudspeaker", against(loud, least));
  };

  /** As `check`: what a field says of another is looked at once each is sound by itself. */
  const check = (value) => {
    const found = faults(value, data.form, []);
    const isSound = found.every(({ isReminder }) => isReminder);
    const all = isSound ? [...repeated(value, []), ...rules(value), ...found, ...reminders(value)] : found;
    return all.sort((one, other) => one.isReminder - other.isReminder);
  };

  const proposedId = (title, taken) => {
    const stem = asId(clean(title)).split("-").slice(0, data.idWords).join("-") || "ban-ghi-moi";
    let name = stem;
    for (let number = 2; taken.includes(name); number += 1) name = `${stem}-${number}`;
    return name;
  };

  return { check, aboutText, cardLength, lengthOf, proposedId, filled, spoken };
};
