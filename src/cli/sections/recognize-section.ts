import type { WorkbookReading } from "../../app/read-workbook";
import { columnName, toA1 } from "../../core/grid/address";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { CommandLineTexts } from "../../i18n/command-line-texts";
import type { Section } from "../file-report";
import { textTable } from "../text-table";

/** The tables found, with the columns' roles where `detailed`. */
export function recognizeSection(reading: WorkbookReading, texts: CommandLineTexts, detailed = false): Section {
  const { tables } = reading;
  const lines = [`  ${heading("recognize", texts)}  ${texts.sentence("recognize.summary", { sheets: reading.sheets.length, tables: tables.length })}`];
  for (const table of tables) {
    lines.push(`    ${tableLine(table, texts)}`);
    if (detailed) lines.push(...columnLines(table, texts).map((line) => `      ${line}`));
  }
  if (detailed) {
    for (const sheet of reading.sheets) {
      if (sheet.noTable) lines.push(`    ${texts.sentence("recognize.no-table", { sheet: sheet.name, why: texts.sentence(sheet.noTable.code, sheet.noTable.params) })}`);
    }
  }
  return {
    json: { tables: tables.map((table) => ({ table: table.tableId, sheet: table.sheetName, range: toA1(table.table.range), layout: table.layout, performance: table.performance })) },
    lines,
    exitCode: 0,
  };
}

export function heading(step: "recognize" | "structure" | "check" | "score" | "rank" | "archive" | "verify", texts: CommandLineTexts): string {
  return texts.cli[`step.${step}`];
}

function tableLine(table: ScoringTable, texts: CommandLineTexts): string {
  const header = table.table.headerRows;
  return texts.sentence("recognize.table", {
    range: `${table.sheetName}!${toA1(table.table.range)}`,
    layout: texts.cli[`layout.${table.layout}`],
    header: header ? (header.first === header.last ? header.first + 1 : `${header.first + 1}–${header.last + 1}`) : texts.cli["recognize.no-header"],
    rows: table.bodyRows.length,
  });
}

function columnLines(table: ScoringTable, texts: CommandLineTexts): readonly string[] {
  return textTable(
    [
      { header: texts.cli["column.letter"], align: "left" },
      { header: texts.cli["column.header"], align: "left" },
      { header: texts.cli["column.role"], align: "left" },
      { header: texts.cli["column.confidence"], align: "right" },
    ],
    table.table.columns.map((column) => [
      columnName(column.column),
      column.headerPath.join(" / "),
      texts.sentence(`recognition.role.${column.role}`),
      column.confidence.toFixed(2),
    ]),
  );
}
