import { invalidArgument } from "./host-error";
import { isHostObject, type Argument, type HostObject } from "./host-object";
import { isJsonObject, type Json, type JsonObject } from "./json";

/** Whole number at a place of the argument list; `otherwise` where it was left out. */
export function wholeNumber(args: readonly Argument[], index: number, what: string, otherwise?: number): number {
  const value = args[index] ?? otherwise;
  if (typeof value !== "number" || !Number.isInteger(value)) throw invalidArgument(what);
  return value;
}

export function text(args: readonly Argument[], index: number, what: string, otherwise?: string): string {
  const value = args[index] ?? otherwise;
  if (typeof value !== "string") throw invalidArgument(what);
  return value;
}

export function flag(args: readonly Argument[], index: number, what: string, otherwise = false): boolean {
  const value = args[index] ?? otherwise;
  if (typeof value !== "boolean") throw invalidArgument(what);
  return value;
}

/** A value without objects of the host in it. */
export function plain(value: Argument | undefined, what: string): Json {
  if (value === undefined || value === null) return null;
  if (typeof value !== "object") return value;
  if (isHostObject(value)) throw invalidArgument(what);
  if (Array.isArray(value)) return value.map((item: Argument) => plain(item, what));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, what)]));
}

export function plainObject(value: Argument | undefined, what: string): JsonObject {
  const json = plain(value, what);
  if (!isJsonObject(json)) throw invalidArgument(what);
  return json;
}

export function objectArgument(value: Argument | undefined, className: string): HostObject | null {
  return isHostObject(value) && value.className === className ? value : null;
}
