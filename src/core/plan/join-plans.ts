import type { Plan } from "./plan";

/**
 * One plan that does what two do in a row, under the purpose of the first. A plan may set the record once: the later
 * text takes the place of the earlier one.
 */
export function joinPlans(first: Plan, second: Plan): Plan {
  const record = second.edits.find((edit) => edit.kind === "setRecord");
  const setsRecord = first.edits.some((edit) => edit.kind === "setRecord");
  return {
    purpose: first.purpose,
    edits: [
      ...first.edits.map((edit) => (edit.kind === "setRecord" && record ? record : edit)),
      ...second.edits.filter((edit) => edit.kind !== "setRecord" || !setsRecord),
    ],
  };
}
