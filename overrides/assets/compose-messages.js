// The messages that a warning will have, as awareness/sharing.py makes them; tests/test_compose.py compares both on every
// real record. ES2019: Chrome 80.
window.composeMessages = (data, lengthOf) => {
  "use strict";

  const { limits, signs } = data;
  const gsm = new Set(signs.gsm);

  const sentences = (text) => text.split(/(?<=[.!?])\s+/);
  const otherwise = (text, table) => [...text].map((sign) => (sign in table ? table[sign] : sign)).join("");

  /** In the characters of one SMS: "đừng" and "dừng" would both read "dung". */
  const asSms = (text) => {
    const said = text.replace(/Đừng/g, "Không").replace(/đừng/g, "không");
    const plain = otherwise(otherwise(said, signs.sms), signs.plain).normalize("NFD");
    return [...plain].filter((sign) => gsm.has(sign)).join("");
  };

  const firstThatFits = (messages, length, least) => {
    for (const message of messages) if (lengthOf(message) <= length) return message;
    return least;
  };

  /** {full, short, sms} of a record that has no faults; id: what its address will be. */
  return (record, id) => {
    const category = data.categories[record.category];
    const url = `${data.address}canh-bao/${id}/`;
    const danger = `⚠️ ${record.title.toUpperCase()}`;
    const call = category.calls ? `Gọi ${category.calls}` : "Báo công an xã, phường";
    const least = [danger, `✅ ${record.summary}`, call, url].join("\n");
    const { red_flags: flags, do: acts, never } = record;

    const full = function* () {
      for (const kept of [3, 2, 1]) {
        yield [
          danger,
          record.how_it_works[0],
          ...flags.slice(0, kept).map((line) => `▪ ${line}`),
          ...acts.slice(0, kept).map((line) => `✅ ${line}`),
          `❌ ${never[0]}`,
          `Cần giúp: công an xã, phường nơi mình ở${category.calls ? `, hoặc gọi ${category.calls}` : ""}`,
          url,
          category.hashtags.map((tag) => `#${tag}`).join(" "),
        ].join("\n");
      }
    };

    const short = function* () {
      const places = [];
      flags.forEach((_, flag) => acts.forEach((__, act) => never.forEach((___, no) => places.push([flag, act, no]))));
      const sum = (place) => place[0] + place[1] + place[2];
      const compare = (one, other) => sum(one) - sum(other) || one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
      for (const [flag, act, no] of places.sort(compare)) {
        yield [danger, `▪ ${flags[flag]}`, `✅ ${acts[act]}`, `❌ ${never[no]}`, call, url].join("\n");
      }
    };

    const warning = `CANH BAO: ${record.title}.`;
    const site = data.address.replace(/^https?:\/\/|\/$/g, "");
    const numbers = category.calls ? category.calls.split(" hoặc ") : [];
    const tells = (counsel) => numbers.some((number) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(counsel));
    const sms = function* () {
      const counsel = sentences(record.summary);
      const counsels = counsel.map((_, place) => counsel.slice(0, counsel.length - place).join(" "));
      for (const advice of [...counsels, ...acts]) {
        yield asSms([warning, advice, ...(tells(advice) ? [] : [`${call}.`]), site].join(" "));
      }
    };

    return {
      full: firstThatFits(full(), limits.message, least),
      short: firstThatFits(short(), limits.short, least),
      sms: firstThatFits(sms(), limits.sms, asSms(`${warning} ${call}. ${site}`)),
    };
  };
};
