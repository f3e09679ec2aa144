import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { canonicalJson } from "../../../src/core/store/record-text";
import { sha256Hex } from "../../../src/core/store/checksum";
import { parseRecord } from "../../../src/core/store/parse-record";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { serializeRecord } from "../../../src/core/store/serialize-record";

const sample: WorkbookRecord = {
  version: 1,
  edition: 3,
  structuredAt: "2026-10-08T09:00:00+08:00",
  tables: [
    {
      tableId: "T1",
      layout: "form",
      performance: "person",
      anchor: "_TS_T1",
      keyColumn: "_TS_T1_key",
      indicators: [{ key: "K0A1B2C3D4", name: "申报率", path: ["业务"], fullMark: "25", weight: "0.25", criterion: "每低1%扣1分", dataSource: null, owner: null }],
    },
  ],
  // Written out: the defaults may change, what stands in old workbooks does not.
  scheme: {
    scope: { kind: "annual", name: "", approval: "", validFrom: "", validTo: "", units: [] },
    fullTotal: "100",
    digits: 2,
    unitShare: "0.3",
    missing: "flag",
    poolBy: ["职务层级", "人员类别"],
    ties: "competition",
    bands: [
      { label: "好", from: "90", share: null },
      { label: "较好", from: "80", share: null },
      { label: "一般", from: "60", share: null },
      { label: "较差", from: "0", share: null },
    ],
    raterWeights: { self: "0.2", leader: "0.4", rater: "0.4" },
    calculation: { rounding: "half-away", roundAt: "total", weightTotals: "withhold", drop: { highest: 0, lowest: 0, from: 5 } },
    link: { family: "additive", coefficients: [], shareBy: "", shares: [] },
  ranking: { bandsBy: "cut-off", quotaRounding: "floor", atLeastOne: true, atLine: "all-in", minimumPool: 0, tieBreakers: [] },
  indicatorRules: [],
    categoryCaps: [],
  },
  ownSheets: [{ purpose: "archive", anchor: "_TS_own_archive_A1" }],
  archives: [{ archiveId: "A1", anchor: "_TS_own_archive_A1", archivedAt: "2026-10-08T09:00:00+08:00", edition: 3, digest: "ab".repeat(32), previous: null }],
};

const decimal = fc.tuple(fc.nat(9999), fc.nat(99)).map(([a, b]) => `${String(a)}.${String(b)}`);
const indicators = fc.array(
  fc.record({
    key: fc.string(),
    name: fc.string({ unit: "grapheme" }),
    path: fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 }),
    fullMark: fc.option(decimal),
    weight: fc.option(decimal),
    criterion: fc.option(fc.string({ unit: "binary" })),
    dataSource: fc.option(fc.string()),
    owner: fc.option(fc.string()),
  }),
  { maxLength: 5 },
);

test("RE-1 what is written is read back, whatever the texts hold", () => {
  fc.assert(
    fc.property(indicators, fc.integer({ min: 1, max: 1000 }), (list, edition) => {
      const record: WorkbookRecord = { ...sample, edition, tables: sample.tables.map((table) => ({ ...table, indicators: list })) };
      expect(parseRecord(serializeRecord(record))).toEqual({ ok: true, record });
    }),
  );
});

test("RE-3 equal records give equal texts, whatever the order of their members", () => {
  const shuffled = Object.fromEntries(Object.entries(sample).reverse()) as unknown as WorkbookRecord;
  expect(serializeRecord(shuffled)).toBe(serializeRecord(sample));
});

test("RE-2 the text holds nothing that XML forbids", () => {
  const record = { ...sample, structuredAt: "\u0000\u000b\u0085\u2028\ufffe\uffff\ud800 中" };
  expect(serializeRecord(record)).toMatch(/^[\u0020-\u007e\u4e00-\u9fff%，]*$/u);
  expect(parseRecord(serializeRecord(record))).toEqual({ ok: true, record });
});

test("RE-4 any changed character of the record's data is noticed", () => {
  const text = serializeRecord(sample);
  const from = text.indexOf('"record":') + 9;
  fc.assert(
    fc.property(fc.integer({ min: from, max: text.length - 2 }), fc.constantFrom("0", "7", "x", "中"), (at, letter) => {
      fc.pre(text.charAt(at) !== letter);
      expect(parseRecord(text.slice(0, at) + letter + text.slice(at + 1)).ok).toBe(false);
    }),
  );
});

test("RE-4 a record that was cut off is damaged", () => {
  const text = serializeRecord(sample);
  expect(parseRecord(text.slice(0, -1))).toEqual({ ok: false, code: "record.damaged" });
  expect(parseRecord(text.slice(0, 80))).toEqual({ ok: false, code: "record.damaged" });
});

test("RE-6 other texts are foreign", () => {
  for (const text of ["", "<x/>", "[]", "null", "{}", '{"format":"other"}', '"twinscore"']) {
    expect(parseRecord(text)).toEqual({ ok: false, code: "record.foreign" });
  }
});

test("RE-6 a record of a newer version is left alone", () => {
  const body = canonicalJson({ ...sample, version: 2 });
  const text = `{"checksum":"${sha256Hex(body)}","format":"twinscore-record","record":${body},"version":2}`;
  expect(parseRecord(text)).toEqual({ ok: false, code: "record.newer" });
});

test("RE-6 an intact record with impossible data is invalid", () => {
  const body = canonicalJson({ ...sample, edition: 0 });
  const text = `{"checksum":"${sha256Hex(body)}","format":"twinscore-record","record":${body},"version":1}`;
  expect(parseRecord(text)).toEqual({ ok: false, code: "record.invalid" });
});

test("RE-5 members that a later program added survive reading and writing", () => {
  const grown = { ...sample, approvals: [{ by: "党委", at: "2026-10-09" }] };
  const reading = parseRecord(serializeRecord(grown));
  expect(reading.ok && serializeRecord(reading.record)).toBe(serializeRecord(grown));
});

test("RE-6 parsing never throws", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof parseRecord(text).ok === "boolean"));
});

describe("RE-7 records of every released version stay readable", () => {
  const folder = join(__dirname, "records");
  for (const file of readdirSync(folder)) {
    test(file, () => {
      const text = readFileSync(join(folder, file), "utf8").trimEnd();
      const reading = parseRecord(text);
      expect(reading.ok).toBe(true);
      expect(reading.ok && reading.record.tables.length).toBeGreaterThan(0);
    });
  }
});

test("RE-7 the record of version 0.1.0 is read exactly", () => {
  const text = readFileSync(join(__dirname, "records", "v0.1.0.json"), "utf8").trimEnd();
  expect(parseRecord(text)).toEqual({ ok: true, record: sample });
});

test("RE-8 corrections, acceptances and the step are kept, and a record without them is the same as before", () => {
  const grown: WorkbookRecord = {
    ...sample,
    corrections: [
      { anchor: "_TS_C1", given: { headerRows: { first: 0, last: 1 }, added: true }, roles: [{ offset: 2, header: "得分", role: "role of a later program" }], performance: { value: null }, ignored: false },
      { anchor: "_TS_C2", given: null, roles: [], performance: null, ignored: true },
    ],
    acceptances: [{ finding: "ABCDEFGHJKMN", reason: "已核实\n属实", at: "2026-10-09T09:00:00+08:00" }],
    step: "a step of a later program",
  };
  expect(parseRecord(serializeRecord(grown))).toEqual({ ok: true, record: grown });
  const reading = parseRecord(serializeRecord(sample));
  expect(reading.ok && Object.keys(reading.record).sort()).toEqual(Object.keys(sample).sort());
});

test("RE-9 where an issued workbook comes from is kept; a fingerprint that is none makes the record invalid", () => {
  const issue = { title: "个人绩效", edition: 2, period: "2026年三季度", deadline: null, sheets: [{ anchor: "_TS_I1", subject: "1001", template: "科长卷", fingerprint: "ab".repeat(32) }] };
  const issued: WorkbookRecord = { ...sample, tables: [], issue };
  expect(parseRecord(serializeRecord(issued))).toEqual({ ok: true, record: issued });
  const cut = { ...issued, issue: { ...issue, sheets: issue.sheets.map((sheet) => ({ ...sheet, fingerprint: "ab" })) } };
  expect(parseRecord(serializeRecord(cut))).toEqual({ ok: false, code: "record.invalid" });
});
