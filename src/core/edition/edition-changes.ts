import { shiftDecimal } from "../grid/number-text";
import { indicatorChanges } from "../template/indicator-changes";
import { foldKeyText, indicatorKey } from "../template/keys";
import { RESPONSIBILITIES, type IssueTemplate, type Responsibility, type TemplateBook, type TemplateIndicator } from "../template/template-book";
import { wordDiff, type WordRun } from "./word-diff";

/** What a change may be about beside the indicator's name, in the order in which it is told. */
const CHANGED_FIELDS = ["key", "path", "zone", "fullMark", "weight", "criterion", "interpretation", ...RESPONSIBILITIES, "source"] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];
const LIMIT_FIELDS = ["minCount", "maxCount", "maxPoints", "ownCount", "ownPoints", "ownSources"] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];

/** One difference between two editions. `template`: the name of the template; weights are percentages without their sign; "" says nothing. */
export type EditionChange =
  | { readonly kind: "template-added" | "template-retired"; readonly template: string }
  | { readonly kind: "template-renamed"; readonly template: string; readonly was: string }
  | { readonly kind: "added" | "retired" | "moved"; readonly template: string; readonly indicator: TemplateIndicator }
  /** `oldKey` is another than the indicator's where the key was made of the name. */
  | { readonly kind: "renamed"; readonly template: string; readonly indicator: TemplateIndicator; readonly oldKey: string; readonly was: string; readonly now: string; readonly words: readonly WordRun[] }
  | { readonly kind: "changed"; readonly template: string; readonly indicator: TemplateIndicator; readonly field: ChangedField; readonly was: string; readonly now: string; readonly words: readonly WordRun[] }
  | { readonly kind: "limit"; readonly template: string; readonly field: LimitField; readonly was: string; readonly now: string }
  /** Who gets a template, as "职务层级=科长"; "" is everybody. */
  | { readonly kind: "profile-added" | "profile-retired"; readonly template: string; readonly who: string };

/** Numbers and choices are told whole: words are marked in what people write. */
const NUMBERS: ReadonlySet<ChangedField> = new Set(["fullMark", "weight", "zone"]);

/**
 * Templates of the new edition, each with the one that it was: that of its name, else one whose name is gone and which has at
 * least half of the indicators in common, of the greater of both; `null`: it is new. (ED-3)
 */
export function templatePairs(before: TemplateBook, now: TemplateBook): readonly { readonly template: IssueTemplate; readonly old: IssueTemplate | null }[] {
  const known = new Map(before.templates.map((template) => [foldKeyText(template.name), template] as const));
  const present = new Set(now.templates.map(({ name }) => foldKeyText(name)));
  const gone = before.templates.filter(({ name }) => !present.has(foldKeyText(name)));
  return now.templates.map((template) => {
    const same = known.get(foldKeyText(template.name));
    if (same) return { template, old: same };
    const at = gone.findIndex((old) => isMostlyThe(old.indicators, template.indicators));
    return { template, old: at < 0 ? null : (gone.splice(at, 1)[0] ?? null) };
  });
}

/** At least half of the keys of the greater are in both. */
export function isMostlyThe(a: readonly { readonly key: string }[], b: readonly { readonly key: string }[]): boolean {
  const keys = new Set(a.map(({ key }) => key));
  const common = b.filter(({ key }) => keys.has(key)).length;
  return common > 0 && common * 2 >= Math.max(a.length, b.length);
}

/**
 * What a reader has to know of the new edition: template by template in the new order, templates that are gone last.
 * Indicators are known by their keys (renamed ones without a code by their place and marks). White space is no change. (ED-3)
 */
export function editionChanges(before: TemplateBook, now: TemplateBook): readonly EditionChange[] {
  const pairs = templatePairs(before, now);
  const kept = new Set(pairs.map(({ old }) => old));
  return [
    ...pairs.flatMap(({ template, old }): readonly EditionChange[] => {
      if (!old) return [{ kind: "template-added", template: template.name }, ...template.indicators.map((indicator) => ({ kind: "added" as const, template: template.name, indicator }))];
      const isRenamed = foldKeyText(old.name) !== foldKeyText(template.name);
      return [...(isRenamed ? [{ kind: "template-renamed" as const, template: template.name, was: old.name }] : []), ...templateChanges(old, template)];
    }),
    ...before.templates
      .filter((template) => !kept.has(template))
      .flatMap((template): readonly EditionChange[] => [{ kind: "template-retired", template: template.name }, ...template.indicators.map((indicator) => ({ kind: "retired" as const, template: template.name, indicator }))]),
    ...profileChanges(before, now),
  ];
}

const stated = (indicator: TemplateIndicator) => ({ ...indicator, owner: null });

/** Whether a key was made of the indicator's name, for want of a code. */
export function isMade({ key, path, name }: TemplateIndicator): boolean {
  return key === indicatorKey(null, path, name);
}

/**
 * Indicators that are the same under another key: the old one was made of the name, and so is the new one, or the name stayed.
 * Key in the new edition → key in the old one. (ED-3, ED-5)
 */
export function sameUnderAnotherKey(old: IssueTemplate, template: IssueTemplate): ReadonlyMap<string, string> {
  return sameOnes(indicatorChanges(old.indicators.map(stated), template.indicators.map(stated)).oldKeys, old, template);
}

function sameOnes(pairs: ReadonlyMap<string, string>, old: IssueTemplate, template: IssueTemplate): ReadonlyMap<string, string> {
  const find = (all: IssueTemplate, key: string): TemplateIndicator | undefined => all.indicators.find((indicator) => indicator.key === key);
  return new Map(
    [...pairs].filter(([key, oldKey]) => {
      const [is, was] = [find(template, key), find(old, oldKey)];
      return is !== undefined && was !== undefined && isMade(was) && (isMade(is) || foldKeyText(is.name) === foldKeyText(was.name));
    }),
  );
}

function templateChanges(old: IssueTemplate, template: IssueTemplate): readonly EditionChange[] {
  const { name } = template;
  const { moved, oldKeys: pairs } = indicatorChanges(old.indicators.map(stated), template.indicators.map(stated));
  const oldKeys = sameOnes(pairs, old, template);
  const byKey = new Map(template.indicators.map((indicator) => [indicator.key, indicator] as const));
  const oldByKey = new Map(old.indicators.map((indicator) => [indicator.key, indicator] as const));
  const places = new Set(moved.map(({ key }) => key));
  const found: EditionChange[] = [];
  for (const indicator of template.indicators) {
    const oldKey = oldKeys.get(indicator.key) ?? indicator.key;
    const was = oldByKey.get(oldKey);
    if (!was) {
      found.push({ kind: "added", template: name, indicator });
      continue;
    }
    if (foldKeyText(was.name) !== foldKeyText(indicator.name)) found.push({ kind: "renamed", template: name, indicator, oldKey, was: was.name, now: indicator.name, words: wordDiff(was.name, indicator.name) });
    for (const field of CHANGED_FIELDS) {
      // A key that is made of the name is no content.
      if (field === "key" && isMade(indicator)) continue;
      const [left, right] = [fieldOf(was, field), fieldOf(indicator, field)];
      if (foldKeyText(left) !== foldKeyText(right)) found.push({ kind: "changed", template: name, indicator, field, was: left, now: right, words: NUMBERS.has(field) ? wholly(left, right) : wordDiff(left, right) });
    }
    if (places.has(indicator.key)) found.push({ kind: "moved", template: name, indicator });
  }
  const kept = new Set(oldKeys.values());
  for (const indicator of old.indicators) if (!byKey.has(indicator.key) && !kept.has(indicator.key)) found.push({ kind: "retired", template: name, indicator });
  for (const field of LIMIT_FIELDS) {
    const [left, right] = [limitOf(old, field), limitOf(template, field)];
    if (left !== right) found.push({ kind: "limit", template: name, field, was: left, now: right });
  }
  return found;
}

function wholly(was: string, now: string): readonly WordRun[] {
  const runs: readonly WordRun[] = [{ kind: "deleted", text: was }, { kind: "added", text: now }];
  return runs.filter(({ text }) => text !== "");
}

function limitOf({ optional, own }: IssueTemplate, field: LimitField): string {
  switch (field) {
    case "ownCount":
      return String(own?.maxCount ?? "");
    case "ownPoints":
      return own?.maxPoints ?? "";
    case "ownSources":
      return own?.sources.join("、") ?? "";
    default:
      return String(optional[field] ?? "");
  }
}

/** A field as changes tell it; "" where nothing is said. */
export function fieldOf(indicator: TemplateIndicator, field: ChangedField): string {
  switch (field) {
    case "path":
      return indicator.path.join(" / ");
    case "weight":
      return indicator.weight === null ? "" : shiftDecimal(indicator.weight, 2);
    case "source":
      return indicator.dataSource ?? "";
    case "key":
    case "zone":
    case "fullMark":
    case "criterion":
    case "interpretation":
      return indicator[field] ?? "";
    default:
      return responsibleOf(indicator, field);
  }
}

function responsibleOf({ responsible }: TemplateIndicator, role: Responsibility): string {
  return responsible[role];
}

function profileChanges(before: TemplateBook, now: TemplateBook): readonly EditionChange[] {
  const rowsOf = ({ profiles }: TemplateBook): ReadonlyMap<string, { readonly template: string; readonly who: string }> =>
    new Map(
      (profiles?.rows ?? []).map(({ template, wanted }) => {
        const who = wanted.map(({ attribute, value }) => `${attribute}=${value}`).join("；");
        return [foldKeyText(`${template}\u001f${who}`), { template, who }] as const;
      }),
    );
  const [old, present] = [rowsOf(before), rowsOf(now)];
  return [
    ...[...present].filter(([key]) => !old.has(key)).map(([, row]) => ({ kind: "profile-added" as const, ...row })),
    ...[...old].filter(([key]) => !present.has(key)).map(([, row]) => ({ kind: "profile-retired" as const, ...row })),
  ];
}
