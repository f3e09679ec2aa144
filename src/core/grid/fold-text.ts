const CJK = "\\u2e80-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef";
const SPACE_BETWEEN_CJK = new RegExp(`(?<=[${CJK}]) (?=[${CJK}])`, "g");
const INVISIBLE = /[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]/g;

/**
 * Text as a reader sees it on one line: runs of white space (line breaks, full-width spaces) become one space, spaces
 * that only spread Chinese characters apart ("项  目", "工\n作") go, invisible characters go, ends are trimmed. Rule RC-2.
 */
export function foldText(text: string): string {
  const spaced = text.replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
  return spaced.includes(" ") ? spaced.replace(SPACE_BETWEEN_CJK, "") : spaced;
}

/**
 * Text for comparing: folded, full-width letters, digits and punctuation as half-width (NFKC), lower case, and no
 * space beside a Chinese character. "权重 （％）" and "权重(%)" compare equal. Rule RC-2.
 */
export function matchText(text: string): string {
  const folded = foldText(foldText(text).normalize("NFKC")).toLowerCase();
  return folded.includes(" ") ? folded.replace(SPACE_BESIDE_CJK, "") : folded;
}

const SPACE_BESIDE_CJK = /(?<=[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]) | (?=[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff])/g;

/** How wide a text stands on paper, in half-width characters: a Chinese character counts 2. Looks at `limit` characters at most. */
export function displayWidth(text: string, limit = 2000): number {
  const length = Math.min(text.length, limit);
  let width = text.length - length;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    width += (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) || (code >= 0xff00 && code <= 0xff60) ? 2 : 1;
  }
  return width;
}
