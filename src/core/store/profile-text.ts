import * as v from "valibot";
import { CodedError } from "../coded-error";
import type { Profile } from "../recognize/profile";
import { MARKABLE_CLASSES } from "../recognize/row-mark";
import { COLUMN_ROLES } from "../recognize/table";

const FORMAT = "twinscore-profile";
const VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_048_576));
const offset = v.pipe(v.number(), v.integer(), v.minValue(-16_384), v.maxValue(16_384));

const schema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  tables: v.pipe(
    v.array(
      v.object({
        header: v.pipe(v.array(v.object({ row: count, column: offset, text: v.pipe(v.string(), v.maxLength(1000)) })), v.minLength(2), v.maxLength(1000)),
        given: v.nullable(v.object({ rows: count, columns: v.pipe(count, v.minValue(1), v.maxValue(16_384)), headerRows: v.nullable(v.object({ first: count, last: count })), leftOut: count, added: v.boolean() })),
        roles: v.array(v.object({ offset, header: v.string(), role: v.picklist(COLUMN_ROLES) })),
        // Profiles of before rows could be marked have none.
        rows: v.optional(v.array(v.object({ offset, text: v.pipe(v.string(), v.maxLength(4000)), label: v.picklist(MARKABLE_CLASSES) })), []),
        performance: v.nullable(v.object({ value: v.nullable(v.picklist(["unit", "person"])) })),
        ignored: v.boolean(),
      }),
    ),
    v.maxLength(1000),
  ),
});

/** A profile as a file's text: JSON, indented, a line break at the end. Rule RC-73. */
export function profileText(profile: Profile): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...profile }, null, 2)}\n`;
}

/** Reads a profile file. Error: CodedError "profile.invalid" (no profile of this version). Rule RC-73. */
export function parseProfile(text: string): Profile {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new CodedError("profile.invalid", {}, { cause: error });
  }
  const parsed = v.safeParse(schema, data);
  if (!parsed.success) throw new CodedError("profile.invalid", {});
  return { tables: parsed.output.tables };
}
