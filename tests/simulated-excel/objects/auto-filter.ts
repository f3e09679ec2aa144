import { itemNotFound } from "../protocol/host-error";
import { hostObject, type HostClass, type HostObject } from "../protocol/host-object";
import { rangeObject } from "./range";
import type { SheetTarget } from "./worksheet";

function filtered({ workbook, sheet }: SheetTarget): HostObject | null {
  return sheet.autoFilter ? rangeObject({ workbook, sheet, rects: [sheet.autoFilter] }) : null;
}

/** Where a sheet's filter is; filtering itself is not modelled. */
const AUTO_FILTER: HostClass<SheetTarget> = {
  className: "AutoFilter",
  get: { Enabled: ({ sheet }) => sheet.autoFilter !== null },
  call: {
    GetRange: (target) => {
      const object = filtered(target);
      if (!object) throw itemNotFound("a filter");
      return { object };
    },
    GetRangeOrNullObject: (target) => ({ object: filtered(target) }),
  },
};

export function autoFilterObject(target: SheetTarget): HostObject {
  return hostObject(AUTO_FILTER, target);
}
