import { text } from "../protocol/arguments";
import { invalidArgument, itemNotFound } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { isJsonObject, oneOf, type Json } from "../protocol/json";
import { isEntireRows } from "../model/rectangles";
import { resolveRange } from "../model/references";
import type { PageModel } from "../model/sheet-model";
import { blockOf, rangeObject } from "./range";
import type { SheetTarget } from "./worksheet";

const ORIENTATIONS = ["Portrait", "Landscape"] as const;
const MAX_TEXT = 255;

/** Zoom by scale or by pages, as documented: one excludes the other. */
function zoomOf(value: Argument): PageModel["zoom"] {
  if (!isJsonObject(value)) throw invalidArgument("zoom");
  const number = (key: string, least: number, most: number): number | undefined => {
    const given = value[key];
    if (given === undefined || given === null) return undefined;
    if (typeof given !== "number" || !Number.isInteger(given) || given < least || given > most) throw invalidArgument(`zoom.${key}`);
    return given;
  };
  const zoom = { scale: number("scale", 10, 400), horizontalFitToPages: number("horizontalFitToPages", 1, 32_767), verticalFitToPages: number("verticalFitToPages", 1, 32_767) };
  if (zoom.scale !== undefined && (zoom.horizontalFitToPages !== undefined || zoom.verticalFitToPages !== undefined)) throw invalidArgument("zoom");
  return Object.fromEntries(Object.entries(zoom).filter(([, item]) => item !== undefined));
}

function setTitleRows({ workbook, sheet }: SheetTarget, args: readonly Argument[]): Returned {
  const block = blockOf(args[0]) ?? resolveRange(workbook, sheet, text(args, 0, "printTitleRows"));
  const [rect] = block.rects;
  if (!rect || block.sheet !== sheet || !isEntireRows(rect)) throw invalidArgument("printTitleRows");
  sheet.page.titleRows = rect;
  return NOTHING;
}

function titleRows({ workbook, sheet }: SheetTarget): HostObject | null {
  return sheet.page.titleRows ? rangeObject({ workbook, sheet, rects: [sheet.page.titleRows] }) : null;
}

const PAGE_LAYOUT: HostClass<SheetTarget> = {
  className: "PageLayout",
  get: {
    Orientation: ({ sheet }) => sheet.page.orientation,
    Zoom: ({ sheet }): Json => ({ ...sheet.page.zoom }),
  },
  set: {
    Orientation: ({ sheet }, value) => {
      sheet.page.orientation = oneOf(value, ORIENTATIONS, "orientation");
    },
    Zoom: ({ sheet }, value) => {
      sheet.page.zoom = zoomOf(value);
    },
  },
  navigate: { HeadersFooters: (target) => hostObject(HEADERS_FOOTERS, target) },
  call: {
    GetPrintTitleRows: (target) => {
      const object = titleRows(target);
      if (!object) throw itemNotFound("print title rows");
      return { object };
    },
    GetPrintTitleRowsOrNullObject: (target) => ({ object: titleRows(target) }),
    SetPrintTitleRows: setTitleRows,
  },
};

const HEADERS_FOOTERS: HostClass<SheetTarget> = {
  className: "HeaderFooterGroup",
  navigate: { DefaultForAllPages: (target) => hostObject(HEADER_FOOTER, target) },
};

type Place = keyof PageModel["texts"];

function getter(place: Place): (target: SheetTarget) => Json {
  return ({ sheet }) => sheet.page.texts[place];
}

function setter(place: Place): (target: SheetTarget, value: Argument) => void {
  return ({ sheet }, value) => {
    const given = text([value], 0, place);
    if (given.length > MAX_TEXT) throw invalidArgument(`${place} of ${given.length} characters`);
    sheet.page.texts[place] = given;
  };
}

const HEADER_FOOTER: HostClass<SheetTarget> = {
  className: "HeaderFooter",
  get: { CenterFooter: getter("centerFooter"), CenterHeader: getter("centerHeader"), LeftFooter: getter("leftFooter"), LeftHeader: getter("leftHeader"), RightFooter: getter("rightFooter"), RightHeader: getter("rightHeader") },
  set: { CenterFooter: setter("centerFooter"), CenterHeader: setter("centerHeader"), LeftFooter: setter("leftFooter"), LeftHeader: setter("leftHeader"), RightFooter: setter("rightFooter"), RightHeader: setter("rightHeader") },
};

/** `worksheet.pageLayout`: what of printing is modelled. */
export function pageLayoutObject(target: SheetTarget): HostObject {
  return hostObject(PAGE_LAYOUT, target);
}
