import { computeScores, type ScoredBlock } from "../../core/score/compute-scores";
import { valueAt, type WorkbookSnapshot } from "../../core/grid/snapshot";
import { isOpenTickForm, methodFull } from "../../core/score/indicator-rule";
import { entryCells } from "../../core/score/line-score";
import type { Marks } from "../../core/score/marks";
import { proposeRule } from "../../core/score/propose-rule";
import type { Scheme } from "../../core/score/scheme";
import { scoreBlocks, type ScoreBlock, type Slot } from "../../core/score/score-block";
import { readScheme } from "../../core/score/scheme-sheet-reading";
import { anchoredArea, ownSheetAnchor } from "../../core/store/anchors";
import { foldKeyText } from "../../core/template/keys";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { WorkbookReading } from "../read-workbook";
import type { MarkView, SchemeView } from "./session";

/** The scheme in force, with the tables that it scores. (SE-10) */
export function schemeView({ workbook, tables, record }: WorkbookReading): SchemeView {
  const { scheme } = readScheme(workbook, record);
  const criteria = statedCriteria(tables);
  const values = new Map<string, Set<string>>();
  for (const { subjects } of tables) {
    for (const { subject } of subjects) {
      for (const [header, value] of Object.entries(subject.attributes)) values.set(header, (values.get(header) ?? new Set()).add(value));
    }
  }
  return {
    scheme,
    poolAttributes: [...values.keys()],
    attributeValues: Object.fromEntries([...values].map(([header, texts]) => [header, [...texts]])),
    blocks: [...computeScores(workbook, tables, scheme).blocks, ...openTickForms(workbook, tables, scheme)].flatMap((block) => blockView(block, criteria)),
    place: anchoredArea(workbook, ownSheetAnchor("scheme")) === null ? "draft" : "sheet",
  };
}

type ShownBlock = Pick<ScoredBlock, "block" | "stated" | "link"> & { readonly marks: Pick<ScoredBlock["marks"], "mode" | "problem"> };

/** √-forms that are not scored yet, because nobody has said what a tick is worth. (SC-46) */
function openTickForms(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], { indicatorRules }: Scheme): readonly ShownBlock[] {
  return scoreBlocks(workbook, tables)
    .filter((block) => isOpenTickForm(block, indicatorRules))
    .map((block) => ({ block, stated: block.slots.map(({ indicator }) => ({ fullMark: indicator?.fullMark ?? null, weight: indicator?.weight ?? null })), link: null, marks: { mode: "none", problem: null } }));
}

function blockView({ block, marks, stated, link }: ShownBlock, criteria: ReadonlyMap<string, string>): SchemeView["blocks"] {
  const [table] = block.tables;
  if (!table) return [];
  return [
    {
      blockId: block.blockId,
      tableId: table.tableId,
      sheetName: table.sheetName,
      title: table.table.title,
      layout: table.layout,
      performance: block.performance,
      linked: link !== null,
      combination: marks.problem?.code === "contradiction" ? "contradiction" : marks.mode,
      marks: block.slots.flatMap((slot, i) => markView(block, slot, i, stated[i] ?? { fullMark: null, weight: null }, criteria)),
    },
  ];
}

/**
 * Criteria by indicator name. A table of scores seldom repeats what the table of indicators says; where two tables say
 * different things about one name, neither is taken. (SC-49)
 */
function statedCriteria(tables: readonly ScoringTable[]): ReadonlyMap<string, string> {
  const criteria = new Map<string, string>();
  const unclear = new Set<string>();
  for (const { indicators } of tables) {
    for (const { indicator } of indicators) {
      if (indicator.criterion === null) continue;
      const name = foldKeyText(indicator.name);
      if ((criteria.get(name) ?? indicator.criterion) !== indicator.criterion) unclear.add(name);
      criteria.set(name, indicator.criterion);
    }
  }
  for (const name of unclear) criteria.delete(name);
  return criteria;
}

/** Rows that are looked at to see whether points have been entered: enough to tell, few enough for any table. */
const LINES_LOOKED_AT = 200;

function markView(block: ScoreBlock, { indicator, kindByWords, options }: Slot, slot: number, { fullMark, weight }: Marks, criteria: ReadonlyMap<string, string>): readonly MarkView[] {
  if (!indicator) return [];
  const lines = block.lines.slice(0, LINES_LOOKED_AT);
  const entries = lines.flatMap((line) => entryCells(line, slot).map(({ row, column }) => valueAt(line.sheet, row, column)));
  return [
    {
      key: indicator.key,
      name: indicator.name,
      fullMark,
      weight,
      kindByWords,
      category: indicator.path[0] ?? null,
      options,
      severalRaters: options === null && lines.some((line) => entryCells(line, slot).length > 1),
      proposal: options !== null ? null : proposeRule({ ...indicator, criterion: indicator.criterion ?? criteria.get(foldKeyText(indicator.name)) ?? null }, methodFull({ fullMark, weight }), entries.filter((entry) => typeof entry === "number")),
    },
  ];
}
