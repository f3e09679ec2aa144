import { foldKeyText } from "../template/keys";
import type { ScoreLine } from "./score-block";

function folded(text: string): string {
  return foldKeyText(text).toLowerCase();
}

/**
 * One label for each line, no two alike: the name, with the group behind it where a name occurs twice, then
 * with the sheet, then with the key, at last with the row. People choose subjects by these. (LK-9)
 */
export function subjectLabels(lines: readonly ScoreLine[]): ReadonlyMap<ScoreLine, string> {
  const labels = new Map<ScoreLine, string>();
  const stages: readonly ((line: ScoreLine) => string)[] = [
    (line) => line.subject.name,
    (line) => `${line.subject.name}（${line.subject.group ?? line.table.sheetName}）`,
    (line) => `${line.subject.name}（${line.subject.group ?? ""}·${line.table.sheetName}）`,
    (line) => `${line.subject.name}（${line.scoreKey}）`,
    (line) => `${line.subject.name}（${line.scoreKey}·${line.place.kind === "down" ? 0 : line.place.row + 1}）`,
  ];
  const taken = new Set<string>();
  let open = lines;
  for (const stage of stages) {
    const counts = new Map<string, number>();
    const texts = open.map((line) => {
      const text = stage(line).replace(/\s+/gu, " ").trim();
      return { line, text, id: folded(text) };
    });
    for (const { id } of texts) counts.set(id, (counts.get(id) ?? 0) + 1);
    const next: ScoreLine[] = [];
    for (const { line, text, id } of texts) {
      if (text === "" || counts.get(id) !== 1 || taken.has(id)) next.push(line);
      else {
        taken.add(id);
        labels.set(line, text);
      }
    }
    open = next;
  }
  return labels;
}
