// What somebody asks, taken from the address and folded for finding: the same folding as awareness/folding.py, proven by
// tests/test_search.py. On /tim/ before the other scripts, elsewhere only once a message is pasted. ES2018: Chrome 64.
window.searchFolding = (() => {
  "use strict";

  const TONES = { "\u0300": "1", "\u0301": "2", "\u0303": "3", "\u0309": "4", "\u0323": "5" };
  const LOOK_ALIKES = { а: "a", е: "e", о: "o", р: "p", с: "c", у: "y", х: "x", і: "i", ѕ: "s", ԁ: "d", ð: "đ" };
  const IGNORED = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
  const WORD = /[0-9]+(?:\/[0-9]+)+|[\p{L}\p{N}]+/gu;
  const FINAL_Y = /^([bcdđghklmnpqrstvx]+|qu)y$/;

  const iForY = (word) => word.replace(FINAL_Y, "$1i");

  const fold = (word) => {
    if (/^[\0-\x7f]*$/.test(word)) return { folded: iForY(word), keyed: iForY(word) };
    let tone = "";
    let letters = "";
    let bare = "";
    for (const letter of word.normalize("NFD")) {
      if (TONES[letter]) tone = TONES[letter];
      else {
        letters += letter;
        if (!/\p{M}/u.test(letter)) bare += letter;
      }
    }
    return { folded: iForY(bare.replace(/đ/g, "d")), keyed: iForY(letters.normalize("NFC")) + tone };
  };

  // Records use some thousands of syllables again and again: folded anew each time, they were most of a first search.
  const folded = new Map();

  const syllable = (word) => {
    if (!folded.has(word)) folded.set(word, fold(word));
    return folded.get(word);
  };

  const readableLetters = (text) => {
    const plain = text.replace(/⁄/g, "/").replace(IGNORED, "").normalize("NFKC").toLowerCase();
    return plain.replace(/[аеорсухіѕԁð]/g, (letter) => LOOK_ALIKES[letter]).normalize("NFC");
  };

  const syllables = (text) => (readableLetters(text).match(WORD) || []).map(syllable);

  const terms = (sequence, light = new Set()) => {
    const result = [];
    let previous = "";
    let previousTells = false;
    for (const { folded, keyed } of sequence) {
      result.push(folded);
      if (keyed !== folded) result.push("'" + keyed);
      if (folded.includes("/")) result.push(...folded.split("/"));
      const tells = !light.has(folded);
      if (previous && (tells || previousTells)) result.push(previous + "_" + folded);
      previous = folded;
      previousTells = tells;
    }
    return result;
  };

  /** What a shared search asks for, "" where the address holds none or no text. */
  const queryInAddress = () => {
    const match = /^#q=(.*)$/.exec(location.hash);
    try {
      return match ? decodeURIComponent(match[1]) : "";
    } catch (error) {
      return "";
    }
  };

  return { readableLetters, syllables, terms, queryInAddress };
})();
