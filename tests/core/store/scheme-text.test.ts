import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { CodedError } from "../../../src/core/coded-error";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { AT_LINE, BANDS_BY, QUOTA_ROUNDINGS, TIES } from "../../../src/core/score/ranking-rules";
import type { Scheme } from "../../../src/core/score/scheme";
import { parseScheme, schemeText } from "../../../src/core/store/scheme-text";
import { schemeFileSchema } from "../../../scripts/support/scheme-file-schema";

const scheme: Scheme = defaultScheme();

function refusal(text: string): readonly [string, unknown] {
  try {
    parseScheme(text);
  } catch (error) {
    if (error instanceof CodedError) return [error.code, error.params];
    throw error;
  }
  throw new Error("accepted");
}

const changed = (change: (file: { version: unknown; format: unknown; scheme: Record<string, unknown> }) => void): string => {
  const file = JSON.parse(schemeText(scheme)) as { version: unknown; format: unknown; scheme: Record<string, unknown> };
  change(file);
  return JSON.stringify(file);
};

test("SC-61 a scheme that is written is read as it was, the same text every time", () => {
  const share = fc.constantFrom("0.1", "0.25", "0.3", null);
  fc.assert(
    fc.property(
      fc.constantFrom(...TIES),
      fc.tuple(share, share),
      fc.record({ bandsBy: fc.constantFrom(...BANDS_BY), quotaRounding: fc.constantFrom(...QUOTA_ROUNDINGS), atLeastOne: fc.boolean(), atLine: fc.constantFrom(...AT_LINE), minimumPool: fc.nat({ max: 50 }), tieBreakers: fc.constant(["德"]) }),
      fc.nat({ max: 6 }),
      (ties, [first, second], ranking, digits) => {
        const one: Scheme = { ...scheme, ties, ranking, digits, bands: [{ label: "好", from: "90.5", share: first, factor: "1.2" }, { label: "一般", from: "0", share: second }], poolBy: ["职务层级"] };
        const text = schemeText(one);
        expect(parseScheme(text)).toEqual(one);
        expect(schemeText(parseScheme(`\ufeff${text}`))).toBe(text);
      },
    ),
  );
});

test("SC-61 a file of before bands had shares and ranking had rules is read with the defaults", () => {
  const text = changed((file) => {
    delete file.scheme["ranking"];
    delete file.scheme["indicatorRules"];
    file.scheme["bands"] = [{ label: "好", from: "90" }];
  });
  expect(parseScheme(text)).toMatchObject({ ranking: scheme.ranking, indicatorRules: [], bands: [{ label: "好", from: "90", share: null }] });
});

test.each([
  ["", "scheme-file.not-scheme", {}],
  ["[1]", "scheme-file.not-scheme", {}],
  ['{"format":"twinscore-profile","version":1}', "scheme-file.not-scheme", {}],
  [changed((file) => (file.version = 2)), "scheme-file.newer", { version: 2, known: 1 }],
  [changed((file) => (file.scheme["unitShare"] = 0.3)), "scheme-file.invalid", { path: "scheme.unitShare" }],
  [changed((file) => (file.scheme["bands"] = [{ label: "好", from: "9O" }])), "scheme-file.invalid", { path: "scheme.bands.0.from" }],
  [changed((file) => delete file.scheme["poolBy"]), "scheme-file.invalid", { path: "scheme.poolBy" }],
  [changed((file) => (file.scheme["fullTotal"] = "0")), "scheme.full-total", { value: "0" }],
  [changed((file) => (file.scheme["bands"] = [{ label: "好", from: "90", share: "0.7" }, { label: "差", from: "0", share: "0.4" }])), "scheme.band-shares", {}],
])("SC-61 %s is refused with its place", (text, code, params) => {
  expect(refusal(text)).toEqual([code, params]);
});

test("SC-61 the published schema is what reads a scheme", () => {
  const published: unknown = JSON.parse(readFileSync(path.resolve(__dirname, "../../../docs/scheme.schema.json"), "utf8"));
  expect(published).toEqual(JSON.parse(JSON.stringify(schemeFileSchema())));
});
