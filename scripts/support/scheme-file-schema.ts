import { toJsonSchema } from "@valibot/to-json-schema";
import { SCHEME_FILE_VERSION, schemeFileCodec } from "../../src/core/store/scheme-text";

/** The published form of a scheme file, made from what reads it. */
export function schemeFileSchema(): Readonly<Record<string, unknown>> {
  return { ...toJsonSchema(schemeFileCodec, { typeMode: "input" }), title: `TwinScore scheme, version ${String(SCHEME_FILE_VERSION)}` };
}
