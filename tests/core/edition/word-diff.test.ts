import fc from "fast-check";
import { markedWords, wordDiff } from "../../../src/core/edition/word-diff";

const marked = (was: string, now: string): readonly [string, string] => {
  const sides = markedWords(wordDiff(was, now));
  return [sides.was, sides.now];
};
/** Few letters, so that there is much in common. */
const wording = fc.array(fc.constantFrom("每", "次", "扣", "分", "1", "0.5", "，", " ", "abc", "%", "【"), { maxLength: 14 }).map((parts) => parts.join(""));

describe("words that differ", () => {
  test.each([
    ["按季度计分，每次扣1分", "按月计分，每次扣0.5分", "按【季度】计分，每次扣【1】分", "按【月】计分，每次扣【0.5】分"],
    ["每次扣1分", "每次扣1分，扣完为止", "每次扣1分", "每次扣1分【，扣完为止】"],
    ["完成10%", "完成100%", "完成【10%】", "完成【100%】"],
    ["by the month", "by the quarter", "by the 【month】", "by the 【quarter】"],
    ["见【附件】1", "见【附件】2", "见【附件】〖1〗", "见【附件】〖2〗"],
    ["", "新", "", "【新】"],
    ["业务", "主业", "【业务】", "【主业】"],
    ["按进度和质量计分", "看进度与质效评分", "【按】进度【和质量计】分", "【看】进度【与质效评】分"],
  ])("ED-4 %s → %s", (was, now, left, right) => {
    expect(marked(was, now)).toEqual([left, right]);
  });

  test("ED-4 runs make up both texts again, and equal texts have no mark", () => {
    fc.assert(
      fc.property(wording, wording, (was, now) => {
        const runs = wordDiff(was, now);
        expect(runs.filter(({ kind }) => kind !== "added").map(({ text }) => text).join("")).toBe(was);
        expect(runs.filter(({ kind }) => kind !== "deleted").map(({ text }) => text).join("")).toBe(now);
        expect(runs.every(({ text }, index) => text !== "" && runs[index + 1]?.kind !== runs[index]?.kind)).toBe(true);
        if (was === now) expect(runs.every(({ kind }) => kind === "same")).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("ED-4 no more is marked than must be: as an exhaustive search finds it", () => {
    const tokens = fc.array(fc.constantFrom("甲", "乙", "丙"), { maxLength: 7 });
    const longest = (a: readonly string[], b: readonly string[]): number =>
      a.length === 0 || b.length === 0 ? 0 : a[0] === b[0] ? 1 + longest(a.slice(1), b.slice(1)) : Math.max(longest(a.slice(1), b), longest(a, b.slice(1)));
    fc.assert(
      fc.property(tokens, tokens, (was, now) => {
        const same = wordDiff(was.join(""), now.join("")).filter(({ kind }) => kind === "same").map(({ text }) => text).join("");
        expect(same.length).toBe(longest(was, now));
      }),
      { numRuns: 500 },
    );
  });

  test("ED-4 very long texts: only their equal ends are told apart", () => {
    const [a, b] = ["甲乙".repeat(1500), "乙丙".repeat(1500)];
    expect(wordDiff(`前${a}后`, `前${b}后`)).toEqual([{ kind: "same", text: "前" }, { kind: "deleted", text: a }, { kind: "added", text: b }, { kind: "same", text: "后" }]);
  });
});
