import { CodedError } from "../core/coded-error";
import type { Locale } from "../i18n/texts";

/** `post` and `rollup`, which work on a ledger and not on each file by itself. (CL-18, CL-19) */
export type LedgerCommand = { readonly json: boolean; readonly locale: Locale } & (
  | {
      readonly verb: "post";
      readonly inputs: readonly string[];
      readonly ledger: string;
      readonly period: string;
      /** Only results of these sheets; empty: of all. */
      readonly sheets: readonly string[];
      readonly task: string | null;
      readonly approval: string | null;
      readonly close: boolean;
      /** `null`: the ledger itself is written. */
      readonly output: string | null;
      readonly now: string | null;
    }
  | { readonly verb: "rollup"; readonly ledger: string; readonly output: string; readonly schemes: readonly string[]; readonly year: number | null }
);

/** Options that only these verbs take (`period` is taken by others, too), as Node's parser wants them. */
export const LEDGER_OPTIONS = {
  ledger: { type: "string" },
  sheet: { type: "string", multiple: true },
  task: { type: "string" },
  approval: { type: "string" },
  close: { type: "boolean" },
  year: { type: "string" },
} as const;

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

const ALLOWED = {
  post: new Set(["ledger", "period", "sheet", "task", "approval", "close", "output", "json", "lang", "now"]),
  rollup: new Set(["output", "scheme", "year", "json", "lang"]),
};

const WRONG = { post: "ledger.cli.post", rollup: "ledger.cli.rollup" } as const;

/** Reads what stands behind `post` or `rollup`. Errors: "ledger.cli.post", "ledger.cli.rollup". */
export function ledgerCommand(verb: "post" | "rollup", inputs: readonly string[], values: Values, locale: Locale, now: string | null): LedgerCommand {
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === "string" && value.trim() !== "" ? value : null;
  };
  const wrong = new CodedError(WRONG[verb]);
  if (Object.keys(values).some((name) => values[name] !== undefined && !ALLOWED[verb].has(name))) throw wrong;
  const json = values["json"] === true;
  const output = text("output");
  if (verb === "post") {
    const [ledger, period] = [text("ledger"), text("period")];
    if (ledger === null || period === null || inputs.length === 0) throw wrong;
    return { verb, json, locale, inputs, ledger, period, sheets: typeof values["sheet"] === "object" ? values["sheet"].map(String) : [], task: text("task"), approval: text("approval"), close: values["close"] === true, output, now };
  }
  const [ledger, ...more] = inputs;
  const year = text("year");
  if (ledger === undefined || more.length > 0 || output === null || (year !== null && !/^\d{4}$/.test(year))) throw wrong;
  const schemes = (text("scheme") ?? "").split(/[,，、]/u).map((name) => name.trim());
  return { verb, json, locale, ledger, output, schemes: schemes.filter((name) => name !== ""), year: year === null ? null : Number(year) };
}
