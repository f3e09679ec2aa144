import { invalidArgument } from "./host-error";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `value[key]` as text; InvalidArgument where it is something else. Absent gives `otherwise`. */
export function textIn(value: JsonObject, key: string, otherwise: string): string {
  const found = value[key] ?? otherwise;
  if (typeof found !== "string") throw invalidArgument(key);
  return found;
}

/** `value[key]` as a boolean; absent gives `otherwise`. */
export function flagIn(value: JsonObject, key: string, otherwise: boolean): boolean {
  const found = value[key] ?? otherwise;
  if (typeof found !== "boolean") throw invalidArgument(key);
  return found;
}

/** One of `choices`, else InvalidArgument. */
export function oneOf<T extends string>(value: unknown, choices: readonly T[], what: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw invalidArgument(what);
  return found;
}
