import fc from "fast-check";
import { canonicalCell, joinUnambiguously } from "../../../src/core/archive/canonical-cell";
import { groupedDigest, parseDigest } from "../../../src/core/archive/archive-digest";
import { CELL_ERROR_CODES, type CellValue } from "../../../src/core/grid/cell";

// Excel holds no larger numbers.
const MAX = 9.99999999999999e307;
const anyNumber = fc.double({ noNaN: true, min: -MAX, max: MAX });

test("AR-2 a number is the same after it was saved with 15 significant digits", () => {
  fc.assert(fc.property(anyNumber, (value) => canonicalCell(Number(value.toPrecision(15))) === canonicalCell(value)), { numRuns: 5000 });
});

test("AR-2 a number is the same after it was saved with 17 significant digits", () => {
  fc.assert(fc.property(anyNumber, (value) => canonicalCell(Number(value.toPrecision(17))) === canonicalCell(value)), { numRuns: 2000 });
});

test("AR-2 numbers that Excel shows differently stay different", () => {
  expect(canonicalCell(0.1 + 0.2)).toBe("n:0.3");
  expect(canonicalCell(-0)).toBe("n:0");
  expect(canonicalCell(Number.MAX_VALUE)).toBe("e:#NUM!");
  expect(canonicalCell(1e21)).toBe("n:1000000000000000000000");
  expect(canonicalCell(95.12)).not.toBe(canonicalCell(95.120000001));
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), fc.nat(10), (digits, scale) => {
      expect(canonicalCell(digits / 10 ** scale)).not.toBe(canonicalCell((digits + 1) / 10 ** scale));
    }),
  );
});

test("AR-3 line ends and composed characters do not matter, anything else in a text does", () => {
  expect(canonicalCell("甲\r\n乙\r丙\n")).toBe("t:甲\n乙\n丙\n");
  expect(canonicalCell("e\u0301")).toBe(canonicalCell("\u00e9"));
  expect(canonicalCell("甲\u0001\ud800乙\uffff")).toBe("t:甲乙");
  expect(canonicalCell("😀")).toBe("t:😀");
  expect(canonicalCell("甲 ")).not.toBe(canonicalCell("甲"));
});

test("AR-4 types are kept apart, blanks do not count", () => {
  const values: readonly CellValue[] = [1, "1", true, { error: "#N/A" }, "#N/A", "TRUE", "n:1"];
  expect(new Set(values.map(canonicalCell)).size).toBe(values.length);
  expect([null, ""].map((value) => canonicalCell(value))).toEqual([null, null]);
  for (const error of CELL_ERROR_CODES) expect(canonicalCell({ error })).toBe(`e:${error}`);
});

test("AR-6 joining is unambiguous", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(joinUnambiguously(a)).not.toBe(joinUnambiguously(b));
    }),
  );
});

test("AR-7 a printed digest is read back, however it was written down", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)), { minLength: 64, maxLength: 64 }), (letters) => {
      const digest = letters.join("");
      expect(groupedDigest(digest)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
      expect(parseDigest(groupedDigest(digest))).toBe(digest);
      expect(parseDigest(digest.toUpperCase())).toBe(digest);
    }),
  );
  expect(parseDigest("abc")).toBeNull();
});
