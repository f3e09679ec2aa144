import { checkLetters } from "../store/checksum";

const KEY_LETTERS = 10;
const MAX_READABLE = 40;
/** Visible ASCII and ideographs without a compatibility form: folding leaves such a text as it is. */
const PLAIN = /^[!-~\u4e00-\u9fff]*$/;
const CODE = /^[0-9A-Za-z][0-9A-Za-z._/-]{0,39}$/;

/**
 * Text as keys and headers compare it: compatibility forms unified (full-width digits and brackets become
 * ASCII), every kind of white space and invisible character dropped. Case is kept. Idempotent. Never changes:
 * keys of old workbooks depend on it. (ST-7)
 */
export function foldKeyText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize("NFKC").replace(/[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+/gu, "");
}

/**
 * Key of an indicator: its code where there is one, else "K" and ten letters over the folded path and name
 * (50 bits). Never depends on a position; marks are not part of it, so a changed mark keeps the key. (ST-8)
 */
export function indicatorKey(code: string | null, path: readonly string[], name: string): string {
  const folded = code === null ? "" : foldKeyText(code);
  if (CODE.test(folded)) return folded;
  return `K${checkLetters([...path, name].map((part) => foldKeyText(part)).join("\u001f"), KEY_LETTERS)}`;
}

/**
 * Key of a subject: staff number or code where there is one, else the folded name; a name too long to read
 * is hashed. (ST-9)
 */
export function subjectKey(code: string | null, name: string): string {
  const folded = code === null ? "" : foldKeyText(code);
  if (CODE.test(folded)) return folded;
  const key = foldKeyText(name);
  return key.length <= MAX_READABLE ? key : `S${checkLetters(key, KEY_LETTERS)}`;
}

/**
 * Keys made unique within a table: the second of a kind gets "~2", the third "~3". The order of the
 * others does not matter to a key. (ST-10)
 */
export function uniqueKeys(keys: readonly string[]): readonly string[] {
  const taken = new Set(keys);
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    if (count === 1) return key;
    let n = count;
    while (taken.has(`${key}~${String(n)}`)) n++;
    const unique = `${key}~${String(n)}`;
    taken.add(unique);
    return unique;
  });
}
