import * as v from "valibot";
import { INDICATOR_KINDS } from "../score/indicator-kind";
import { METHOD_KINDS } from "../score/indicator-method";
import { REQUIREMENTS } from "../score/indicator-rule";
import { decimal } from "./decimal-codec";

const parameter = v.exactOptional(decimal);

/** How one indicator counts, as a record keeps it. (SC-40, SC-50) */
export const indicatorRuleCodec = v.looseObject({
  block: v.string(),
  key: v.string(),
  kind: v.nullable(v.picklist(INDICATOR_KINDS)),
  requirement: v.picklist(REQUIREMENTS),
  method: v.looseObject({
    kind: v.picklist(METHOD_KINDS),
    target: parameter,
    step: parameter,
    floor: parameter,
    cap: parameter,
    bands: v.exactOptional(v.array(v.looseObject({ from: decimal, points: decimal }))),
    options: v.exactOptional(v.array(v.looseObject({ label: v.string(), points: decimal }))),
  }),
});

/** Most and least points of a category, as a record keeps them. (SC-53) */
export const categoryCapCodec = v.looseObject({ block: v.string(), category: v.string(), max: v.nullable(decimal), min: v.nullable(decimal) });
