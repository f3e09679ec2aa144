import { HostError, notModelled } from "./host-error";
import type { HostObject } from "./host-object";
import type { Json, JsonObject } from "./json";
import { isAvailable, type ApiLevel } from "./requirement-sets";

/** What a `load` asks for of an object: its own properties and those of what it leads to. */
type Wanted = { all: boolean; readonly names: Set<string>; readonly children: Map<string, Wanted> };

function nothingWanted(): Wanted {
  return { all: false, names: new Set(), children: new Map() };
}

function wireName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((item) => typeof item === "string") : [];
}

function childOf(wanted: Wanted, name: string): Wanted {
  let child = wanted.children.get(name);
  if (!child) wanted.children.set(name, (child = nothingWanted()));
  return child;
}

function wantedBy(query: JsonObject): Wanted {
  const wanted = nothingWanted();
  const select = textsOf(query["Select"]);
  const expand = textsOf(query["Expand"]);
  if (select.length === 0) wanted.all = true;
  for (const path of select) {
    const steps = path.split("/").map(wireName);
    const last = steps.pop() ?? "";
    const at = steps.reduce(childOf, wanted);
    if (last === "*") at.all = true;
    // Asks for the object itself and nothing of it.
    else if (last === "$none") continue;
    else at.names.add(last);
  }
  for (const path of expand) path.split("/").map(wireName).reduce(childOf, wanted).all = true;
  return wanted;
}

function isWanted(wanted: Wanted): boolean {
  return wanted.all || wanted.names.size > 0 || wanted.children.size > 0;
}

function throwUnlessAvailable(object: HostObject, name: string, level: ApiLevel): void {
  if (!isAvailable(object.className, name, level)) throw notModelled(`${object.className}.${name} at ExcelApi ${level}`);
}

function ownAnswer(object: HostObject, wanted: Wanted, level: ApiLevel): Record<string, Json> {
  const answer: Record<string, Json> = { ...object.identity() };
  const children = new Map(wanted.children);
  if (wanted.all) {
    for (const name of object.scalars) {
      if (isAvailable(object.className, name, level)) answer[name] = object.get(name) ?? null;
    }
  }
  for (const name of wanted.names) {
    throwUnlessAvailable(object, name, level);
    const value = object.get(name);
    if (value !== undefined) answer[name] = value;
    // `load("format")` means all of what stands behind the name.
    else children.set(name, { ...(children.get(name) ?? nothingWanted()), all: true });
  }
  for (const [name, inner] of children) {
    throwUnlessAvailable(object, name, level);
    const child = object.navigate(name);
    if (child === undefined) throw notModelled(`${object.className}.${name}`);
    answer[name] = child === null ? null : answerFor(child, inner, level);
  }
  return answer;
}

/** In paths `items` says what goes without saying: "items/name" and "name" are the same of a collection. */
function withoutItems(wanted: Wanted): Wanted {
  const items = wanted.children.get("Items");
  const isNamed = wanted.names.has("Items");
  if (!items && !isNamed) return wanted;
  const names = new Set([...wanted.names, ...(items?.names ?? [])]);
  names.delete("Items");
  const children = new Map(wanted.children);
  children.delete("Items");
  for (const [name, child] of items?.children ?? []) {
    const own = children.get(name);
    children.set(name, own ? { all: own.all || child.all, names: new Set([...own.names, ...child.names]), children: new Map([...own.children, ...child.children]) } : child);
  }
  return { all: wanted.all || isNamed || items?.all === true, names, children };
}

function answerFor(object: HostObject, given: Wanted, level: ApiLevel, top?: number, skip?: number): JsonObject {
  if (!object.items) return ownAnswer(object, given, level);
  const wanted = withoutItems(given);
  const own = { ...nothingWanted(), names: new Set([...wanted.names].filter((name) => object.scalars.includes(name))) };
  const ofItems = { ...wanted, names: new Set([...wanted.names].filter((name) => !own.names.has(name))) };
  const answer = ownAnswer(object, own, level);
  if (!isWanted(ofItems)) return answer;
  const from = skip ?? 0;
  const items = object.items().slice(from, top === undefined ? undefined : from + top);
  return { ...answer, _Items: items.map((item) => answerFor(item, ofItems, level)) };
}

/**
 * The answer to a `load`: the properties named, nested as their paths say; a collection answers for its members
 * (SX-7). A property above the level or unknown to the host is refused with ApiNotFound; a `load` without names
 * gives what there is.
 */
export function answerQuery(object: HostObject, query: JsonObject, level: ApiLevel): JsonObject {
  const number = (key: string): number | undefined => {
    const value = query[key];
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw new HostError("InvalidArgument", key);
    return value;
  };
  return answerFor(object, wantedBy(query), level, number("Top"), number("Skip"));
}
