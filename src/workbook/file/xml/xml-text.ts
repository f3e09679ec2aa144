const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Text or attribute value without its entities; `null` where there is one that XML itself does not define
 * (those need a document type, which we refuse: XML bombs are made of them).
 */
export function decodeEntities(raw: string): string | null {
  if (!raw.includes("&")) return raw;
  const unknown: string[] = [];
  const text = raw.replace(/&([^;&]*)(;?)/g, (_, name: string, semicolon: string) => {
    const named = NAMED[name];
    if (semicolon && named !== undefined) return named;
    const code = /^#x[0-9A-Fa-f]{1,6}$/.test(name) ? parseInt(name.slice(2), 16) : /^#[0-9]{1,7}$/.test(name) ? Number(name.slice(1)) : -1;
    if (!semicolon || code < 0 || code > 0x10ffff) {
      unknown.push(name);
      return "";
    }
    return String.fromCodePoint(code);
  });
  return unknown.length > 0 ? null : text;
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
