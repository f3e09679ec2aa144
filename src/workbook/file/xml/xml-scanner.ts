import { CodedError } from "../../../core/coded-error";
import { decodeEntities } from "./xml-text";

/** What `nextTag` stands on. */
export const END_OF_TEXT = 0;
export const OPEN_TAG = 1;
export const CLOSE_TAG = 2;

/**
 * A forward cursor over the tags of one XML part that knows the offset of everything, which is what
 * patching in place needs. It checks nesting and attribute syntax and refuses document types.
 * The fields describe the current tag; one object serves the whole text.
 */
export type XmlScanner = {
  readonly text: string;
  readonly part: string;
  kind: typeof END_OF_TEXT | typeof OPEN_TAG | typeof CLOSE_TAG;
  /** Offset of "<". */
  start: number;
  /** Offset after ">". */
  end: number;
  nameStart: number;
  nameEnd: number;
  /** Where the name begins after its prefix. */
  localStart: number;
  /** An open tag that is its own close tag: no close tag follows. */
  selfClosing: boolean;
  attributeCount: number;
  /** Four offsets an attribute: name start, name end, value start, value end. */
  readonly attributes: number[];
  /** Elements open around the current tag; an open tag counts itself unless it is self-closing. */
  depth: number;
  readonly names: number[];
  rootSeen: boolean;
};

const MAX_DEPTH = 512;

export function createScanner(text: string, part: string): XmlScanner {
  return {
    text,
    part,
    kind: END_OF_TEXT,
    start: 0,
    end: 0,
    nameStart: 0,
    nameEnd: 0,
    localStart: 0,
    selfClosing: false,
    attributeCount: 0,
    attributes: [],
    depth: 0,
    names: [],
    rootSeen: false,
  };
}

export function malformed(scanner: XmlScanner): CodedError {
  return new CodedError("file.damaged", { part: scanner.part });
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isBlankBetween(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (!isSpace(code) && code !== 0xfeff) return false;
  }
  return true;
}

/** Goes over a comment, CDATA section, processing instruction; returns the offset behind it. */
function skipMarkup(scanner: XmlScanner, at: number): number {
  const { text } = scanner;
  let end = -1;
  if (text.charCodeAt(at + 1) === 0x3f) end = closing(text, "?>", at + 2);
  else if (text.startsWith("<!--", at)) end = closing(text, "-->", at + 4);
  else if (text.startsWith("<![CDATA[", at) && scanner.depth > 0) end = closing(text, "]]>", at + 9);
  else if (text.startsWith("<!DOCTYPE", at)) throw new CodedError("file.unsafe-xml", { part: scanner.part });
  if (end < 0) throw malformed(scanner);
  return end;
}

function closing(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

function readCloseTag(scanner: XmlScanner, at: number): void {
  const { text, names } = scanner;
  const end = text.indexOf(">", at);
  if (end < 0 || scanner.depth === 0) throw malformed(scanner);
  scanner.depth--;
  const openStart = names[scanner.depth * 2] ?? 0;
  const length = (names[scanner.depth * 2 + 1] ?? 0) - openStart;
  const nameStart = at + 2;
  for (let i = 0; i < length; i++) {
    if (text.charCodeAt(openStart + i) !== text.charCodeAt(nameStart + i)) throw malformed(scanner);
  }
  if (nameStart + length !== end && !isBlankBetween(text, nameStart + length, end)) throw malformed(scanner);
  scanner.kind = CLOSE_TAG;
  scanner.start = at;
  scanner.end = end + 1;
  scanner.nameStart = nameStart;
  scanner.nameEnd = nameStart + length;
  scanner.localStart = localStartOf(text, nameStart, nameStart + length);
  scanner.selfClosing = false;
  scanner.attributeCount = 0;
}

function localStartOf(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) if (text.charCodeAt(i) === 0x3a) return i + 1;
  return from;
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0xc0;
}

function readOpenTag(scanner: XmlScanner, at: number): void {
  const { text, attributes } = scanner;
  const length = text.length;
  let i = at + 1;
  let local = i;
  for (; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3e || code === 0x2f || isSpace(code)) break;
    if (code === 0x3a) local = i + 1;
    else if (code === 0x3c || code === 0x22 || code === 0x27 || code === 0x3d || code === 0x26) throw malformed(scanner);
  }
  if (i === at + 1 || local === i || !isNameStart(text.charCodeAt(at + 1))) throw malformed(scanner);
  scanner.nameStart = at + 1;
  scanner.nameEnd = i;
  scanner.localStart = local;
  let count = 0;
  let selfClosing = false;
  for (;;) {
    const before = i;
    while (isSpace(text.charCodeAt(i))) i++;
    const code = text.charCodeAt(i);
    if (code === 0x3e) break;
    if (code === 0x2f) {
      if (text.charCodeAt(i + 1) !== 0x3e) throw malformed(scanner);
      selfClosing = true;
      i++;
      break;
    }
    const attributeStart = i;
    // Also ends at the end of the text, where charCodeAt is NaN.
    while (i < length && text.charCodeAt(i) !== 0x3d && !isSpace(text.charCodeAt(i)) && text.charCodeAt(i) !== 0x3e) i++;
    const attributeEnd = i;
    while (isSpace(text.charCodeAt(i))) i++;
    if (text.charCodeAt(i) !== 0x3d || before === attributeStart || attributeEnd === attributeStart) throw malformed(scanner);
    i++;
    while (isSpace(text.charCodeAt(i))) i++;
    const quote = text.charCodeAt(i);
    if (quote !== 0x22 && quote !== 0x27) throw malformed(scanner);
    const valueStart = i + 1;
    i = valueStart;
    while (i < length && text.charCodeAt(i) !== quote) {
      if (text.charCodeAt(i) === 0x3c) throw malformed(scanner);
      i++;
    }
    if (i >= length) throw malformed(scanner);
    const slot = count * 4;
    attributes[slot] = attributeStart;
    attributes[slot + 1] = attributeEnd;
    attributes[slot + 2] = valueStart;
    attributes[slot + 3] = i;
    count++;
    i++;
  }
  scanner.kind = OPEN_TAG;
  scanner.start = at;
  scanner.end = i + 1;
  scanner.selfClosing = selfClosing;
  scanner.attributeCount = count;
  if (!selfClosing) {
    if (scanner.depth >= MAX_DEPTH) throw malformed(scanner);
    scanner.names[scanner.depth * 2] = scanner.nameStart;
    scanner.names[scanner.depth * 2 + 1] = scanner.nameEnd;
    scanner.depth++;
  }
}

/**
 * Moves to the next open or close tag, or to the end of the text.
 * Errors: "file.damaged" for text that is not well-formed, "file.unsafe-xml" for a document type. Rule FH-4.
 */
export function nextTag(scanner: XmlScanner): XmlScanner["kind"] {
  const { text } = scanner;
  let at = scanner.end;
  for (;;) {
    const found = text.indexOf("<", at);
    if (scanner.depth === 0 && !isBlankBetween(text, at, found < 0 ? text.length : found)) throw malformed(scanner);
    if (found < 0) {
      if (scanner.depth > 0 || !scanner.rootSeen) throw malformed(scanner);
      scanner.kind = END_OF_TEXT;
      scanner.start = text.length;
      scanner.end = text.length;
      return END_OF_TEXT;
    }
    const code = text.charCodeAt(found + 1);
    if (code === 0x2f) {
      readCloseTag(scanner, found);
      return CLOSE_TAG;
    }
    if (code === 0x21 || code === 0x3f) {
      at = skipMarkup(scanner, found);
      continue;
    }
    if (scanner.depth === 0) {
      if (scanner.rootSeen) throw malformed(scanner);
      scanner.rootSeen = true;
    }
    readOpenTag(scanner, found);
    return OPEN_TAG;
  }
}

/** Whether the current tag's name after its prefix is this. */
export function isNamed(scanner: XmlScanner, local: string): boolean {
  return scanner.nameEnd - scanner.localStart === local.length && scanner.text.startsWith(local, scanner.localStart);
}

export function localName(scanner: XmlScanner): string {
  return scanner.text.slice(scanner.localStart, scanner.nameEnd);
}

/** With its colon, or "". */
export function prefixOf(scanner: XmlScanner): string {
  return scanner.text.slice(scanner.nameStart, scanner.localStart);
}

/** From an open tag to behind its close tag; nothing to do for a self-closing one. */
export function skipElement(scanner: XmlScanner): void {
  if (scanner.kind !== OPEN_TAG || scanner.selfClosing) return;
  const outside = scanner.depth - 1;
  while (scanner.depth > outside) if (nextTag(scanner) === END_OF_TEXT) return;
}

/** Whether a close tag can be found by its text alone: no comments, CDATA sections or processing instructions. */
export function isPlainMarkup(text: string): boolean {
  return !text.includes("<!") && text.lastIndexOf("<?") <= 0;
}

/**
 * `skipElement` for plain markup that was read before and found well-formed: goes straight to the close tag and does
 * not look at what is inside.
 */
export function skipKnownElement(scanner: XmlScanner): void {
  if (scanner.kind !== OPEN_TAG || scanner.selfClosing) return;
  const { text } = scanner;
  const name = text.slice(scanner.nameStart, scanner.nameEnd);
  const close = text.indexOf(`</${name}`, scanner.end);
  const twin = text.indexOf(`<${name}`, scanner.end);
  if (close < 0 || (twin >= 0 && twin < close)) skipElement(scanner);
  else readCloseTag(scanner, close);
}

function attributeSlot(scanner: XmlScanner, name: string): number {
  const { text, attributes } = scanner;
  for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
    const start = attributes[slot] ?? 0;
    if ((attributes[slot + 1] ?? 0) - start === name.length && text.startsWith(name, start)) return slot;
  }
  return -1;
}

/** The attribute's value by its full name as it is written, escapes and all, or `null`. */
export function attributeText(scanner: XmlScanner, name: string): string | null {
  const slot = attributeSlot(scanner, name);
  return slot < 0 ? null : scanner.text.slice(scanner.attributes[slot + 2], scanner.attributes[slot + 3]);
}

/** The attribute's value by its full name, or `null`. Error "file.damaged" for an unknown entity in it. */
export function attribute(scanner: XmlScanner, name: string): string | null {
  const slot = attributeSlot(scanner, name);
  if (slot < 0) return null;
  const value = decodeEntities(scanner.text.slice(scanner.attributes[slot + 2], scanner.attributes[slot + 3]));
  if (value === null) throw malformed(scanner);
  return value;
}

/** Value of the first attribute with a prefix and this local name, or `null`: "r:id" whatever its prefix is. */
export function prefixedAttribute(scanner: XmlScanner, local: string): string | null {
  const { text, attributes } = scanner;
  for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
    const name = text.slice(attributes[slot], attributes[slot + 1]);
    if (name.endsWith(`:${local}`)) return attribute(scanner, name);
  }
  return null;
}

/** `true` for "1" and "true", `false` for "0" and "false", else `missing`. */
export function booleanAttribute(scanner: XmlScanner, name: string, missing: boolean): boolean {
  const value = attribute(scanner, name);
  if (value === "1" || value === "true" || value === "on") return true;
  if (value === "0" || value === "false" || value === "off") return false;
  return missing;
}

/** A whole number, or `missing` where the attribute is absent or no number. */
export function numberAttribute(scanner: XmlScanner, name: string, missing: number): number {
  const value = attribute(scanner, name);
  if (value === null || value.trim() === "") return missing;
  const number = Number(value);
  return Number.isFinite(number) ? number : missing;
}

/**
 * The character data from an open tag to its close tag, on which the scanner then stands. Child elements are
 * gone over; CDATA counts, comments do not; line ends become "\n" as XML says.
 */
export function readText(scanner: XmlScanner): string {
  if (scanner.selfClosing) return "";
  const { text } = scanner;
  const from = scanner.end;
  const next = text.indexOf("<", from);
  if (next >= 0 && text.charCodeAt(next + 1) === 0x2f) {
    // The usual case: nothing but text.
    readCloseTag(scanner, next);
    return plainText(scanner, text.slice(from, next));
  }
  return readMixedText(scanner);
}

/** Character data without tags as it counts: entities decoded, line ends as XML says. Error "file.damaged". */
export function plainText(scanner: XmlScanner, raw: string): string {
  const value = decodeEntities(raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw);
  if (value === null) throw malformed(scanner);
  return value;
}

function readMixedText(scanner: XmlScanner): string {
  const { text } = scanner;
  const outside = scanner.depth - 1;
  let result = "";
  while (scanner.depth > outside) {
    const from = scanner.end;
    let at = from;
    for (;;) {
      const found = text.indexOf("<", at);
      if (found < 0) throw malformed(scanner);
      result += plainText(scanner, text.slice(at, found));
      const code = text.charCodeAt(found + 1);
      if (code !== 0x21 && code !== 0x3f) break;
      const end = skipMarkup(scanner, found);
      if (text.startsWith("<![CDATA[", found)) result += text.slice(found + 9, end - 3).replace(/\r\n?/g, "\n");
      at = end;
      scanner.end = end;
    }
    if (nextTag(scanner) === OPEN_TAG) skipElement(scanner);
  }
  return result;
}
