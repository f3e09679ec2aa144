import type { Rect } from "../../src/core/grid/address";
import type { CellValue } from "../../src/core/grid/cell";
import type { CellStyle, SheetSnapshot, WorkbookSnapshot } from "../../src/core/grid/snapshot";
import type { RowClass } from "../../src/core/recognize/table";
import { HEADER_WORDS, META_WORDS, type WordRole } from "../../src/core/recognize/vocabulary";

/** A sheet with the class of each of its rows with content, by zero-based row. */
export type LabelledSheet = {
  readonly workbook: WorkbookSnapshot;
  readonly sheet: SheetSnapshot;
  readonly labels: ReadonlyMap<number, RowClass>;
  /** How much its rows count in a fit. */
  readonly weight: number;
  /** The workbook that a published sheet was taken from. */
  readonly source?: string;
  /** Rows of which only this is known. */
  readonly notHeader?: ReadonlySet<number>;
};

/** A small seeded generator (mulberry32): the same seed gives the same sheets everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FIRST = ["政治", "业务", "服务", "税收", "财务", "队伍", "创新", "安全", "学习", "团队", "作风", "廉洁", "宣传", "信息", "档案", "督查", "收入", "征管", "风险", "法治", "基层", "党建", "干部", "项目", "预算", "资产", "沟通", "执行", "责任", "专业"];
const SECOND = ["建设", "管理", "质量", "效率", "完成率", "满意度", "执行力", "保障", "落实", "能力", "态度", "成效", "规范", "协作", "培训", "公开", "整改", "考核", "监督", "水平"];
const LATIN = ["Budget", "Quality", "Delivery", "Safety", "Training", "Customer service", "Documentation", "Code review", "Teamwork", "Planning", "Risk control", "Data accuracy", "User stories", "Testing", "Communication", "Design", "Response time", "Reporting"];
const SENTENCES = ["按时完成上级布置的各项任务，未完成的每项扣2分，扣完为止。", "严格执行各项规章制度，无违规违纪行为；发现一次扣1分。", "根据年度计划和工作要求，准确、及时上报各类材料。", "工作积极主动，有强烈的责任感，能够超额完成任务", "Explains the approach clearly, handles edge cases, and documents every assumption made.", "完成率达到100%得满分，每低1个百分点扣0.5分", "①计划合理②措施得当③效果明显", "能较好地与同事配合，完成领导交办的其他工作"];
const NAMES = ["张伟", "王芳", "李娜", "刘洋", "陈静", "赵磊", "周敏", "吴强", "Anna", "Peter", "M. Chen", "孙丽", "马超", "朱红"];
const UNITS = ["办公室", "法制科", "人事科", "第一税务所", "征收管理科", "信息中心", "财务处", "城东分局", "Finance", "IT Department", "综合处", "机关党委"];
const TITLES = ["年度绩效考核表", "员工月度考核评分表", "部门绩效评价指标体系", "干部民主测评表", "专项工作评分细则", "季度绩效考评汇总表", "项目支出绩效评价表", "Performance review form", "Project grading rubric", "KPI scorecard", "重点工作考核情况统计", "综合得分排名表"];
const NOTES = ["注：本表由各部门负责人填写，一式两份。", "备注：1.各项得分不得超过满分；2.总分为100分。", "说明：评分采用百分制，90分以上为优秀", "Note: scores are rounded to one decimal.", "填表说明：", "1、填报单位对数据的真实性负责。", "2、表格格式不得改动。", "评价等级：优秀（90分以上）、良好（80-89分）、合格（60-79分）", "Source: annual survey of all departments."];
const SIGNATURES = ["被考核人签字：", "考核人签名：        日期：", "部门负责人（签章）：", "领导评语", "评价者综合意见", "Reviewer signature:", "审核人：", "填报单位（公章）：  负责人："];

const NUMBER_ROLES: readonly WordRole[] = ["fullMark", "weight", "selfScore", "leaderScore", "score", "actual", "target"];

/** Builds sheets the way evaluation offices lay them out, with known row classes. Same count and seed: same sheets. */
export function inventSheets(count: number, seed: number): readonly LabelledSheet[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => inventSheet(random));
}

type Draft = { values: CellValue[][]; formulas: (string | null)[][]; styles: number[][]; merges: Rect[]; labels: Map<number, RowClass>; width: number };

const STYLES: readonly CellStyle[] = [0, 1, 2, 3].map((kind) => ({
  numberFormat: "General", bold: kind === 1 || kind === 2, italic: false, fontSize: kind === 2 ? 16 : 11, fontColor: null, fill: kind === 3 ? "D9E1F2" : null,
  horizontal: kind === 0 ? "general" : "center", indent: 0, wrap: false, borderTop: false, borderBottom: false, borderLeft: false, borderRight: false, locked: true,
}));

function inventSheet(random: () => number): LabelledSheet {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chance = (p: number): boolean => random() < p;
  const count = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
  const draft: Draft = { values: [], formulas: [], styles: [], merges: [], labels: new Map(), width: 0 };
  const hasStyles = chance(0.6);
  /** Some forms give every body row two or three sheet rows. */
  const rowHeight = chance(0.06) ? count(2, 3) : 1;
  const latin = chance(0.25);
  const label = (): string => (latin ? pick(LATIN) : pick(FIRST) + pick(SECOND));

  const tables = chance(0.25) ? 2 : 1;
  const width = count(3, 12);
  draft.width = width;
  const add = (cells: readonly (CellValue | { f: string; v: CellValue })[], kind: RowClass | null, style = 0): number => {
    const row = draft.values.length;
    draft.values.push(Array.from({ length: width }, (_, c) => plainValue(cells[c] ?? null)));
    draft.formulas.push(Array.from({ length: width }, (_, c) => formulaOf(cells[c] ?? null)));
    draft.styles.push(Array.from({ length: width }, () => (hasStyles ? style : 0)));
    if (kind !== null) draft.labels.set(row, kind);
    return row;
  };
  const merge = (row: number, column: number, rows: number, columns: number): void => {
    if (rows * columns > 1 && column + columns <= width) draft.merges.push({ row, column, rows, columns });
  };
  const gap = (p: number): void => {
    if (chance(p)) add([], null);
  };

  for (let t = 0; t < tables; t++) {
    if (t > 0 && chance(0.5)) add([], null);
    titles(t);
    if (chance(0.12)) {
      const row = add([pick(NOTES)], "note");
      if (chance(0.6)) merge(row, 0, 1, width);
    }
    if (chance(t === 0 ? 0.45 : 0.1)) meta();
    gap(0.1);
    table();
  }
  if (chance(0.55)) notes();

  function titles(t: number): void {
    if (t === 0 && chance(0.12)) {
      const row = add([pick(["附件3", "附2", "附件：", "Annex 1", "表1"])], "title");
      if (chance(0.5)) merge(row, 0, 1, width);
    }
    const number = t === 0 ? (chance(0.8) ? 1 : 0) : chance(0.8) ? 1 : 0;
    for (let i = 0; i < number; i++) {
      const text = t > 0 || chance(0.12) ? pick(["Part Ⅱ：关键业绩", "二、行为考核", "附表2 加分项目", "第二部分 工作态度", pick(TITLES), `评委${String(count(1, 9))}`]) : chance(0.3) ? `${String(count(2015, 2026))}年${pick(TITLES)}` : pick(TITLES);
      const row = add([text], "title", 2);
      if (chance(0.8)) merge(row, 0, 1, width);
      if (chance(0.18)) {
        const sub = add([pick(["（机关工作人员）", "（2024年度）", "（试行）", "(Draft)", "（参考）"])], "title");
        if (chance(0.8)) merge(sub, 0, 1, width);
      }
    }
    gap(0.12);
  }

  function meta(): void {
    const labels = META_WORDS.filter((word) => /[\u4e00-\u9fff]/.test(word) !== latin);
    const rows = count(1, 3);
    const kind = count(0, 4);
    for (let i = 0; i < rows; i++) {
      const cells: CellValue[] = [];
      if (kind === 0) {
        cells.push(Array.from({ length: count(1, 4) }, () => `${pick(labels)}：${chance(0.3) ? pick(NAMES) : "      "}`).join(" "));
        const row = add(cells, "meta");
        if (chance(0.7)) merge(row, 0, 1, width);
      } else if (kind === 1) {
        for (let c = 0; c < width; c += count(1, 3)) cells[c] = `${pick(labels)}：`;
        add(cells, "meta");
      } else if (kind === 2) {
        const fill = chance(0.6);
        const spans: { at: number; size: number }[] = [];
        for (let c = 0; c + 1 < width; ) {
          cells[c] = pick(labels);
          if (fill && chance(0.5)) cells[c + 1] = pick([...NAMES, ...UNITS, 45292, "2024年3月"]);
          const size = chance(0.4) ? count(1, 3) : 1;
          spans.push({ at: c + 1, size });
          c += 1 + size;
        }
        const row = add(cells, "meta", chance(0.4) ? 1 : 0);
        for (const span of spans) merge(row, span.at, 1, Math.min(span.size, width - span.at));
      } else if (kind === 3) {
        const places: number[] = [];
        for (let c = 0; c < width; c += count(1, 2)) places.push(c);
        for (const c of places) cells[c] = pick(labels);
        const row = add(cells, "meta");
        add([], null);
        places.forEach((c, k) => {
          const end = places[k + 1] ?? width;
          merge(row, c, 1, end - c);
          merge(row + 1, c, 1, end - c);
        });
        return;
      } else {
        cells[0] = `填报单位：${chance(0.5) ? pick(UNITS) : ""}`;
        if (width > 4) cells[width - 2] = `填报日期：${chance(0.5) ? "2024年6月" : ""}`;
        const row = add(cells, "meta");
        if (width > 4 && chance(0.6)) merge(row, 0, 1, width - 2);
        return;
      }
    }
  }

  /** Items down, steps of a scale across; the scale may change half-way. */
  function scaleTable(): void {
    const scales = latin
      ? [["Excellent", "Good", "Fair", "Poor"], ["Always", "Often", "Sometimes", "Never"], ["Yes", "Partly", "No"]]
      : [["优秀", "良好", "合格", "不合格"], ["好", "较好", "一般", "较差"], ["经常", "有时", "偶尔", "从不"], ["满意", "基本满意", "不满意"], ["称职", "基本称职", "不称职"], ["没有", "很少出现", "较多", "严重"], ["能", "基本能", "不能"], ["很了解", "了解", "不清楚"]];
    const blankCorner = chance(0.5);
    const fill = pick(["empty", "number", "mark", "placeholder"] as const);
    for (let part = 0; part < (chance(0.4) ? 2 : 1); part++) {
      const scale = pick(scales);
      const header: CellValue[] = [blankCorner ? (chance(0.5) ? "      " : null) : latin ? "Item" : pick(["测评项目", "评价内容", "项目"]), ...scale];
      add(header.slice(0, width), "header", chance(0.5) ? 1 : 0);
      for (let i = 0; i < count(3, 9); i++) {
        const cells: CellValue[] = [chance(0.3) ? pick(SENTENCES) : label()];
        scale.forEach((_, k) => {
          if (k + 1 < width) cells.push(fill === "empty" ? null : fill === "number" ? count(0, 20) : fill === "mark" ? (chance(0.3) ? "√" : null) : `{item${String(i)}_${String(k)}}`);
        });
        add(cells, "data");
      }
    }
  }

  function table(): void {
    if (chance(0.11)) {
      scaleTable();
      return;
    }
    const subjects = chance(0.4);
    const roles: WordRole[] = [];
    if (subjects) {
      if (chance(0.4)) roles.push("sequence");
      if (chance(0.35)) roles.push("subjectGroup");
      roles.push("subject");
      if (chance(0.3)) roles.push("other");
      while (roles.length < width - 1) roles.push(chance(0.75) ? "score" : pick(["actual", "grade", "leaderScore", "selfScore"] as const));
      roles.push(pick(["remark", "score", "rank", "grade"] as const));
    } else {
      if (chance(0.3)) roles.push("sequence");
      const levels = Math.min(width - 2, count(0, 2));
      for (let i = 0; i < levels; i++) {
        roles.push("level");
        if (chance(0.12) && roles.length < width - 2) roles.push(pick(["weight", "fullMark"] as const));
      }
      roles.push("indicator");
      const tail: WordRole[] = ["fullMark", "criterion", "weight", "description", "selfScore", "leaderScore", "score", "dataSource", "owner", "unit", "target", "actual", "band", "remark", "period"];
      const onlyText = chance(0.15);
      for (const role of tail) if (roles.length < width && chance(0.45) && !(onlyText && NUMBER_ROLES.includes(role))) roles.push(role);
      while (roles.length < width) roles.push(onlyText ? pick(["remark", "dataSource", "description", "owner"] as const) : "score");
    }
    roles.length = width;
    const header = roles.map((role) => headerWord(role, subjects));
    if (chance(0.06)) header[0] = null as unknown as string;
    const depth = chance(0.65) ? 1 : chance(0.8) ? 2 : 3;
    const headerStyle = chance(0.5) ? 1 : chance(0.5) ? 3 : 0;
    headerRows(header, depth, headerStyle);
    const empty = chance(0.25);
    const templated = !empty && chance(0.1);
    const bodyRows = templated ? 1 : count(2, 22);
    const levelColumns = roles.map((role, c) => (role === "level" ? c : -1)).filter((c) => c >= 0);
    const how = pick(["merge", "merge", "blank", "repeat"] as const);
    const groups = chance(0.16);
    const totalEach = chance(0.12);
    let inBlock = 0;
    let from = draft.values.length;
    const first = from;
    const indicatorColumn = roles.indexOf(subjects ? "subject" : "indicator");
    const multi = !subjects && chance(0.15) ? count(2, 4) : 1;
    /** Each row of an indicator has points and a rule of its own. */
    const ruled = multi > 1 && chance(0.4);
    const marker = pick(["①②③④⑤", "12345", "ABCDE"]);
    for (let i = 0; i < bodyRows; i++) {
      if (inBlock === 0) {
        if (groups && (i === 0 || chance(0.6))) {
          const text = pick([`${pick(["一", "二", "三"])}、${label()}`, label(), `${label()}：`, latin ? label().toUpperCase() : `（${pick(["一", "二"])}）${label()}`]);
          const at = chance(0.7) ? 0 : indicatorColumn;
          const cells: CellValue[] = [];
          cells[at] = text;
          const row = add(cells, "group", chance(0.4) ? 1 : 0);
          if (at === 0 && chance(0.5)) merge(row, 0, 1, width);
        }
        inBlock = count(1, 5) * multi;
        from = draft.values.length;
      }
      const cells: (CellValue | { f: string; v: CellValue })[] = roles.map((role, c) => bodyValue(role, i, c, empty));
      if (templated) roles.forEach((role, c) => (cells[c] = `{list.${role}${String(c)}}`));
      else {
        levelColumns.forEach((c) => {
          if (how !== "repeat" && draft.values.length !== from) cells[c] = null;
        });
        if (multi > 1 && (draft.values.length - from) % multi !== 0) {
          cells[indicatorColumn] = null;
          roles.forEach((role, c) => {
            if (role === "sequence" || ((role === "fullMark" || role === "weight") && !ruled)) cells[c] = null;
            else if (ruled && role !== "fullMark" && role !== "weight") cells[c] = c === width - 1 ? marker.charAt((draft.values.length - from) % multi) : null;
          });
        }
      }
      const hasContent = cells.some((cell) => cell !== null);
      const made = add(cells, hasContent ? "data" : null);
      if (rowHeight > 1 && multi === 1 && levelColumns.length === 0) {
        for (let k = 1; k < rowHeight; k++) add([], null);
        for (let c = 0; c < width; c++) merge(made, c, rowHeight, 1);
      }
      inBlock--;
      if (inBlock === 0 || i === bodyRows - 1) {
        const length = draft.values.length - from;
        if (how === "merge") for (const c of levelColumns) merge(from, c, length, 1);
        if (multi > 1) for (let k = from; k < from + length; k += multi) merge(k, indicatorColumn, Math.min(multi, from + length - k), 1);
        if (totalEach && length > 1) total(roles, from, chance(0.5) ? "小计" : "Subtotal");
        inBlock = 0;
      }
      if (i > 4 && chance(0.015)) headerRows(header, depth, headerStyle);
      if (chance(0.008)) {
        const note: CellValue[] = [];
        note[indicatorColumn] = pick(NOTES);
        add(note, "note");
      }
    }
    if (chance(0.03)) feet(empty);
    if (chance(subjects ? 0.25 : 0.45)) total(roles, first, pick(latin ? ["Total", "Total:", "TOTAL", "Grand total"] : ["合计", "总分", "总计", "合  计", "总得分", "平均分", "考核得分", "加权总分"]));
  }

  /** Figures about the whole body below it, each with its name merged over most of the width. */
  function feet(empty: boolean): void {
    gap(0.5);
    const names = latin ? ["Total observations", "Number of findings", "Pass rate", "Overall score", "Average reading", "Yield"] : ["参评人数", "合格率", "不合格项数", "总得分", "平均得分", "最终评分", "平均阅读数", "达标项数", "综合得分", "优秀率"];
    const across = Math.max(1, width - count(1, 2));
    const rows = count(1, 3);
    for (let i = 0; i < rows; i++) {
      const cells: CellValue[] = [pick(names)];
      if (!empty && chance(0.7) && across < width) cells[across] = chance(0.3) ? count(0, 100) / 100 : count(0, 100);
      const row = add(cells, "total");
      if (chance(0.7)) merge(row, 0, 1, across);
    }
  }

  function headerRows(header: readonly string[], depth: number, style: number): void {
    if (depth === 1) {
      const row = add(header, "header", style);
      for (let c = 0; c + 1 < width; c++) if (chance(0.02)) merge(row, c, 1, 1);
      return;
    }
    const start = draft.values.length;
    const spans: { from: number; to: number }[] = [];
    let c = Math.min(width - 1, count(1, 4));
    while (c < width - 1 && spans.length < 4) {
      const to = Math.min(width - 1, c + count(1, 3));
      if (chance(0.7)) spans.push({ from: c, to });
      c = to + 1;
    }
    const top: CellValue[] = Array.from({ length: width }, () => null);
    const bottom: CellValue[] = Array.from({ length: width }, () => null);
    const inSpan = (k: number): boolean => spans.some((span) => k >= span.from && k <= span.to);
    for (let k = 0; k < width; k++) {
      if (inSpan(k)) bottom[k] = chance(0.12) ? String(k) : chance(0.12) ? 2000 + k : (header[k] ?? null);
      else top[k] = header[k] ?? null;
    }
    for (const span of spans) top[span.from] = pick(latin ? ["Scores", "Q1", "Results", "Full year", "Evaluation"] : ["考核得分", "自评情况", "一季度", "评分", "平时考核等次（季度）", "完成情况", "测评得分（95分）", label()]);
    add(top, "header", style);
    if (depth === 3) {
      const middle: CellValue[] = Array.from({ length: width }, (_, k) => (inSpan(k) && spans.some((span) => span.from === k) ? label() : null));
      add(middle, middle.some((cell) => cell !== null) ? "header" : null, style);
    }
    const last = add(bottom, bottom.some((cell) => cell !== null) ? "header" : null, style);
    const merged = chance(0.85);
    for (let k = 0; k < width; k++) if (!inSpan(k) && merged) merge(start, k, last - start + 1, 1);
    for (const span of spans) if (chance(0.85)) {
      merge(start, span.from, 1, span.to - span.from + 1);
      if (depth === 3) merge(start + 1, span.from, 1, span.to - span.from + 1);
    }
  }

  function total(roles: readonly WordRole[], from: number, word: string): void {
    const row = draft.values.length;
    const cells: (CellValue | { f: string; v: CellValue })[] = Array.from({ length: width }, () => null);
    const at = chance(0.8) ? 0 : Math.min(1, width - 1);
    cells[at] = word;
    const how = pick(["formula", "value", "value", "blank"] as const);
    roles.forEach((role, c) => {
      if (c <= at || !["score", "fullMark", "weight", "selfScore", "leaderScore", "actual"].includes(role)) return;
      const numbers = draft.values.slice(from, row).map((values) => values[c]).filter((value): value is number => typeof value === "number");
      const sum = numbers.reduce((a, b) => a + b, 0);
      const letter = String.fromCharCode(65 + c);
      if (how === "formula" && row - from > 1) cells[c] = { f: `=SUM(${letter}${String(from + 1)}:${letter}${String(row)})`, v: sum };
      else if (how === "value" && numbers.length > 0) cells[c] = Math.round(sum * 1e6) / 1e6;
    });
    const made = add(cells, "total", chance(0.3) ? 1 : 0);
    if (at === 0 && chance(0.5)) {
      let span = 1;
      while (span < width && cells[span] === null) span++;
      merge(made, 0, 1, span);
    }
  }

  function notes(): void {
    gap(0.25);
    const rows = count(1, 4);
    for (let i = 0; i < rows; i++) {
      const signature = chance(0.4);
      const cells: CellValue[] = [signature ? pick(SIGNATURES) : pick(NOTES) + (chance(0.3) ? pick(SENTENCES) + pick(SENTENCES) : "")];
      if (signature && width > 4 && chance(0.5)) cells[Math.floor(width / 2)] = pick(SIGNATURES);
      const row = add(cells, "note");
      if (cells.length === 1 && chance(0.7)) merge(row, 0, 1, width);
      else if (cells.length === 1 && chance(0.4)) merge(row, 1, 1, width - 1);
    }
  }

  function headerWord(role: WordRole, subjects: boolean): string {
    if (chance(role === "score" && subjects ? 0.5 : 0.12)) return label();
    const words = HEADER_WORDS[role].filter((word) => /[\u4e00-\u9fff]/.test(word) !== latin);
    const word = words.length === 0 ? label() : pick(words);
    const shown = latin ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    if (role === "score" || role === "fullMark" || role === "weight") return chance(0.15) ? `${shown}${pick(["（100分）", "(30%)", "（20%）", "（分）"])}` : shown;
    return chance(0.06) ? shown.split("").join("\n").slice(0, 12) : shown;
  }

  function bodyValue(role: WordRole, i: number, c: number, empty: boolean): CellValue | { f: string; v: CellValue } {
    const blank = chance(0.06);
    switch (role) {
      case "sequence":
        return chance(0.9) ? i + 1 : null;
      case "subject":
        return pick(NAMES);
      case "subjectGroup":
      case "owner":
        return blank ? null : pick(UNITS);
      case "level":
        return label();
      case "indicator":
        return chance(0.15) ? pick(SENTENCES) : chance(0.1) ? `${label()}（${String(count(1, 20))}分）` : chance(0.1) ? `${String(i + 1)}.${label()}` : label();
      case "criterion":
      case "description":
      case "formula":
        return blank ? null : pick(SENTENCES);
      case "weight":
        return blank ? null : chance(0.5) ? count(1, 50) / 100 : `${String(count(1, 50))}%`;
      case "fullMark":
        return blank ? null : chance(0.15) ? `${String(count(1, 30))}分` : count(1, 30);
      case "unit":
        return pick(["%", "个", "万元", "次", "是/否"]);
      case "target":
        return blank ? null : pick([100, "100%", 0, "是", 95, "≥90%"]);
      case "grade":
        return empty ? null : pick(["优秀", "合格", "A", "B+", "好"]);
      case "band":
        return pick(["18-20分", "优秀", "□", "90以上", "15-17分"]);
      case "dataSource":
        return pick(["考勤记录", "财务报告", "信息中心", "Survey"]);
      case "remark":
        return chance(0.25) && !empty ? pick(SENTENCES) : null;
      case "period":
        return pick(["月", "季度", "2024年", "3月"]);
      case "rank":
        return empty ? null : i + 1;
      default: {
        if (empty || blank) return null;
        const value = Math.round(random() * 1000) / 10;
        const letter = String.fromCharCode(64 + Math.max(1, c));
        return chance(0.05) && c > 0 ? { f: `=SUM(B${String(draft.values.length + 1)}:${letter}${String(draft.values.length + 1)})`, v: value } : value;
      }
    }
  }

  // A row that ended up without content is not labelled; merged-over cells are cleared as a spreadsheet would.
  for (const area of draft.merges) {
    for (let r = area.row; r < area.row + area.rows; r++) {
      for (let c = area.column; c < area.column + area.columns; c++) {
        const cells = draft.values[r];
        const formulas = draft.formulas[r];
        if ((r !== area.row || c !== area.column) && cells && formulas) {
          cells[c] = null;
          formulas[c] = null;
        }
      }
    }
  }
  draft.values.forEach((cells, r) => {
    if (cells.every((cell, c) => (cell === null || (typeof cell === "string" && cell.trim() === "")) && draft.formulas[r]?.[c] == null)) draft.labels.delete(r);
  });
  const sheet: SheetSnapshot = {
    sheetId: "invented", name: "invented", kind: "worksheet", visibility: "visible",
    used: draft.values.length === 0 ? null : { row: 0, column: 0, rows: draft.values.length, columns: width },
    values: draft.values, formulas: draft.formulas, styles: hasStyles ? draft.styles : [], merges: draft.merges,
    hiddenRows: [], hiddenColumns: [], protection: null, validations: [], conditionalFormats: [], tables: [], autoFilter: null,
  };
  return { workbook: { sheets: [sheet], styleTable: STYLES, names: [], date1904: false, record: null }, sheet, labels: draft.labels, weight: 1 };
}

function plainValue(cell: CellValue | { f: string; v: CellValue }): CellValue {
  return typeof cell === "object" && cell !== null && "f" in cell ? cell.v : cell;
}

function formulaOf(cell: CellValue | { f: string; v: CellValue }): string | null {
  return typeof cell === "object" && cell !== null && "f" in cell ? cell.f : null;
}
