// The tone of a pasted message: the same rule as awareness/message_signs.py, proven equal by tests/test_message_signs.py
// on the same messages. What it looks for comes with the model. ES2018: Chrome 64.
window.messageSigns = (() => {
  "use strict";

  const { readableLetters, syllables } = window.searchFolding;
  const { tokens, signs, warning, then, limits: [some, strong, calmMost] } = window.messageModel;
  const TOKEN = new RegExp(tokens.map(([, pattern]) => "(" + pattern + ")").join("|"), "gu");
  const THEN = new RegExp(then, "yu");
  const SIGNS = signs.map(([id, label, weight, pattern]) => ({ id, label, weight, pattern: new RegExp(pattern, "gu") }));
  const WARNING = new RegExp(warning, "gu");

  const eachMatch = (pattern, text, use) => {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) if (use(match)) return true;
    return false;
  };

  const refanged = (text) => text.replace(/hxxp/g, "http").replace(/\[(?:\.|dot)\]/g, ".");

  const marked = (sentence) => {
    const words = sentence.filter(({ folded }) => folded).length;
    const bare = sentence.filter(({ folded, keyed }) => folded === keyed).length;
    return sentence.map(({ folded, keyed }) => (folded === keyed && bare * 2 > words ? "~" : "") + keyed);
  };

  const normalized = (message) => {
    const sentences = [[]];
    eachMatch(TOKEN, refanged(readableLetters(message)), (match) => {
      const [name] = tokens[match.slice(1).findIndex((group) => group !== undefined)];
      sentences[sentences.length - 1].push(...(name ? [{ folded: "", keyed: name }] : syllables(match[0])));
      if (name === ".") sentences.push([]);
    });
    return " " + [].concat(...sentences.map(marked)).join(" ") + " ";
  };

  const isSeen = (pattern, text) =>
    eachMatch(pattern, text, (match) => {
      THEN.lastIndex = match.index + match[0].length;
      return !match[1] || THEN.test(text);
    });

  const judge = (message) => {
    const text = normalized(message);
    const seen = SIGNS.filter(({ pattern }) => isSeen(pattern, text));
    const warns = isSeen(WARNING, text);
    const sum = (list) => list.reduce((total, { weight }) => total + weight, 0);
    const calm = Math.max(-calmMost, sum(seen.filter(({ weight }) => weight < 0)));
    const alarm = sum(seen.filter(({ weight }) => weight > 0));
    const score = Math.max(alarm + calm, alarm >= strong ? some : 0);
    let tone = "strong";
    if (score < some) tone = "none";
    else if (score < strong || warns) tone = "some";
    return { tone, score, warns, seen };
  };

  return { judge, refanged };
})();
