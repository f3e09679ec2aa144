import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { textOf } from "../grid/cell";
import { headerText, seenValue } from "../template/header-table";
import { foldKeyText } from "../template/keys";
import type { TemplateReading } from "../template/read-template";
import type { TemplateIndicator } from "../template/template-book";
import { wordDiff } from "./word-diff";

/** covered: everybody of a template has it; optional: only whoever chooses it; similar: something is called alike, and people have to say; uncovered: nothing. */
export type CoverageState = "covered" | "optional" | "similar" | "uncovered";
/** How an indicator of this level is known to be the superior's: it names it, has its code, or its name. */
export type CoverageReason = "reference" | "key" | "name";

export type CoverageLine = {
  readonly indicator: TemplateIndicator;
  /** The superior's template. */
  readonly template: string;
  readonly state: CoverageState;
  /** Indicators of this level that undertake it; of `similar` the one that is called most alike, without a reason. */
  readonly by: readonly { readonly template: string; readonly name: string; readonly why: CoverageReason | null }[];
};

export type Coverage = { readonly lines: readonly CoverageLine[]; readonly findings: readonly Finding[] };

/** The column in which an indicator of this level names the superior's, by code or name, several with 、. */
const REFERENCE = /^(对应|承接)?上级(考[评核])?指标(编码|代码|名称)?$|^(superior|parent)indicators?$/u;
/** Names of which this share of the words is the same may be one indicator. */
const ALIKE = 0.6;

type OwnIndicator = { readonly template: string; readonly indicator: TemplateIndicator; readonly references: readonly string[] };

/**
 * The superior's indicators, each with those of this level that undertake it: it is named in the column 上级指标, or they have
 * the same code, or the same name. Only indicators in force count. Each of the superior's is listed once, however many of its
 * templates have it. (ED-19, ED-20)
 */
export function coverageOf(superior: TemplateReading, level: TemplateReading): Coverage {
  const findings: Finding[] = [];
  const own = ownIndicators(level);
  const lines: CoverageLine[] = [];
  const seen = new Set<string>();
  const named = new Set<string>();
  for (const template of superior.book.templates) {
    for (const indicator of template.indicators) {
      named.add(foldKeyText(indicator.key)).add(foldKeyText(indicator.name));
      if (seen.has(indicator.key)) continue;
      seen.add(indicator.key);
      lines.push({ indicator, template: template.name, ...coveredBy(indicator, own) });
    }
  }
  for (const { template, indicator, references } of own) {
    for (const reference of references) {
      if (!named.has(foldKeyText(reference))) findings.push(finding("cover.unknown-reference", "warning", { name: indicator.name, template, reference }));
    }
  }
  for (const { indicator, state, by } of lines) {
    if (state === "covered") continue;
    findings.push(finding(`cover.${state}`, state === "optional" ? "warning" : "error", { name: indicator.name, key: indicator.key, other: by[0]?.name ?? "" }));
  }
  return { lines, findings };
}

function finding(code: string, severity: Severity, params: CodeParams): Finding {
  return { code, severity, sheetId: null, sheetName: null, area: null, params };
}

/** This level's indicators in force, with what their lines say of the superior's. */
function ownIndicators({ book, places }: TemplateReading): readonly OwnIndicator[] {
  return book.templates.flatMap((template) =>
    template.indicators.map((indicator) => {
      const place = places.rows.find((row) => row.inForce && row.key === indicator.key && foldKeyText(row.template) === foldKeyText(template.name));
      const column = place?.table.others.find(({ header }) => REFERENCE.test(headerText(header)))?.column;
      const text = place && column !== undefined ? textOf(seenValue(place.table.sheet, place.row, column)) : "";
      return { template: template.name, indicator, references: text.split(/[、,，;；\n]/u).map((part) => part.trim()).filter((part) => part !== "") };
    }),
  );
}

function coveredBy(indicator: TemplateIndicator, own: readonly OwnIndicator[]): Pick<CoverageLine, "state" | "by"> {
  const [key, name] = [foldKeyText(indicator.key), foldKeyText(indicator.name)];
  const found = own.flatMap((candidate) => {
    const why: CoverageReason | null = candidate.references.some((reference) => [key, name].includes(foldKeyText(reference)))
      ? "reference"
      : candidate.references.length > 0
        ? // Whoever names another one means that one.
          null
        : candidate.indicator.key === key
          ? "key"
          : foldKeyText(candidate.indicator.name) === name
            ? "name"
            : null;
    return why === null ? [] : [{ candidate, why }];
  });
  const by = found.map(({ candidate, why }) => ({ template: candidate.template, name: candidate.indicator.name, why }));
  if (found.some(({ candidate }) => candidate.indicator.zone !== "optional")) return { state: "covered", by };
  if (found.length > 0) return { state: "optional", by };
  let nearest: OwnIndicator | null = null;
  let most = ALIKE;
  for (const candidate of own) {
    if (candidate.references.length > 0) continue;
    const share = likeness(name, foldKeyText(candidate.indicator.name));
    if (share >= most && (share > most || !nearest)) [nearest, most] = [candidate, share];
  }
  return nearest ? { state: "similar", by: [{ template: nearest.template, name: nearest.indicator.name, why: null }] } : { state: "uncovered", by: [] };
}

/** Characters that two names have in common in the same order, as a share of both: 1 is equal. */
function likeness(a: string, b: string): number {
  const same = wordDiff(a, b).reduce((sum, { kind, text }) => sum + (kind === "same" ? text.length : 0), 0);
  return a.length + b.length === 0 ? 0 : (2 * same) / (a.length + b.length);
}
