import { computeScores, type ScoredBlock } from "../../core/score/compute-scores";
import { readScheme } from "../../core/score/scheme-sheet-reading";
import { anchoredArea, ownSheetAnchor } from "../../core/store/anchors";
import type { WorkbookReading } from "../read-workbook";
import type { SchemeView } from "./session";

/** The scheme in force, with the tables that it scores. (SE-10) */
export function schemeView({ workbook, tables, record }: WorkbookReading): SchemeView {
  const { scheme } = readScheme(workbook, record);
  const attributes = new Set(tables.flatMap((table) => table.subjects.flatMap(({ subject }) => Object.keys(subject.attributes))));
  return {
    scheme,
    poolAttributes: [...attributes],
    blocks: computeScores(workbook, tables, scheme).blocks.flatMap(blockView),
    place: anchoredArea(workbook, ownSheetAnchor("scheme")) === null ? "draft" : "sheet",
  };
}

function blockView({ block, marks, stated, linked }: ScoredBlock): SchemeView["blocks"] {
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
      linked,
      combination: marks.problem?.code === "contradiction" ? "contradiction" : marks.mode,
      marks: block.slots.flatMap(({ indicator }, i) =>
        indicator ? [{ key: indicator.key, name: indicator.name, fullMark: stated[i]?.fullMark ?? null, weight: stated[i]?.weight ?? null }] : [],
      ),
    },
  ];
}
