import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import { writeFormSheet } from "./form-sheet";
import { writeGuideSheet } from "./guide-sheet";
import { writeIndicatorSheet } from "./indicator-sheet";
import type { Mistake } from "./mistake";
import { writePersonScoreSheet } from "./person-score-sheet";
import { writeRaterSheet } from "./rater-sheet";
import { roster, UNITS } from "./roster";
import { seededRandom } from "./seeded-random";
import { accepted, bookWriter, type BookWriter, type Excelize } from "./sheet-writer";
import { writeUnitScoreSheet } from "./unit-score-sheet";

export type SampleOptions = {
  readonly seed: number;
  /** At least two a unit, so that each has a head and a deputy. */
  readonly personCount: number;
  /** How many of the twelve units take part. */
  readonly unitCount: number;
  readonly withMistakes: boolean;
};

export type Sample = {
  readonly xlsx: Uint8Array;
  readonly mistakes: readonly Mistake[];
  /** Names of the sheets in the workbook's order. */
  readonly sheets: readonly string[];
};

/** A quarterly evaluation of an invented bureau. The same options give the same bytes, on every machine. */
export function sampleWorkbook(library: Excelize, options: SampleOptions): Sample {
  const random = seededRandom(options.seed);
  const mistakes: Mistake[] = [];
  const log = options.withMistakes ? (mistake: Mistake) => void mistakes.push(mistake) : null;
  const units = UNITS.slice(0, options.unitCount);
  const people = roster(random, units, options.personCount);
  const book = bookWriter(library);
  writeGuideSheet(book);
  writeIndicatorSheet(book, log);
  writeUnitScoreSheet(book, units, random, log);
  writePersonScoreSheet(book, people, random, log);
  writeRaterSheet(book, people, random);
  const subjects = people.filter(({ level }) => level === "部门正职").filter((_, index) => index % 4 === 0);
  for (const [index, subject] of subjects.entries()) writeFormSheet(book, subject, random, index === 1 ? log : null);

  accepted(
    book.file.SetDocProps({
      Title: "2026年第三季度绩效考评",
      Creator: "云州市税务局考核考评科",
      LastModifiedBy: "云州市税务局考核考评科",
      Created: "2026-09-28T01:00:00Z",
      Modified: "2026-10-12T01:00:00Z",
    }),
  );
  accepted(book.file.SetActiveSheet(0));
  const { buffer } = accepted(book.file.WriteToBuffer());
  if (!(buffer instanceof Uint8Array)) throw new Error("excelize gave no bytes");
  return { xlsx: withCachedValues(buffer, book), mistakes, sheets: [...book.formulas.keys()] };
}

/** Excelize writes formulas without values; a file from an office has both. */
function withCachedValues(xlsx: Uint8Array, book: BookWriter): Uint8Array {
  const parts = unzipSync(xlsx);
  let sheetNumber = 0;
  for (const [sheet, cells] of book.formulas) {
    sheetNumber++;
    const name = `xl/worksheets/sheet${sheetNumber}.xml`;
    let xml = strFromU8(parts[name] ?? new Uint8Array());
    for (const [cell, value] of cells) {
      const before = xml;
      xml = xml.replace(
        new RegExp(`<c r="${cell}"([^>]*)>(<f>[^<]*</f>)(<v>[^<]*</v>|<v/>)?</c>`),
        (_, attributes: string, formula: string) => `<c r="${cell}"${attributes.replace(/ t="[^"]*"/, "")}>${formula}<v>${value}</v></c>`,
      );
      if (xml === before) throw new Error(`no formula at ${sheet}!${cell}`);
    }
    parts[name] = strToU8(xml);
  }
  // Local time on purpose: a package stores the time of day without a zone.
  const mtime = new Date(2026, 9, 12, 9, 0, 0);
  const entries: Zippable = Object.fromEntries(
    Object.entries(parts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, bytes]) => [name, [bytes, { mtime, level: 9 }]]),
  );
  return zipSync(entries);
}
