import { writtenWorkbook, type Written, type WrittenSheet } from "./written-workbook";

/** A template for two ranks, a roster of four people in two units, made without the product's writer. */
export const INDICATOR_HEADER: readonly Written[] = ["模板", "指标编码", "一级指标", "指标名称", "类型", "满分", "权重(%)", "考评标准", "解读口径", "承接责任", "执行责任", "考评责任"];

const indicator = (template: string, ...cells: readonly Written[]): readonly Written[] => [template, ...cells, "办公室", "本人", "绩效办"];

const INDICATORS: readonly (readonly Written[])[] = [
  INDICATOR_HEADER,
  ...["科长卷", "科员卷"].flatMap((template) => [
    indicator(template, "A1", "业务", "税收收入", "必考", 30, 50, "按进度计分", "以入库数为准"),
    indicator(template, null, "业务", "征管质量", "必考", 20, 30, "每次扣1分", "以系统数据为准"),
    indicator(template, template === "科长卷" ? "D1" : "D2", "岗位", template === "科长卷" ? "带队伍" : "写材料", "差异化", 20, 20, "按实绩", "见说明"),
    indicator(template, "O1", "自选", "调研报告", "自选", 5, null, "每篇5分", "公开发表"),
    indicator(template, "O2", "自选", "获奖", "自选", 6, null, "每项6分", "市级以上"),
  ]),
];
export const PROFILES: WrittenSheet = { name: "适用范围", rows: [["职务层级", "模板"], ["科长", "科长卷"], ["科员", "科员卷"]] };
const LIMITS: WrittenSheet = { name: "自选限制", rows: [["模板", "自选最少项数", "自选最多项数", "自选最高分值"], ["科长卷", 1, 1, 6], ["科员卷", 0, 2, 11]] };
export const FACTS: WrittenSheet = { name: "模板信息", rows: [["模板名称", "个人绩效考评"], ["版次", 2], ["考评周期", "2026年第三季度"], ["截止日期", "2026-10-10"]] };

export const templateSheets = (changes: Partial<Record<"indicators" | "profiles" | "limits" | "facts", WrittenSheet>> = {}): readonly WrittenSheet[] => [
  changes.facts ?? FACTS,
  changes.indicators ?? { name: "指标", rows: INDICATORS },
  changes.profiles ?? PROFILES,
  changes.limits ?? LIMITS,
];

export const seasonTemplate = (changes: Parameters<typeof templateSheets>[0] = {}): Uint8Array => writtenWorkbook(templateSheets(changes));

export const PEOPLE: readonly (readonly string[])[] = [
  ["1001", "王芳", "一分局", "科长"],
  ["1002", "李强", "一分局", "科员"],
  ["1003", "赵敏", "二分局", "科员"],
  ["1004", "孙立", "二分局", "科员"],
];

export const rosterSheet = (people: readonly (readonly Written[])[] = PEOPLE): WrittenSheet => ({ name: "名册", rows: [["绩效对象名册"], ["工号", "姓名", "所在单位", "职务层级"], ...people] });

export const seasonRoster = (people?: readonly (readonly Written[])[]): Uint8Array => writtenWorkbook([rosterSheet(people)]);
