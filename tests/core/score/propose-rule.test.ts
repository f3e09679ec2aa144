import { decimal } from "../../../src/core/score/decimal";
import { proposeRule } from "../../../src/core/score/propose-rule";
import { indicatorOf } from "./hand-made-tables";

const TWENTY = decimal("20");

function proposed(criterion: string, full = "20", entries: readonly number[] = []) {
  const proposal = proposeRule({ ...indicatorOf({ name: "某指标" }), criterion }, full === "" ? null : decimal(full), entries);
  return proposal && (proposal.kind ?? proposal.method);
}

describe("SC-49 a method that the criterion states is proposed with its words", () => {
  test.each([
    ["每发现一次扣0.5分，扣完为止。", "20", { kind: "deduct", step: "0.5", floor: "0" }],
    ["每发现1例扣２分，最多扣10分", "20", { kind: "deduct", step: "2", floor: "10" }],
    ["迟到一次扣一分", "", { kind: "deduct", step: "1" }],
    ["每少一次扣2分，累计不超过6分", "", { kind: "deduct", step: "2", floor: "-6" }],
    ["不按时提交延误1天扣1分，出现错漏1次扣1分", "20", { kind: "deduct", step: "1", floor: "0" }],
    ["按责任清单逐项检查，每项未落实扣1分。", "20", { kind: "deduct", step: "1", floor: "0" }],
    ["按时完成季度考核并反馈得满分，每缺一人扣0.5分。", "20", { kind: "deduct", step: "0.5", floor: "0" }],
    ["每采用一篇加0.3分，最高加3分", "", { kind: "award", step: "0.3", cap: "3" }],
    ["每完成一项得2分", "20", { kind: "award", step: "2", cap: "20" }],
    ["目标值120，按完成比例计分", "20", { kind: "target-higher", target: "120", floor: "0", cap: "20" }],
    ["90分以上得20分，80分以上得15分，80分以下不得分", "20", { kind: "bands", bands: [{ from: "0", points: "0" }, { from: "80", points: "15" }, { from: "90", points: "20" }] }],
    ["按时报送得满分，否则不得分", "20", { kind: "yes-no" }],
    ["发生重大责任事故的，实行一票否决", "20", "veto"],
  ])("SC-49 %s", (criterion, full, expected) => {
    expect(proposed(criterion, full)).toEqual(expected);
  });

  test.each([
    ["迟到一次扣0.5分，旷工一次扣2分"],
    ["酌情扣分"],
    ["按期申报率达到98%得满分，每低0.1个百分点扣0.2分，扣完为止。"],
    ["每超过1个百分点扣1分。"],
    ["每发生一起执法过错扣1分，被追究责任的不得分。"],
    ["采用信息每条计1分，满分4分；迟报、漏报一次扣0.5分。"],
    ["未完成扣5分，每延误一天扣1分"],
    ["1次扣1分，2次扣3分，3次扣5分"],
    ["完成率95%以上得20分，90%以上得15分"],
    ["目标值120，由考核组打分"],
    ["每次通报表扬加1分，每次通报批评扣1分"],
    [""],
  ])("SC-49 nothing is proposed for what is not clear: %s", (criterion) => {
    expect(proposed(criterion)).toBeNull();
  });

  test("SC-49 occurrences are not proposed where points have been entered", () => {
    const text = "每发现一次扣0.5分，扣完为止";
    expect([proposed(text, "20", [0, 3]), proposed(text, "20", [19.5, 3])]).toEqual([{ kind: "deduct", step: "0.5", floor: "0" }, null]);
  });

  test("SC-49 the words are kept as they stand", () => {
    expect(proposeRule({ ...indicatorOf({ name: "差错" }), criterion: " 每发现 一次 扣０.５分 " }, TWENTY, [])?.evidence).toBe(" 每发现 一次 扣０.５分 ");
  });
});
