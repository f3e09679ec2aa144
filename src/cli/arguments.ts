import { parseArgs } from "node:util";

import { CodedError } from "../core/coded-error";
import { dayOf } from "../core/template/day-text";
import type { Locale } from "../i18n/texts";
import { ledgerCommand, LEDGER_OPTIONS, type LedgerCommand } from "./ledger-arguments";

export const VERBS = ["recognize", "structure", "check", "score", "rank", "archive", "verify", "run"] as const;
export type Verb = (typeof VERBS)[number];

/** They look and tell; giving them an output is a mistake. */
export const READ_ONLY_VERBS: ReadonlySet<Verb> = new Set(["recognize", "check", "verify"]);

/** Verbs of the office's season: a template, a roster and many workbooks instead of files one by one. */
export const OFFICE_VERBS = ["template", "issue", "collect", "edition", "derive", "migrate", "cover", "cascade"] as const;
type OfficeVerb = (typeof OFFICE_VERBS)[number];

/** What the office's verbs have in common. */
export type OfficeTerms = {
  /** A workbook to make a template of, the template, or the folder of returns. */
  readonly input: string;
  readonly output: string | null;
  readonly json: boolean;
  readonly locale: Locale;
  /** Needed by all but `template` and `cascade`. */
  readonly roster: string;
  readonly by: "unit" | "person";
  /** They go before what the template says. */
  readonly period: string | null;
  /** "2026-10-10". */
  readonly deadline: string | null;
};

/** Collecting has to know what was issued. */
export type CollectCommand = OfficeTerms & {
  readonly verb: "collect";
  readonly template: string;
  /** Folder or .zip for copies that can be sent back; `null`: none are made. (CO-19) */
  readonly marked: string | null;
  /** What is collected is structured, checked, scored and ranked as well. (CO-20) */
  readonly run: boolean;
};

/** A template's next edition (`input` is the edition before) or one derived of a parent (`input`); `next` is the changed workbook. */
export type EditionCommand = Pick<OfficeTerms, "input" | "output" | "json" | "locale"> & {
  readonly verb: "edition" | "derive";
  /** The parent's edition from which `next` was derived; `null`: nothing is merged. */
  readonly from: string | null;
  readonly next: string;
  /** "" where it was not given, which a preview does without. */
  readonly reason: string;
  readonly approver: string;
  /** "2026-10-10"; `null`: today. */
  readonly date: string | null;
  readonly rebalance: boolean;
};
/** The superior's template, and this level's. */
export type CoverCommand = Pick<OfficeTerms, "input" | "output" | "json" | "locale"> & { readonly verb: "cover"; readonly next: string };

/** Migrating knows older returns by the new template and the roster. */
export type MigrateCommand = OfficeTerms & { readonly verb: "migrate"; readonly template: string };
export type OfficeCommand = (OfficeTerms & { readonly verb: Exclude<OfficeVerb, "collect" | "edition" | "derive" | "migrate" | "cover"> }) | CollectCommand | EditionCommand | MigrateCommand | CoverCommand;

export type Command = {
  readonly verb: Verb;
  /** Files and folders as typed. */
  readonly inputs: readonly string[];
  readonly output: string | null;
  readonly inPlace: boolean;
  readonly json: boolean;
  readonly locale: Locale;
  readonly protect: boolean;
  /** Name printed on the archive's signature line; `null`: left to be signed. */
  readonly signer: string | null;
  /** File with corrections for tables like those of an earlier workbook. */
  readonly profile: string | null;
  /** A scheme file that counts instead of what stands in the workbook, and one to write. (CL-15) */
  readonly scheme: string | null;
  readonly saveScheme: string | null;
  /** With check: what was found in all files, as .xlsx or .csv. (CL-16) */
  readonly report: string | null;
  /** With check: what tables of all files have in common, as .xlsx. (CL-17) */
  readonly certificate: string | null;
  /** With check: the workbook of the period before. (CL-21) */
  readonly previous: string | null;
  /** File to write a workbook's corrections to, with `recognize`. */
  readonly saveProfile: string | null;
  /** Digests as written down in the minutes, by archive id ("A1"), for `verify`. */
  readonly digests: ReadonlyMap<string, string>;
  /** ISO 8601 time instead of the clock, for repeatable output. */
  readonly now: string | null;
};

export type Invocation =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "office"; readonly command: OfficeCommand }
  | { readonly kind: "ledger"; readonly command: LedgerCommand }
  | { readonly kind: "help" | "version"; readonly locale: Locale };

/**
 * Reads the command line. Errors (CodedError): "cli.unknown-option", "cli.option-value", "cli.option-verb", "cli.needs-option", "cli.one-input", "cli.two-inputs", "cli.by", "cli.deadline", "cli.unknown-verb", "cli.no-input", "cli.language", "cli.output-and-in-place",
 * "cli.time", "cli.digest".
 */
export function parseArguments(argv: readonly string[], environmentLanguage: string | undefined): Invocation {
  const { values, positionals } = parseOrExplain(argv);
  const locale = localeOf(values.lang, environmentLanguage);
  if (values.version) return { kind: "version", locale };
  const [verb, ...inputs] = positionals;
  if (values.help || verb === undefined || verb === "help") return { kind: "help", locale };
  const now = values.now === undefined ? null : parseTime(values.now);
  if (verb === "post" || verb === "rollup") return { kind: "ledger", command: ledgerCommand(verb, inputs, values, locale, now) };
  if (!isVerb(verb) && !isOfficeVerb(verb)) throw new CodedError("cli.unknown-verb", { verb, verbs: [...VERBS, ...OFFICE_VERBS, "post", "rollup"].join(", ") });
  if (inputs.length === 0) throw new CodedError("cli.no-input", { verb });
  const foreign = Object.keys(values).find((option) => !isOptionOf(option, verb));
  if (foreign !== undefined) throw new CodedError("cli.option-verb", { option: `--${foreign}`, verb });
  if (!isVerb(verb)) return { kind: "office", command: officeCommand(verb, inputs, values, locale) };
  if (values.output !== undefined && values["in-place"]) throw new CodedError("cli.output-and-in-place");
  return {
    kind: "command",
    command: {
      verb,
      inputs,
      output: values.output ?? null,
      inPlace: values["in-place"] ?? false,
      json: values.json ?? false,
      locale,
      protect: !(values["no-protect"] ?? false),
      signer: values.signer ?? null,
      profile: values.profile ?? null,
      scheme: values.scheme ?? null,
      saveScheme: values["save-scheme"] ?? null,
      report: values.report ?? null,
      certificate: values.certificate ?? null,
      previous: values.previous ?? null,
      saveProfile: values["save-profile"] ?? null,
      digests: parseDigests(values.digest ?? []),
      now,
    },
  };
}

/** Options that office verbs share with others, and those of each that no other verb has. */
const COMMON_OPTIONS: readonly string[] = ["output", "json", "lang"];
const OFFICE_OPTIONS: Readonly<Record<OfficeVerb, readonly string[]>> = {
  template: [],
  issue: ["roster", "by", "period", "deadline"],
  collect: ["roster", "template", "period", "deadline", "marked", "run"],
  edition: ["reason", "approver", "date", "rebalance"],
  derive: ["from", "reason", "approver", "date"],
  cover: [],
  migrate: ["roster", "template", "by", "period", "deadline"],
  cascade: [],
};

function isOptionOf(option: string, verb: Verb | OfficeVerb): boolean {
  if (isVerb(verb)) return !Object.hasOwn(LEDGER_OPTIONS, option) && !Object.values(OFFICE_OPTIONS).some((options) => options.includes(option));
  return COMMON_OPTIONS.includes(option) || OFFICE_OPTIONS[verb].includes(option);
}

function officeCommand(verb: OfficeVerb, inputs: readonly string[], values: ReturnType<typeof parseOrExplain>["values"], locale: Locale): OfficeCommand {
  if (verb === "edition" || verb === "derive") return editionCommand(verb, inputs, values, locale);
  if (verb === "cover") {
    const [input, next, ...more] = inputs;
    if (input === undefined || next === undefined || more.length > 0) throw new CodedError("cli.two-inputs", { verb });
    return { verb, input, next, output: values.output ?? null, json: values.json ?? false, locale };
  }
  const [input = "", ...more] = inputs;
  if (more.length > 0) throw new CodedError("cli.one-input", { verb });
  const needed = (option: "roster" | "template"): string => {
    const value = values[option];
    if (value === undefined) throw new CodedError("cli.needs-option", { verb, option: `--${option}` });
    return value;
  };
  const roster = verb === "template" || verb === "cascade" ? "" : needed("roster");
  if (values.by !== undefined && values.by !== "unit" && values.by !== "person") throw new CodedError("cli.by", { text: values.by });
  const deadline = values.deadline === undefined ? null : dayOf(values.deadline, false);
  if (values.deadline !== undefined && deadline === null) throw new CodedError("cli.deadline", { text: values.deadline });
  const terms: OfficeTerms = { input, output: values.output ?? null, json: values.json ?? false, locale, roster, by: values.by ?? "person", period: values.period?.trim() || null, deadline };
  if (verb === "collect") return { ...terms, verb, template: needed("template"), marked: values.marked ?? null, run: values.run ?? false };
  return verb === "migrate" ? { ...terms, verb, template: needed("template") } : { ...terms, verb };
}

function editionCommand(verb: EditionCommand["verb"], inputs: readonly string[], values: ReturnType<typeof parseOrExplain>["values"], locale: Locale): EditionCommand {
  const [input, next, ...more] = inputs;
  if (input === undefined || next === undefined || more.length > 0) throw new CodedError("cli.two-inputs", { verb });
  const [reason, approver] = [values.reason?.trim() ?? "", values.approver?.trim() ?? ""];
  // What is kept says why and who; a preview need not.
  for (const [option, value] of [["--reason", reason], ["--approver", approver]] as const) if (values.output !== undefined && value === "") throw new CodedError("cli.needs-option", { verb, option });
  const date = values.date === undefined ? null : dayOf(values.date, false);
  if (values.date !== undefined && date === null) throw new CodedError("cli.deadline", { text: values.date });
  return { verb, from: values.from ?? null, input, next, output: values.output ?? null, json: values.json ?? false, locale, reason, approver, date, rebalance: values.rebalance ?? false };
}

function parseOrExplain(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        output: { type: "string", short: "o" },
        "in-place": { type: "boolean" },
        json: { type: "boolean" },
        lang: { type: "string" },
        "no-protect": { type: "boolean" },
        signer: { type: "string" },
        profile: { type: "string" },
        scheme: { type: "string" },
        "save-scheme": { type: "string" },
        report: { type: "string" },
        certificate: { type: "string" },
        previous: { type: "string" },
        "save-profile": { type: "string" },
        ...LEDGER_OPTIONS,
        now: { type: "string" },
        digest: { type: "string", multiple: true },
        roster: { type: "string" },
        template: { type: "string" },
        marked: { type: "string" },
        run: { type: "boolean" },
        by: { type: "string" },
        period: { type: "string" },
        deadline: { type: "string" },
        from: { type: "string" },
        reason: { type: "string" },
        approver: { type: "string" },
        date: { type: "string" },
        rebalance: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    // Node says which option it is in words of its own, which are English and sometimes several lines.
    const option = /'(-[^']*)'/.exec(error.message)?.[1] ?? "";
    throw new CodedError(error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" ? "cli.unknown-option" : "cli.option-value", { option }, { cause: error });
  }
}

/** "A1=4f2a 91c0 …" → id and digest, spaces and dashes left out, lower case. */
function parseDigests(texts: readonly string[]): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  for (const text of texts) {
    const [, id, digest] = /^(A\d{1,6})=([0-9a-f\s-]+)$/i.exec(text) ?? [];
    const bare = digest?.replace(/[\s-]/g, "").toLowerCase();
    if (id === undefined || bare?.length !== 64) throw new CodedError("cli.digest", { text });
    digests.set(id.toUpperCase(), bare);
  }
  return digests;
}

/** A moment with its offset; fractions of a second are dropped. (CL-11) */
function parseTime(text: string): string {
  const [, date = "", time = "", offset = ""] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})$/.exec(text) ?? [];
  // Dates such as 30 February are taken for a day in March by the clock's own parser.
  const day = new Date(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
  if (date === "" || !isDay || Number.isNaN(Date.parse(`${date}T${time}${offset}`))) throw new CodedError("cli.time", { text });
  return `${date}T${time}${offset}`;
}

/** The language that a command line asks for, as far as it can be told of one that is not understood. (CL-9) */
export function languageOf(argv: readonly string[], environmentLanguage: string | undefined): Locale {
  const at = argv.indexOf("--lang");
  const asked = at >= 0 ? argv[at + 1] : argv.find((argument) => argument.startsWith("--lang="))?.slice("--lang=".length);
  return localeOf(asked === "zh-CN" || asked === "en-US" ? asked : undefined, environmentLanguage);
}

function isVerb(text: string): text is Verb {
  return (VERBS as readonly string[]).includes(text);
}

function isOfficeVerb(text: string): text is OfficeVerb {
  return (OFFICE_VERBS as readonly string[]).includes(text);
}

function localeOf(asked: string | undefined, environmentLanguage: string | undefined): Locale {
  if (asked !== undefined) {
    if (asked === "zh-CN" || asked === "en-US") return asked;
    throw new CodedError("cli.language", { language: asked });
  }
  // The product's home is a Chinese office: only a terminal that plainly says English gets English.
  return environmentLanguage?.startsWith("en") ? "en-US" : "zh-CN";
}
