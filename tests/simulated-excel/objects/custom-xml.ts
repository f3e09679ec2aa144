import { createScanner, END_OF_TEXT, nextTag } from "../../../src/workbook/file/xml/xml-scanner";
import { text } from "../protocol/arguments";
import { HostError, invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject } from "../protocol/host-object";
import { nextId, type CustomXmlPartModel, type WorkbookModel } from "../model/workbook-model";

type PartTarget = { readonly workbook: WorkbookModel; readonly part: CustomXmlPartModel };
type PartScope = { readonly workbook: WorkbookModel; /** `null`: parts of all namespaces. */ readonly namespace: string | null };

/** Namespace of the root element, "" where it has none. InvalidArgument where the text is no XML. */
export function rootNamespace(xml: string): string {
  try {
    const scanner = createScanner(xml, "customXml");
    while (nextTag(scanner) !== END_OF_TEXT);
  } catch (error) {
    throw invalidArgument(`custom XML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const root = /<([A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/.exec(xml.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, ""));
  if (!root) throw invalidArgument("custom XML without a root element");
  const prefix = root[1]?.slice(0, -1);
  const attribute = prefix === undefined ? "xmlns" : `xmlns:${prefix}`;
  for (const [, name, double, single] of (root[2] ?? "").matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) if (name === attribute) return double ?? single ?? "";
  return "";
}

const PART: HostClass<PartTarget> = {
  className: "CustomXmlPart",
  identity: ({ part }) => ({ Id: part.id }),
  get: {
    Id: ({ part }) => part.id,
    NamespaceUri: ({ part }) => rootNamespace(part.xml),
  },
  call: {
    Delete: ({ workbook, part }) => {
      workbook.customXmlParts = workbook.customXmlParts.filter((other) => other !== part);
      return NOTHING;
    },
    GetXml: ({ part }) => ({ value: part.xml }),
    SetXml: ({ part }, args) => {
      const xml = text(args, 0, "xml");
      rootNamespace(xml);
      part.xml = xml;
      return NOTHING;
    },
  },
};

function members({ workbook, namespace }: PartScope): readonly PartTarget[] {
  return workbook.customXmlParts.filter((part) => namespace === null || rootNamespace(part.xml) === namespace).map((part) => ({ workbook, part }));
}

function byId(scope: PartScope, args: readonly Argument[]): HostObject | null {
  const id = text(args, 0, "id");
  const found = members(scope).find(({ part }) => part.id === id);
  return found ? hostObject(PART, found) : null;
}

function found(object: HostObject | null): { readonly object: HostObject } {
  if (!object) throw itemNotFound("a custom XML part");
  return { object };
}

const SHARED_CALLS: HostClass<PartScope>["call"] = {
  GetCount: (scope) => ({ value: members(scope).length }),
  GetItem: (scope, args) => found(byId(scope, args)),
  GetItemOrNullObject: (scope, args) => ({ object: byId(scope, args) }),
};

const PARTS: HostClass<PartScope> = {
  className: "CustomXmlPartCollection",
  items: (scope) => members(scope).map((target) => hostObject(PART, target)),
  call: {
    ...SHARED_CALLS,
    Add: ({ workbook }, args) => {
      const xml = text(args, 0, "xml");
      rootNamespace(xml);
      const part: CustomXmlPartModel = { id: nextId(workbook), xml };
      workbook.customXmlParts.push(part);
      return { object: hostObject(PART, { workbook, part }) };
    },
    GetByNamespace: ({ workbook }, args) => ({ object: hostObject(SCOPED_PARTS, { workbook, namespace: text(args, 0, "namespaceUri") }) }),
  },
};

/** The only member; more than one is an error, none is `null`. */
function onlyItem(scope: PartScope): HostObject | null {
  const [first, second] = members(scope);
  if (second) throw new HostError("GeneralException", "more than one custom XML part of this namespace");
  return first ? hostObject(PART, first) : null;
}

const SCOPED_PARTS: HostClass<PartScope> = {
  className: "CustomXmlPartScopedCollection",
  items: (scope) => members(scope).map((target) => hostObject(PART, target)),
  call: {
    ...SHARED_CALLS,
    GetOnlyItem: (scope) => found(onlyItem(scope)),
    GetOnlyItemOrNullObject: (scope) => ({ object: onlyItem(scope) }),
  },
};

export function customXmlPartsObject(workbook: WorkbookModel): HostObject {
  return hostObject(PARTS, { workbook, namespace: null });
}
