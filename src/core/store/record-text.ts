/** Marks a text as a record of ours, whatever part of the package it is found in. */
export const RECORD_FORMAT = "twinscore-record";
/** Raised only when an older program could misread what a newer one wrote. */
export const RECORD_VERSION = 1;
/** Longer texts are not parsed. */
export const MAX_RECORD_CHARACTERS = 20_000_000;

// Characters that an XML part cannot hold or that its readers may rewrite.
const NOT_IN_XML = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;

function quoted(text: string): string {
  return JSON.stringify(text).replace(NOT_IN_XML, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * JSON with sorted keys and no white space: the same data always gives the same text. `undefined` members are left
 * out. Takes plain data only. (RE-3)
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${quoted(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string") return quoted(value);
  return value === undefined ? "null" : JSON.stringify(value);
}
