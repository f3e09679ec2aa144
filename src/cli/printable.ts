/**
 * A text as it may stand in one line of a terminal: line breaks become spaces; other control characters, and those that
 * turn the direction of writing, become "\ufffd". Cells may hold anything, also sequences that a terminal would obey.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, " ").replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
