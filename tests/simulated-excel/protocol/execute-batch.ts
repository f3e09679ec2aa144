import { answerQuery } from "./answer-query";
import { HostError, invalidArgument, itemNotFound, notModelled } from "./host-error";
import type { Argument, HostObject } from "./host-object";
import { isJsonObject, type Json } from "./json";
import type { Action, ArgumentInfo, BatchRequest, ObjectPath } from "./request";
import { isAvailable, type ApiLevel } from "./requirement-sets";

export type ActionResult = { readonly ActionId: number; readonly Value: Json };

/** A refusal as the client library reads it. */
export type BatchError = { readonly Code: string; readonly Message: string; readonly Location: string; readonly HttpStatusCode: number; readonly ActionIndex: number };

export type BatchOutcome = {
  readonly results: readonly ActionResult[];
  /** Trace actions that were reached: the client library wants to know how far the batch came. */
  readonly traceIds: readonly number[];
  readonly error: BatchError | null;
};

/** Objects that the client asked to keep across requests. */
export type References = { readonly kept: Map<string, HostObject>; lastId: number };

export type BatchContext = {
  readonly root: HostObject;
  readonly level: ApiLevel;
  readonly references: References;
  /** Called before each action; throws a HostError to let the batch fail there. */
  readonly beforeAction: (index: number, action: Action) => void;
  /** Throws where an object that is kept by reference no longer exists. */
  readonly ensureAlive: (object: HostObject) => void;
};

type Place = { location: string };

function memberOf(className: string, wireName: string): string {
  return `${className}.${wireName.startsWith("_") ? wireName : wireName.charAt(0).toLowerCase() + wireName.slice(1)}`;
}

/**
 * Executes the actions one after the other. At the first refusal it stops: what was done before stays done, as in
 * Excel, and the error tells the action's index and place (SX-4).
 */
export function executeBatch(request: BatchRequest, context: BatchContext): BatchOutcome {
  const { level, references } = context;
  const resolved = new Map<number, HostObject | null>();
  const keptPaths = new Set(request.actions.filter((action) => action.kind === "method" && action.name === "_KeepReference").map((action) => action.pathId));
  const referenceIds = new Map<HostObject, string>();
  const place: Place = { location: "" };

  function enter(object: HostObject, wireName: string): void {
    place.location = memberOf(object.className, wireName);
    if (!isAvailable(object.className, wireName, level)) throw notModelled(`${place.location} at ExcelApi ${level}`);
  }

  function resolve(pathId: number): HostObject | null {
    const known = resolved.get(pathId);
    if (known !== undefined) return known;
    const path = request.paths.get(pathId);
    if (!path) throw new HostError("GeneralException", `No object path ${pathId}.`);
    const object = resolvePath(path);
    resolved.set(pathId, object);
    return object;
  }

  function resolvePath(path: ObjectPath): HostObject | null {
    if (path.kind === "root") return context.root;
    if (path.kind === "null") return null;
    if (path.kind === "reference") {
      const object = references.kept.get(path.name);
      if (!object) throw itemNotFound(`reference ${path.name}`);
      place.location = object.className;
      context.ensureAlive(object);
      return object;
    }
    const parent = resolve(path.parentId);
    // What a null object leads to is a null object again.
    if (!parent) return null;
    if (path.kind === "property") {
      enter(parent, path.name);
      const object = parent.navigate(path.name);
      if (object === undefined) throw notModelled(place.location);
      return object;
    }
    const method = path.kind === "indexer" ? "GetItem" : path.name;
    enter(parent, method);
    const returned = parent.call(method, argumentsOf(path.argumentInfo));
    if (returned === undefined || !("object" in returned)) throw notModelled(place.location);
    return returned.object;
  }

  function referenced(id: number): HostObject {
    const object = resolve(id);
    if (!object) throw invalidArgument("a null object as an argument");
    return object;
  }

  function argumentOf(value: Json, reference: Json | undefined): Argument {
    if (typeof reference === "number" && reference > 0) return referenced(reference);
    if (Array.isArray(value)) {
      const inner: readonly Json[] = value;
      // The big arrays of values hold no objects.
      if (!Array.isArray(reference)) return inner;
      const references: readonly Json[] = reference;
      return inner.map((item, index) => argumentOf(item, references[index]));
    }
    if (!isJsonObject(value)) return value;
    const id = value["_ObjectPathId"];
    if (typeof id === "number") return referenced(id);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, argumentOf(item, undefined)]));
  }

  function argumentsOf(info: ArgumentInfo): readonly Argument[] {
    return info.args.map((value, index) => argumentOf(value, info.references[index]));
  }

  function identityOf(object: HostObject, pathId: number): Json {
    if (!object.byReference || !keptPaths.has(pathId)) return { ...object.identity() };
    let id = referenceIds.get(object);
    if (id === undefined) {
      id = `r${String(++references.lastId)}`;
      referenceIds.set(object, id);
      references.kept.set(id, object);
    }
    return { ...object.identity(), _ReferenceId: id };
  }

  function callMethod(object: HostObject, action: Action): Json {
    enter(object, action.name);
    if (action.name === "_KeepReference" && object.byReference) return null;
    const args = argumentsOf(action.argumentInfo);
    if (action.name === "_RemoveReference") {
      const [id] = args;
      if (typeof id !== "string" || !references.kept.delete(id)) throw itemNotFound("a reference");
      return null;
    }
    place.location = memberOf(object.className, action.name);
    const returned = object.call(action.name, args);
    if (returned === undefined) throw notModelled(place.location);
    return "value" in returned ? returned.value : null;
  }

  function execute(action: Action): Json {
    if (action.kind === "trace") return null;
    const object = resolve(action.pathId);
    switch (action.kind) {
      case "instantiate":
        return object ? identityOf(object, action.pathId) : null;
      case "query": {
        if (!object) return null;
        place.location = object.className;
        const answer = answerQuery(object, action.query, level);
        const id = referenceIds.get(object);
        return id === undefined ? answer : { ...answer, _ReferenceId: id };
      }
      case "method":
        if (!object && action.name === "_KeepReference") return null;
        if (!object) throw itemNotFound(`${action.name} of a null object`);
        return callMethod(object, action);
      case "setProperty": {
        if (!object) throw itemNotFound(`${action.name} of a null object`);
        enter(object, action.name);
        const [value = null] = argumentsOf(action.argumentInfo);
        place.location = memberOf(object.className, action.name);
        const outcome = object.set(action.name, value);
        if (outcome === "unknown") throw notModelled(place.location);
        if (outcome === "readOnly") throw new HostError("InvalidOperation", `${place.location} is read-only.`);
        return null;
      }
    }
  }

  const results: ActionResult[] = [];
  const traceIds: number[] = [];
  for (const [index, action] of request.actions.entries()) {
    place.location = "";
    try {
      context.beforeAction(index, action);
      const value = execute(action);
      if (action.kind === "trace") traceIds.push(action.id);
      results.push({ ActionId: action.id, Value: value });
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      return { results, traceIds, error: { Code: error.code, Message: error.message, Location: place.location, HttpStatusCode: error.httpStatus, ActionIndex: index } };
    }
  }
  return { results, traceIds, error: null };
}

