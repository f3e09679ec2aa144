import type { Json } from "./json";

/** An object of the object model as the protocol sees it: everything by its name on the wire (PascalCase). */
export type HostObject = {
  readonly isHostObject: true;
  readonly className: string;
  /** Names of the scalar properties that the host models. */
  readonly scalars: readonly string[];
  /** `undefined`: no such property. */
  readonly get: (name: string) => Json | undefined;
  readonly set: (name: string, value: Argument) => "done" | "unknown" | "readOnly";
  /** `undefined`: no such navigation property. */
  readonly navigate: (name: string) => HostObject | null | undefined;
  /** `undefined`: no such method. */
  readonly call: (name: string, args: readonly Argument[]) => Returned | undefined;
  /** Members of a collection; `null`: this is none. */
  readonly items: (() => readonly HostObject[]) | null;
  /** What tells the client library how to find the object again: `{ Id }`, `{ _Id }` or nothing. */
  readonly identity: () => Readonly<Record<string, Json>>;
  /** The object may be kept by reference across requests, as ranges are. */
  readonly byReference: boolean;
  /** What the object stands for, for other objects of the host that get it as an argument. */
  readonly target: unknown;
};

export type Argument = Json | HostObject | readonly Argument[] | { readonly [key: string]: Argument };

/** What a method gives: a plain value, an object, or the null object. `{ value: null }` for methods without a result. */
export type Returned = { readonly value: Json } | { readonly object: HostObject | null };

export const NOTHING: Returned = { value: null };

/** What a class of objects can do. Handlers are looked up by their names on the wire. */
export type HostClass<T> = {
  readonly className: string;
  readonly get?: Readonly<Record<string, (target: T) => Json>>;
  readonly set?: Readonly<Record<string, (target: T, value: Argument) => void>>;
  readonly navigate?: Readonly<Record<string, (target: T) => HostObject | null>>;
  readonly call?: Readonly<Record<string, (target: T, args: readonly Argument[]) => Returned>>;
  readonly items?: (target: T) => readonly HostObject[];
  readonly identity?: (target: T) => Readonly<Record<string, Json>>;
  readonly byReference?: boolean;
};

/** Own properties only: a request that names "constructor" finds nothing. */
function own<V>(table: Readonly<Record<string, V>> | undefined, name: string): V | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** One object of a class. */
export function hostObject<T>(kind: HostClass<T>, target: T): HostObject {
  const { items, identity } = kind;
  return {
    isHostObject: true,
    className: kind.className,
    scalars: Object.keys(kind.get ?? {}),
    get: (name) => own(kind.get, name)?.(target),
    set: (name, value) => {
      const setter = own(kind.set, name);
      if (!setter) return own(kind.get, name) ? "readOnly" : "unknown";
      setter(target, value);
      return "done";
    },
    navigate: (name) => own(kind.navigate, name)?.(target),
    call: (name, args) => own(kind.call, name)?.(target, args),
    items: items ? () => items(target) : null,
    identity: () => identity?.(target) ?? {},
    byReference: kind.byReference ?? false,
    target,
  };
}

export function isHostObject(value: unknown): value is HostObject {
  return typeof value === "object" && value !== null && "isHostObject" in value;
}
