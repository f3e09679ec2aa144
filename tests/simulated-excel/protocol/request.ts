import { HostError } from "./host-error";
import { isJsonObject, type Json, type JsonObject } from "./json";

export type ArgumentInfo = { readonly args: readonly Json[]; /** Ids of object paths, 0 where the argument is a plain value; nested like the arguments. */ readonly references: readonly Json[] };

/** How an object is reached: see `ObjectPathType` of the client library. */
export type ObjectPath = {
  readonly id: number;
  readonly kind: "root" | "method" | "property" | "indexer" | "reference" | "null";
  readonly name: string;
  readonly parentId: number;
  readonly argumentInfo: ArgumentInfo;
};

export type Action = {
  readonly id: number;
  readonly kind: "instantiate" | "query" | "method" | "setProperty" | "trace";
  readonly name: string;
  readonly pathId: number;
  readonly argumentInfo: ArgumentInfo;
  readonly query: JsonObject;
};

export type BatchRequest = { readonly paths: ReadonlyMap<number, ObjectPath>; readonly actions: readonly Action[] };

const PATH_KINDS: Readonly<Record<number, ObjectPath["kind"]>> = { 1: "root", 3: "method", 4: "property", 5: "indexer", 6: "reference", 7: "null" };
const ACTION_KINDS: Readonly<Record<number, Action["kind"]>> = { 1: "instantiate", 2: "query", 3: "method", 4: "setProperty", 5: "trace" };

function malformed(what: string): HostError {
  return new HostError("GeneralException", `The request is malformed: ${what}.`);
}

function argumentInfoOf(value: Json | undefined): ArgumentInfo {
  if (!isJsonObject(value)) return { args: [], references: [] };
  const list = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? (json as readonly Json[]) : []);
  return { args: list(value["Arguments"]), references: list(value["ReferencedObjectPathIds"]) };
}

function pathOf(value: Json): ObjectPath {
  if (!isJsonObject(value) || typeof value["Id"] !== "number" || typeof value["ObjectPathType"] !== "number") throw malformed("an object path");
  const kind = PATH_KINDS[value["ObjectPathType"]];
  if (!kind) throw new HostError("ApiNotFound", `Object paths of type ${value["ObjectPathType"]} are unknown.`);
  const { Name: name, ParentObjectPathId: parent } = value;
  return { id: value["Id"], kind, name: typeof name === "string" ? name : "", parentId: typeof parent === "number" ? parent : 0, argumentInfo: argumentInfoOf(value["ArgumentInfo"]) };
}

function actionOf(value: Json): Action {
  if (!isJsonObject(value) || typeof value["Id"] !== "number" || typeof value["ActionType"] !== "number") throw malformed("an action");
  const kind = ACTION_KINDS[value["ActionType"]];
  if (!kind) throw new HostError("ApiNotFound", `Actions of type ${value["ActionType"]} are unknown.`);
  const { Name: name, ObjectPathId: path, QueryInfo: query } = value;
  return {
    id: value["Id"],
    kind,
    name: typeof name === "string" ? name : "",
    pathId: typeof path === "number" ? path : 0,
    argumentInfo: argumentInfoOf(value["ArgumentInfo"]),
    query: isJsonObject(query) ? query : {},
  };
}

/** Reads the body of a `ProcessQuery` request; what is not one is refused. */
export function parseRequest(body: unknown): BatchRequest {
  if (!isJsonObject(body)) throw malformed("no body");
  const paths = body["ObjectPaths"];
  const actions = body["Actions"];
  if (!isJsonObject(paths) || !Array.isArray(actions)) throw malformed("no actions");
  const parsed = Object.values(paths).map(pathOf);
  return { paths: new Map(parsed.map((path) => [path.id, path])), actions: (actions as readonly Json[]).map(actionOf) };
}
