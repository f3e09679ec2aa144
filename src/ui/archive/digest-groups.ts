/** "9f3a2c…" → "9f3a 2c…": in groups of four, as a person reads it out for the minutes. */
export function digestGroups(digest: string): string {
  return (digest.match(/.{1,4}/gu) ?? []).join(" ");
}
