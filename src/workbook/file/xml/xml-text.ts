const NAMED: ReadonlyMap<string, string> = new Map([["amp", "&"], ["lt", "<"], ["gt", ">"], ["quot", '"'], ["apos", "'"]]);

/**
 * Text or attribute value without its entities; `null` where there is one that XML itself does not define
 * (those need a document type, which we refuse: XML bombs are made of them).
 */
export function decodeEntities(raw: string): string | null {
  let ampersand = raw.indexOf("&");
  if (ampersand < 0) return raw;
  let text = "";
  let from = 0;
  while (ampersand >= 0) {
    const semicolon = raw.indexOf(";", ampersand);
    const char = semicolon < 0 || semicolon - ampersand > MAX_ENTITY ? null : characterOf(raw, ampersand + 1, semicolon);
    if (char === null) return null;
    text += raw.slice(from, ampersand) + char;
    from = semicolon + 1;
    ampersand = raw.indexOf("&", from);
  }
  return text + raw.slice(from);
}

/** "&#x10FFFF;" and no longer, leading zeros left aside. */
const MAX_ENTITY = 16;

function characterOf(raw: string, from: number, to: number): string | null {
  if (raw.charCodeAt(from) !== 0x23) return NAMED.get(raw.slice(from, to)) ?? null;
  const isHex = raw.charCodeAt(from + 1) === 0x78;
  const digits = raw.slice(from + (isHex ? 2 : 1), to);
  if (!(isHex ? /^[0-9A-Fa-f]+$/ : /^[0-9]+$/).test(digits)) return null;
  const code = parseInt(digits, isHex ? 16 : 10);
  return code > 0x10ffff ? null : String.fromCodePoint(code);
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;" };

export function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char);
}

export function escapeAttribute(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (char) => ESCAPES[char] ?? char);
}

/** Characters that XML cannot hold, lone surrogates included. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function hexEscape(char: string): string {
  return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
}

/** Cell text as ST_Xstring: what XML cannot hold becomes _xHHHH_, and text that looks like that is protected. Rule FH-22. */
export function encodeCellText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_").replace(ILLEGAL, hexEscape).replaceAll("\r", "_x000D_");
}

/** The way back from `encodeCellText`. */
export function decodeCellText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
