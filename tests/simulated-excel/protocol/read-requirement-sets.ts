/** Class → member (as JavaScript spells it) → "1.9", or "" for a member of no numbered ExcelApi set (online, desktop, preview). */
export type RequirementSets = Readonly<Record<string, Readonly<Record<string, string>>>>;

const CLASS = /^ {4}class (\w+) extends OfficeExtension\.ClientObject/;
const MEMBER = /^ {8}(?:readonly )?(\w+)(?:[?(:<]|\?:)/;
const SET = /\[\s*Api set:([^\]]*)\]/;

/** "ExcelApi 1.9", "ExcelApi 1.1 for reading; 1.2 for setting": the set in which the member first came. */
function versionOf(comment: string): string | null {
  const note = SET.exec(comment)?.[1];
  if (note === undefined) return null;
  return /ExcelApi (\d+\.\d+)/.exec(note)?.[1] ?? "";
}

/** 1.10 is later than 1.9. */
export function isWithin(version: string, level: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [levelMajor = 0, levelMinor = 0] = level.split(".").map(Number);
  return major < levelMajor || (major === levelMajor && minor <= levelMinor);
}

function earlier(a: string | undefined, b: string): string {
  if (a === undefined || a === "") return b;
  return b === "" || isWithin(a, b) ? a : b;
}

function addDeclared(found: Record<string, Record<string, string>>, declarations: string): void {
  const start = declarations.indexOf("\ndeclare namespace Excel {");
  const end = declarations.indexOf("\ndeclare namespace ", start + 1);
  let members: Record<string, string> | null = null;
  let classVersion = "";
  let comment = "";
  let isInside = false;
  for (const line of declarations.slice(start, end).split(/\r?\n/)) {
    const trimmed = line.trim();
    if (trimmed.startsWith("/**")) {
      comment = trimmed;
      isInside = !trimmed.includes("*/");
      continue;
    }
    if (isInside) {
      comment += ` ${trimmed}`;
      if (trimmed.includes("*/")) isInside = false;
      continue;
    }
    const className = CLASS.exec(line)?.[1];
    if (className !== undefined) {
      members = {};
      found[className] = members;
      classVersion = versionOf(comment) ?? "";
    } else if (line === "    }") {
      members = null;
    } else if (members) {
      const name = MEMBER.exec(line)?.[1];
      if (name !== undefined) members[name] = earlier(members[name], versionOf(comment) ?? classVersion);
    }
    comment = "";
  }
}

/** Members that only the client library itself names, all beginning with "_". */
function addUndeclared(found: Record<string, Record<string, string>>, library: string): void {
  for (const [, className = "", member = "", set = "", version = ""] of library.matchAll(/_throwIfApiNotSupported\("(\w+)\.(_\w+)", (_defaultApiSetName|"[^"]*"), "([\d.]+)"/g)) {
    const members = found[className];
    if (members) members[member] = set === "_defaultApiSetName" ? version : "";
  }
}

/**
 * Reads from Microsoft's declarations (`[Api set: …]` notes) and from the client library which requirement set
 * each member belongs to.
 */
export function readRequirementSets(declarations: string, library: string): RequirementSets {
  const found: Record<string, Record<string, string>> = {};
  addDeclared(found, declarations);
  addUndeclared(found, library);
  return found;
}
