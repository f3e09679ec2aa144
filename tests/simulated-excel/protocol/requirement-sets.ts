import { isWithin, type RequirementSets } from "./read-requirement-sets";
import generated from "./requirement-sets.json";

/** Written by `node scripts/run-ts.mjs scripts/office-requirement-sets.ts` from Microsoft's declarations. */
export const REQUIREMENT_SETS: RequirementSets = generated;

/** Levels of ExcelApi that a simulated Excel can have: Excel 2021, LTSC 2024, and a Microsoft 365 of late. */
export type ApiLevel = "1.14" | "1.17" | "1.21";

function camelCase(wireName: string): string {
  return wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

/** Whether a member (by its name on the wire) exists at a level. Keeping and releasing references came with the protocol itself. */
export function isAvailable(className: string, wireName: string, level: ApiLevel): boolean {
  if (wireName === "_KeepReference" || wireName === "_ReferenceId" || wireName === "_RemoveReference" || wireName === "_Id") return true;
  const members = REQUIREMENT_SETS[className];
  const name = wireName.startsWith("_") ? wireName : camelCase(wireName);
  const version = members && Object.hasOwn(members, name) ? members[name] : undefined;
  return version !== undefined && version !== "" && isWithin(version, level);
}
