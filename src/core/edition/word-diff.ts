/** A run of text that stands in both wordings, only in the old one, or only in the new one. */
export type WordRun = { readonly kind: "same" | "deleted" | "added"; readonly text: string };

/** A number with its decimals and sign of percent, a word of letters, white space, or one character: Chinese has no spaces between words. */
const TOKEN = /\d+(?:[.,]\d+)*%?|[\p{Script=Latin}\p{M}'’]+|\s+|[\s\S]/gu;
/** More pairs of words than this between the equal ends are not looked at one by one. */
const MAX_PAIRS = 4_000_000;

/**
 * How a wording became another: the longest common subsequence of their words. The runs that are not `added` make up `was`,
 * those that are not `deleted` make up `now`. Of texts whose differing middles have more than four million pairs of words
 * (2,000 characters each) the middle counts as rewritten. (ED-4)
 */
export function wordDiff(was: string, now: string): readonly WordRun[] {
  const before: readonly string[] = was.match(TOKEN) ?? [];
  const after: readonly string[] = now.match(TOKEN) ?? [];
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const middle = middleRuns(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return joined([{ kind: "same", text: before.slice(0, head).join("") }, ...middle, { kind: "same", text: before.slice(before.length - tail).join("") }]);
}

function middleRuns(before: readonly string[], after: readonly string[]): readonly WordRun[] {
  const width = after.length + 1;
  if (before.length * after.length > MAX_PAIRS) return [{ kind: "deleted", text: before.join("") }, { kind: "added", text: after.join("") }];
  // longest[i * width + j]: words that before[i…] and after[j…] have in common in this order.
  const longest = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const runs: WordRun[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      runs.push({ kind: "same", text: before[i] ?? "" });
      i++;
      j++;
    } else if (i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))) runs.push({ kind: "deleted", text: before[i++] ?? "" });
    else runs.push({ kind: "added", text: after[j++] ?? "" });
  }
  return runs;
}

/** Neighbours of a kind as one run; between two equal runs first what went, then what came. Empty runs go. */
function joined(runs: readonly WordRun[]): readonly WordRun[] {
  const result: WordRun[] = [];
  let deleted = "";
  let added = "";
  const flush = (): void => {
    if (deleted !== "") result.push({ kind: "deleted", text: deleted });
    if (added !== "") result.push({ kind: "added", text: added });
    deleted = "";
    added = "";
  };
  for (const { kind, text } of runs) {
    if (text === "") continue;
    if (kind === "deleted") deleted += text;
    else if (kind === "added") added += text;
    else {
      flush();
      const last = result.at(-1);
      if (last?.kind === "same") result[result.length - 1] = { kind, text: last.text + text };
      else result.push({ kind, text });
    }
  }
  flush();
  return result;
}

/** Brackets that stand in neither text, so that a mark is known to be one. */
const BRACKETS: readonly (readonly [string, string])[] = [["【", "】"], ["〖", "〗"], ["⟦", "⟧"], ["⟪", "⟫"]];

/** Runs as a reader wants them marked: a single character that is the same between two differences is no help and counts as one of them. (ED-4) */
export function readableRuns(all: readonly WordRun[]): readonly WordRun[] {
  const isIsland = ({ kind, text }: WordRun, index: number): boolean => kind === "same" && [...text].length === 1 && index > 0 && index < all.length - 1;
  return joined(all.flatMap((run, index): readonly WordRun[] => (isIsland(run, index) ? [{ kind: "deleted", text: run.text }, { kind: "added", text: run.text }] : [run])));
}

/** Both wordings with the words that differ in brackets: "每次扣【1】分" and "每次扣【2】分". (ED-4) */
export function markedWords(all: readonly WordRun[]): { readonly was: string; readonly now: string } {
  const runs = readableRuns(all);
  const text = runs.map((run) => run.text).join("");
  const [open, close] = BRACKETS.find((pair) => pair.every((bracket) => !text.includes(bracket))) ?? ["【", "】"];
  const side = (gone: WordRun["kind"]): string => runs.map((run) => (run.kind === gone ? "" : run.kind === "same" ? run.text : `${open}${run.text}${close}`)).join("");
  return { was: side("added"), now: side("deleted") };
}
