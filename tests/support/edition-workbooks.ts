import { FACTS, INDICATOR_HEADER } from "./season-workbooks";
import { writtenWorkbook, type Written } from "./written-workbook";

type Row = readonly Written[];
const book = (...rows: readonly Row[]): Uint8Array => writtenWorkbook([FACTS, { name: "指标", rows: [INDICATOR_HEADER, ...rows.map((row): Row => ["卷", ...row, "口径", "甲", "乙", "丙"])] }]);
const REVENUE: Row = ["A", "业务", "税收收入", "必考", 30, 50, "按进度计分"];
const QUALITY: Row = ["B", "业务", "征管质量", "必考", 20, 30, "每次扣1分"];

/** Edition 2 of a template, and its copy in which a criterion was reworded and an indicator deleted. */
export const editionTwo = (): Uint8Array => book(REVENUE, QUALITY, ["C", "业务", "带队伍", "必考", 20, 20, "按实绩"]);
export const changedCopy = (): Uint8Array => book(REVENUE, [...QUALITY.slice(0, 6), "每次扣2分"]);

const HEADER: Row = ["模板", "指标编码", "指标名称", "类型", "满分", "考评标准", "数据来源"];
/** A parent's template that leaves one own indicator of at most ten points free, or this level's with an own one of `points`. */
export const levelTemplate = (title: string, edition: number, criterion: string, points: number | null): Uint8Array =>
  writtenWorkbook([
    { name: "模板信息", rows: [["模板名称", title], ["版次", edition], ["考评周期", "2026年第三季度"]] },
    { name: "指标", rows: [HEADER, ["卷", "A", "税收收入", "必考", 30, criterion, "金税系统"], ...(points === null ? [] : [["卷", "X1", "特色服务", "必考", points, "按实绩", "征管系统"] as const])] },
    { name: "适用范围", rows: [["职务层级", "模板"], ["不限", "卷"]] },
    { name: "自选限制", rows: [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", 1, 10, "征管系统"]] },
  ]);
