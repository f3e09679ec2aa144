import { isWithin, type RequirementSets } from "./read-requirement-sets";
import generated from "./requirement-sets.json";

/** Written by `node scripts/run-ts.mjs scripts/office-requirement-sets.ts` from Microsoft's declarations. */
export const REQUIREMENT_SETS: RequirementSets = generated;

/** Levels of ExcelApi that a simulated Excel can have: Excel 2021, LTSC 2024, and a Microsoft 365 of late. */
export type ApiLevel = "1.14" | "1.17" | "1.21";

function camelCase(wireName: string): string {
  return wireName.charAt(0).toLowerCase() + wireName.slice(1);
}

/**
 * Whether a member (by its name on the wire) exists at a level. Names that begin with "_" belong to the protocol: the
 * client library says of some of them in which set they came, the others are as old as their class.
 */
export function isAvailable(className: string, wireName: string, level: ApiLevel): boolean {
  const members = Object.hasOwn(REQUIREMENT_SETS, className) ? REQUIREMENT_SETS[className] : undefined;
  const isInternal = wireName.startsWith("_");
  const name = isInternal ? wireName : camelCase(wireName);
  const version = members && Object.hasOwn(members, name) ? members[name] : undefined;
  if (version === undefined) return isInternal && members !== undefined;
  return version !== "" && isWithin(version, level);
}
