import { compareExact, decimalText, parseDecimal, ZERO } from "../score/decimal";
import type { Performance, ScoringTable, TableLayout } from "../template/scoring-table";

/** What the same posts are asked to have in common (三统一): number of indicators, weights and marks, sources of data. */
export const COMPARED = ["count", "fullTotal", "weightTotal", "marks", "weights", "sources"] as const;
export type Compared = (typeof COMPARED)[number];

/** One post's table as far as it is compared. A text for each aspect; `null`: the table does not say. */
export type PostTemplate = {
  /** As given; "" where only one workbook is compared. */
  readonly file: string;
  readonly sheetName: string;
  readonly tableId: string;
  readonly performance: Performance | null;
  readonly layout: TableLayout;
  readonly aspects: Readonly<Record<Compared, string | null>>;
};

/** Where a table parts from its peers; `usual` is what most of them have, `value` what it has. */
export type Deviation = { readonly template: PostTemplate; readonly aspect: Compared; readonly value: string | null; readonly usual: string | null };

/** Tables of one performance and layout beside each other. */
export type Comparison = {
  readonly performance: Performance | null;
  readonly layout: TableLayout;
  readonly templates: readonly PostTemplate[];
  /** What more than half have; `null`: nothing is common to so many, or nobody states it. */
  readonly usual: Readonly<Record<Compared, string | null>>;
  /** By template, then by aspect. */
  readonly deviations: readonly Deviation[];
};

/** A single indicator is a total that somebody typed, not a template. */
const MIN_INDICATORS = 2;
const SEPARATOR = "、";

function totalOf(values: readonly (string | null)[]): string | null {
  const stated = values.flatMap((value) => value ?? []);
  return stated.length === 0 ? null : decimalText(stated.reduce((sum, value) => sum.add(parseDecimal(value) ?? ZERO), ZERO));
}

/** The same values in any order are the same: other posts have other indicators. */
function sorted(values: readonly (string | null)[]): string | null {
  const stated = values.flatMap((value) => (value === null ? [] : [parseDecimal(value) ?? ZERO]));
  return stated.length === 0 ? null : stated.sort((a, b) => compareExact(b, a)).map((value) => decimalText(value)).join(SEPARATOR);
}

/** What is compared of each table with indicators of its own; a list that states neither marks nor weights is none. (CK-93) */
export function postTemplates(tables: readonly ScoringTable[], file = ""): readonly PostTemplate[] {
  return tables
    .filter(({ layout, indicators }) => layout !== "other" && indicators.length >= MIN_INDICATORS && (layout !== "indicator-list" || indicators.some(({ indicator }) => indicator.fullMark !== null || indicator.weight !== null)))
    .map(({ sheetName, tableId, performance, layout, indicators }) => {
      const each = indicators.map(({ indicator }) => indicator);
      const sources = [...new Set(each.flatMap(({ dataSource }) => dataSource?.replace(/\s+/g, " ").trim() ?? []))].filter((text) => text !== "").sort();
      return {
        file,
        sheetName,
        tableId,
        performance,
        layout,
        aspects: {
          count: String(each.length),
          fullTotal: totalOf(each.map(({ fullMark }) => fullMark)),
          weightTotal: totalOf(each.map(({ weight }) => weight)),
          marks: sorted(each.map(({ fullMark }) => fullMark)),
          weights: sorted(each.map(({ weight }) => weight)),
          sources: sources.length === 0 ? null : sources.join(SEPARATOR),
        },
      };
    });
}

/** What more than half of the templates have. */
function usualOf(templates: readonly PostTemplate[], aspect: Compared): string | null {
  const counts = new Map<string | null, number>();
  for (const { aspects } of templates) counts.set(aspects[aspect], (counts.get(aspects[aspect]) ?? 0) + 1);
  for (const [value, count] of counts) if (count * 2 > templates.length) return value;
  return null;
}

/** Tables of the same performance and layout, two or more, and where they part; what nobody states is no reason to keep apart. (CK-93) */
export function compareTemplates(templates: readonly PostTemplate[]): readonly Comparison[] {
  const groups = new Map<string, PostTemplate[]>();
  const knownIn = new Map<TableLayout, Set<Performance>>();
  for (const { layout, performance } of templates) if (performance) knownIn.set(layout, (knownIn.get(layout) ?? new Set()).add(performance));
  for (const template of templates) {
    // Where only people (or only units) are known of, the others are taken for the same.
    const known = knownIn.get(template.layout);
    const id = `${known?.size === 1 ? "" : (template.performance ?? "")}/${template.layout}`;
    const group = groups.get(id);
    if (group) group.push(template);
    else groups.set(id, [template]);
  }
  return [...groups.values()].flatMap((group): readonly Comparison[] => {
    const [first] = group;
    if (!first || group.length < 2) return [];
    const usual: Record<Compared, string | null> = { count: null, fullTotal: null, weightTotal: null, marks: null, weights: null, sources: null };
    for (const aspect of COMPARED) usual[aspect] = usualOf(group, aspect);
    const differing = COMPARED.filter((aspect) => group.some((template) => template.aspects[aspect] !== first.aspects[aspect]));
    const deviations = group.flatMap((template) => differing.filter((aspect) => template.aspects[aspect] !== usual[aspect]).map((aspect): Deviation => ({ template, aspect, value: template.aspects[aspect], usual: usual[aspect] })));
    return [{ performance: group.find(({ performance }) => performance !== null)?.performance ?? null, layout: first.layout, templates: group, usual, deviations }];
  });
}
