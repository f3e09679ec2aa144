import { toA1 } from "../../../src/core/grid/address";
import { checkWorkbook } from "../../../src/core/check/check-workbook";
import { format } from "../../../src/i18n/format";
import { enFindingFamilies, enFindingNames, enFindings } from "../../../src/i18n/en-US/findings";
import { zhFindingFamilies, zhFindingNames, zhFindings } from "../../../src/i18n/zh-CN/findings";
import { SCENARIOS } from "./scenarios";

describe.each(SCENARIOS)("$rule $code", ({ code, at, trigger, nearMiss, butNot }) => {
  const found = checkWorkbook(trigger).filter((finding) => finding.code === code);

  test("is found where it stands", () => {
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]?.area ? toA1(found[0].area) : null).toBe(at);
  });

  test(`is not found: ${butNot}`, () => {
    expect(checkWorkbook(nearMiss).filter((finding) => finding.code === code)).toEqual([]);
  });

  test("reads as a whole sentence in both languages", () => {
    for (const texts of [zhFindings, enFindings]) {
      for (const finding of found) {
        const template = Object.entries(texts).find(([key]) => key === finding.code)?.[1];
        expect(template).toBeDefined();
        expect(format(template ?? "", finding.params)).not.toMatch(/\{\w+\}|undefined|NaN/);
      }
    }
  });
});

test("every finding code with a text has an example, and every code of an example a text", () => {
  const shown = new Set([...SCENARIOS.map((scenario) => scenario.code), "check.failed"]);
  expect([...shown].sort()).toEqual(Object.keys(zhFindings).sort());
});

test("every family of codes has a name", () => {
  const families = new Set(Object.keys(zhFindings).map((code) => code.split(".")[0]));
  expect([...families].sort()).toEqual(Object.keys(zhFindingFamilies).sort());
  expect(Object.keys(enFindingFamilies).sort()).toEqual(Object.keys(zhFindingFamilies).sort());
});

test("names for grouping are short and tell the codes apart", () => {
  for (const [names, most] of [[zhFindingNames, 12], [enFindingNames, 36]] as const) {
    const all = Object.values(names);
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((name) => name.length > most)).toEqual([]);
  }
});

test("every parameter of a sentence is the same in both languages", () => {
  const parameters = (template: string): readonly string[] => [...new Set([...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""))].sort();
  const english = new Map(Object.entries(enFindings));
  for (const [code, template] of Object.entries(zhFindings)) expect([code, parameters(english.get(code) ?? "")]).toEqual([code, parameters(template)]);
});
