import * as v from "valibot";

/** A decimal as text: what a scheme states is never a binary number. */
export const decimal = v.pipe(v.string(), v.regex(/^-?\d{1,30}(?:\.\d{1,30})?$/));
