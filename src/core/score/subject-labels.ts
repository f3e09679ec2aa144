import { foldKeyText } from "../template/keys";
import type { ScoreLine } from "./score-block";

const SPACE = /\s/u;

function folded(text: string): string {
  return foldKeyText(text).toLowerCase();
}

function oneLine(text: string): string {
  return SPACE.test(text) ? text.replace(/\s+/gu, " ").trim() : text;
}

const STAGES: readonly ((line: ScoreLine) => string)[] = [
  (line) => line.subject.name,
  (line) => `${line.subject.name}（${line.subject.group ?? line.table.sheetName}）`,
  (line) => `${line.subject.name}（${line.subject.group ?? ""}·${line.table.sheetName}）`,
  (line) => `${line.subject.name}（${line.scoreKey}）`,
  (line) => `${line.subject.name}（${line.scoreKey}·${line.place.kind === "down" ? 0 : line.place.row + 1}）`,
];

/**
 * One label for each line, in their order, no two alike: the name, with the group behind it where a name occurs twice, then
 * with the sheet, then with the key, at last with the row. People choose subjects by these. (LK-9)
 */
export function subjectLabels(lines: readonly ScoreLine[]): readonly string[] {
  const labels: string[] = lines.map(({ scoreKey }) => scoreKey);
  const taken = new Set<string>();
  let open = lines.map((_, index) => index);
  for (const stage of STAGES) {
    if (open.length === 0) break;
    const counts = new Map<string, number>();
    const texts = open.map((index) => {
      const line = lines[index];
      return line ? oneLine(stage(line)) : "";
    });
    const ids = texts.map(folded);
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    const next: number[] = [];
    const free: string[] = [];
    open.forEach((index, at) => {
      const [text, id] = [texts[at] ?? "", ids[at] ?? ""];
      if (text === "" || counts.get(id) !== 1 || taken.has(id)) next.push(index);
      else {
        labels[index] = text;
        free.push(id);
      }
    });
    // Whoever needs no further stage needs no set of what is taken.
    if (next.length > 0) for (const id of free) taken.add(id);
    open = next;
  }
  return labels;
}
