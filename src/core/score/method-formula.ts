import { ANSWER_NAMES, ruleName, type RulePart } from "./own-names";
import type { Slot } from "./score-block";

function isAmong(name: string, entry: string): string {
  return `SUMPRODUCT(--(${name}=${entry}))`;
}

/** Whether an entry says yes or no at all. */
function isAnswer(entry: string): string {
  return `${isAmong(ANSWER_NAMES.yes, entry)}+${isAmong(ANSWER_NAMES.no, entry)}>0`;
}

/**
 * A condition on an entry that is not blank: its method admits it. Never an error, whatever the cell holds. (SC-48, SC-51)
 * `entry` is a reference.
 */
export function admittedFormula(slot: Slot, blockId: string, indicator: number, entry: string): string {
  if (slot.kind === "veto") return `IFERROR(IF(ISNUMBER(${entry}),${entry}>=0,IF(ISBLANK(${entry}),FALSE,${isAnswer(entry)})),FALSE)`;
  switch (slot.method.kind) {
    case "ticks":
      throw new Error("ticks stand in several cells: see ticksFormula");
    case "entered":
    case "target-higher":
    case "target-lower":
      return `ISNUMBER(${entry})`;
    case "deduct":
    case "award":
      return `IF(ISNUMBER(${entry}),AND(${entry}>=0,ROUND(${entry},0)=ROUND(${entry},10)),FALSE)`;
    case "bands":
      return `IF(ISNUMBER(${entry}),MIN(${ruleName(blockId, indicator, "from")})<=ROUND(${entry},10),FALSE)`;
    case "yes-no":
      return `IFERROR(IF(ISBLANK(${entry}),FALSE,${isAnswer(entry)}),FALSE)`;
  }
}

/** Points of an entry that its method admits, on the indicator's own scale. An empty limit cell limits nothing: MIN and MAX pass it over. (SC-42 to SC-45) */
export function pointsFormula(slot: Slot, blockId: string, indicator: number, entry: string): string {
  const part = (name: RulePart): string => ruleName(blockId, indicator, name);
  if (slot.kind === "veto") return `IF(ISNUMBER(${entry}),IF(${entry}>0,1,0),IF(${isAmong(ANSWER_NAMES.yes, entry)}>0,1,0))`;
  const limited = (points: string): string => `MIN(${part("cap")},MAX(${part("floor")},${points}))`;
  switch (slot.method.kind) {
    case "ticks":
      throw new Error("ticks stand in several cells: see ticksFormula");
    case "entered":
      return entry;
    case "target-higher":
      return limited(`${part("full")}*${entry}/${part("target")}`);
    case "target-lower":
      return limited(`${part("full")}*(2-${entry}/${part("target")})`);
    case "deduct":
      return `MAX(${part("floor")},${slot.kind === "scored" ? part("full") : ""}-${part("step")}*${entry})`;
    case "award":
      return `MIN(${part("cap")},${part("step")}*${entry})`;
    case "bands":
      return `INDEX(${part("points")},SUMPRODUCT(ISNUMBER(${part("from")})*(${part("from")}<=ROUND(${entry},10))))`;
    case "yes-no":
      return `IF(${isAmong(ANSWER_NAMES.yes, entry)}>0,${part("full")},0)`;
  }
}

/** Points of a row of options, `otherwise` where not exactly one is ticked or something else stands there. Never an error. (SC-46) */
export function ticksFormula(slot: Slot, blockId: string, indicator: number, cells: readonly string[], otherwise: string): string {
  const ticked = cells.map((cell) => `(${isAmong(ANSWER_NAMES.yes, cell)}>0)`);
  const answered = cells.map((cell) => `IF(ISBLANK(${cell}),TRUE,${isAnswer(cell)})`);
  const points = ticked.map((tick, index) => `${tick}*INDEX(${ruleName(blockId, indicator, "points")},${index + 1})`).join("+");
  const chosen = `IFERROR(IF(AND(${answered.join(",")},${ticked.join("+")}=1),${points},${otherwise}),${otherwise})`;
  return slot.required ? chosen : `IF(AND(${answered.join(",")},${ticked.join("+")}=0),0,${chosen})`;
}
