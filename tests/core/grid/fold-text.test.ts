import fc from "fast-check";
import { displayWidth, foldText, matchText } from "../../../src/core/grid/fold-text";

describe("RC-2 folding text", () => {
  test.each([
    ["项  目", "项目"],
    ["工\n作\n绩\n效", "工作绩效"],
    ["  a \u3000 b\u200b ", "a b"],
    ["Max\r\nScore", "Max Score"],
    ["指标 A", "指标 A"],
  ])("RC-2 %j reads %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  test("RC-2 full width, case and spaces beside Chinese do not tell texts apart", () => {
    expect(matchText("权重 （％）")).toBe(matchText("权重(%)"));
    expect(matchText("ＫＰＩ 指标")).toBe(matchText("kpi指标"));
  });

  test("RC-2 folding twice is folding once", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  test("RC-2 a Chinese character is two wide", () => {
    expect(displayWidth("得分ab")).toBe(6);
  });
});
