import { text } from "../protocol/arguments";
import { invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject } from "../protocol/host-object";
import type { SheetTarget } from "./worksheet";

type PropertyTarget = SheetTarget & { readonly property: { readonly key: string; value: string } };

const MAX_KEY = 255;

const PROPERTY: HostClass<PropertyTarget> = {
  className: "WorksheetCustomProperty",
  identity: ({ property }) => ({ _Id: property.key }),
  get: {
    Key: ({ property }) => property.key,
    Value: ({ property }) => property.value,
  },
  set: {
    Value: ({ property }, value) => {
      property.value = text([value], 0, "value");
    },
  },
  call: {
    Delete: ({ sheet, property }) => {
      sheet.customProperties.delete(property.key.toLowerCase());
      return NOTHING;
    },
  },
};

function byKey(target: SheetTarget, args: readonly Argument[]): HostObject | null {
  const property = target.sheet.customProperties.get(text(args, 0, "key").toLowerCase());
  return property ? hostObject(PROPERTY, { ...target, property }) : null;
}

const PROPERTIES: HostClass<SheetTarget> = {
  className: "WorksheetCustomPropertyCollection",
  items: (target) => [...target.sheet.customProperties.values()].map((property) => hostObject(PROPERTY, { ...target, property })),
  call: {
    // A property of the same key, whatever its case, is overwritten.
    Add: (target, args) => {
      const key = text(args, 0, "key");
      if (key === "" || key.length > MAX_KEY) throw invalidArgument("key");
      const property = { key, value: text(args, 1, "value") };
      target.sheet.customProperties.set(key.toLowerCase(), property);
      return { object: hostObject(PROPERTY, { ...target, property }) };
    },
    GetCount: ({ sheet }) => ({ value: sheet.customProperties.size }),
    GetItem: (target, args) => {
      const object = byKey(target, args);
      if (!object) throw itemNotFound(`custom property ${text(args, 0, "key")}`);
      return { object };
    },
    GetItemOrNullObject: (target, args) => ({ object: byKey(target, args) }),
  },
};

export function customPropertiesObject(target: SheetTarget): HostObject {
  return hostObject(PROPERTIES, target);
}
