import * as v from "valibot";

const KEY = "twinscore.recent";
const MAX_NAMES = 6;

const schema = v.fallback(v.array(v.string()), []);

/** Names of the workbooks opened last, the latest first. Names only: a page may not open files again by itself. */
export function recentNames(): readonly string[] {
  try {
    return v.parse(schema, JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

export function rememberName(name: string): readonly string[] {
  const names = [name, ...recentNames().filter((known) => known !== name)].slice(0, MAX_NAMES);
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // A browser that keeps nothing has no list; the page works without.
  }
  return names;
}
