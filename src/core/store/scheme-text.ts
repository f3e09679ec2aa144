import * as v from "valibot";
import { CodedError } from "../coded-error";
import type { Scheme } from "../score/scheme";
import { checkScheme } from "../score/scheme-check";
import { schemeCodec } from "./scheme-codec";

const FORMAT = "twinscore-scheme";
/** Raised when a scheme means something else than before to a program that does not know the change. */
export const SCHEME_FILE_VERSION = 1;

/** A scheme by itself, as a file: published as docs/scheme.schema.json. */
export const schemeFileCodec = v.looseObject({ format: v.literal(FORMAT), version: v.literal(SCHEME_FILE_VERSION), scheme: schemeCodec });

const envelope = v.looseObject({ format: v.literal(FORMAT), version: v.pipe(v.number(), v.integer()) });

/** A scheme as a file's text: JSON, indented, members in a fixed order, a line break at the end. (SC-61) */
export function schemeText(scheme: Scheme): string {
  return `${JSON.stringify({ format: FORMAT, version: SCHEME_FILE_VERSION, scheme }, null, 2)}\n`;
}

/**
 * Reads a scheme file. Errors: "scheme-file.not-scheme" (no JSON, or of another kind), "scheme-file.newer", "scheme-file.invalid"
 * with the place of the first mistake, and the codes of `checkScheme` for a scheme that nothing can be computed with. (SC-61)
 */
export function parseScheme(text: string): Scheme {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new CodedError("scheme-file.not-scheme", {}, { cause: error });
  }
  const outer = v.safeParse(envelope, data);
  if (!outer.success) throw new CodedError("scheme-file.not-scheme");
  if (outer.output.version > SCHEME_FILE_VERSION) throw new CodedError("scheme-file.newer", { version: outer.output.version, known: SCHEME_FILE_VERSION });
  const parsed = v.safeParse(schemeFileCodec, data);
  if (!parsed.success) throw new CodedError("scheme-file.invalid", { path: v.getDotPath(parsed.issues[0]) ?? "scheme" });
  const { scheme } = parsed.output;
  const [wrong] = checkScheme(scheme);
  if (wrong) throw new CodedError(wrong.code, wrong.params);
  return scheme;
}
