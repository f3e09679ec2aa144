/** Parameters of a code: rendered into a sentence by i18n, never by the core. */
export type CodeParams = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * An expected failure with a stable code. Texts can change, codes cannot: i18n maps `code` and `params`
 * to a sentence in the user's language. Anything else that is thrown is a bug.
 */
export class CodedError extends Error {
  constructor(
    readonly code: string,
    readonly params: CodeParams = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = "CodedError";
  }
}
