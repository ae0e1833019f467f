// The messages of a warning, as awareness/sharing.py makes them; tests/test_compose.py compares both on every real record.
window.composeMessages = (data, lengthOf) => {
  "use strict";

  const { allowed, otherwise } = data.smsSigns;

  /** In the characters of one SMS: "đừng" and "dừng" would both read "dung". */
  const asSms = (text) => {
    const said = text.replace(/Đừng/g, "Không").replace(/đừng/g, "không");
    const plain = [...said].map((sign) => (sign in otherwise ? otherwise[sign] : sign)).join("").normalize("NFD");
    return [...plain].filter((sign) => allowed.includes(sign)).join("");
  };

  /** {full, short, sms} of a record without faults; id: in its address. */
  return (record, id) => {
    const { title, summary, red_flags: flags, do: acts, never } = record;
    const { numbers, call, help, hashtags } = data.categories[record.category];
    const url = `${data.pages}${id}/`;
    const danger = `⚠️ ${title.toUpperCase()}`;
    const least = [danger, `✅ ${summary}`, call, url].join("\n");

    const full = [3, 2, 1].map((kept) => [
      danger,
      record.how_it_works[0],
      ...flags.slice(0, kept).map((line) => `▪ ${line}`),
      ...acts.slice(0, kept).map((line) => `✅ ${line}`),
      `❌ ${never[0]}`,
      help,
      url,
      hashtags,
    ].join("\n"));

    const choices = flags.flatMap((flag, one) => acts.flatMap((act, two) => never.map((no, three) => ({
      rank: one + two + three,
      text: [danger, `▪ ${flag}`, `✅ ${act}`, `❌ ${no}`, call, url].join("\n"),
    }))));
    const short = choices.sort((one, other) => one.rank - other.rank).map(({ text }) => text);

    const warning = `CANH BAO: ${title}.`;
    const tells = (advice) => numbers.some((number) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(advice));
    const counsel = summary.split(/(?<=[.!?])\s+/);
    const counsels = counsel.map((_, left) => counsel.slice(0, counsel.length - left).join(" "));
    const sms = [...counsels, ...acts].map((advice) => (
      asSms([warning, advice, ...(tells(advice) ? [] : [`${call}.`]), data.site].join(" "))
    ));

    const fitting = (messages, kind, last) => messages.find((text) => lengthOf(text) <= data.messages[kind]) || last;
    return {
      full: fitting(full, "full", least),
      short: fitting(short, "short", least),
      sms: fitting(sms, "sms", asSms(`${warning} ${call}. ${data.site}`)),
    };
  };
};
