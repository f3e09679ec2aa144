import fc from "fast-check";
import { foldKeyText, indicatorKey, subjectKey, uniqueKeys } from "../../../src/core/template/keys";
import { markInCell, markInText, weightShares } from "../../../src/core/template/mark-text";

describe("keys", () => {
  test("ST-7 folding is idempotent and does not see white space or width", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => foldKeyText(foldKeyText(text)) === foldKeyText(text)));
    expect(foldKeyText("Ｔ１（ 税收\n收入 ）")).toBe("T1(税收收入)");
  });

  test("ST-8 an indicator's key never changes: these are in workbooks already", () => {
    expect(indicatorKey(null, ["业务工作"], "税收收入")).toBe(indicatorKey(null, ["业务 工作"], "税收收入 "));
    expect(indicatorKey("ZB-01", ["业务工作"], "税收收入")).toBe("ZB-01");
    expect(indicatorKey("第1号", [], "税收收入")).toBe(indicatorKey(null, [], "税收收入"));
    expect(indicatorKey(null, [], "税收收入")).toBe("KP7F86Q8WQ0");
    expect(indicatorKey(null, ["a", "b"], "c")).not.toBe(indicatorKey(null, ["a"], "bc"));
  });

  test("ST-9 a subject's key is the code, else the name, else letters", () => {
    expect(subjectKey("S001", "王一")).toBe("S001");
    expect(subjectKey(null, " 王 一 ")).toBe("王一");
    expect(subjectKey(null, "很".repeat(60))).toMatch(/^S[0-9A-Z]{10}$/);
  });

  test("ST-10 unique keys are unique, and a key that was alone stays as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "a~2", "c"), { maxLength: 12 }), (keys) => {
        const unique = uniqueKeys(keys);
        expect(new Set(unique).size).toBe(keys.length);
        keys.forEach((key, i) => {
          if (keys.filter((other) => other === key).length === 1) expect(unique[i]).toBe(key);
        });
      }),
    );
    expect(uniqueKeys(["王一", "王一", "李二"])).toEqual(["王一", "王一~2", "李二"]);
  });
});

describe("marks in texts and cells", () => {
  test.each([
    ["部门决策(25分)", "部门决策", "25", null],
    ["任务绩效30%", "任务绩效", null, "0.3"],
    ["任务绩效（３０％）", "任务绩效", null, "0.3"],
    ["履职（满分20，权重15%）", "履职", "20", "0.15"],
    ["业务能力20分", "业务能力", "20", null],
    ["Code quality (10 points)", "Code quality", "10", null],
    ["德【0-10分】", "德", "10", null],
    ["工作落实（权重0.4）", "工作落实", null, "0.4"],
    ["7.50分", "7.50分", null, null],
    ["迟到（扣5分）", "迟到(扣5分)", null, null],
    ["迟到每次扣2分", "迟到每次扣2分", null, null],
    ["未使用指定框架，本项0分", "未使用指定框架,本项0分", null, null],
    ["第1季度", "第1季度", null, null],
    ["党建(一)", "党建(一)", null, null],
  ])("ST-5 %s", (text, name, fullMark, weight) => {
    expect(markInText(text)).toEqual({ name, fullMark, weight });
  });

  test("ST-4 weights of a column have one scale", () => {
    const shares = (values: readonly (string | number)[]): readonly (string | null)[] => weightShares(values.map((value) => markInCell(value, false)));
    expect(shares([0.3, 0.7])).toEqual(["0.3", "0.7"]);
    expect(shares([30, 70])).toEqual(["0.3", "0.7"]);
    expect(shares(["30%", "70％"])).toEqual(["0.3", "0.7"]);
    expect(shares(["30%", 0.7])).toEqual(["0.3", "0.7"]);
    expect(shares([0.5, 99.5])).toEqual(["0.005", "0.995"]);
    expect(shares([1])).toEqual(["1"]);
    expect(shares(["--", 100])).toEqual([null, "1"]);
  });

  test("ST-4 a share of any whole percentage is exact", () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 100 }), (percent) => Number(weightShares([markInCell(percent, false)])[0]) === percent / 100));
  });
});
