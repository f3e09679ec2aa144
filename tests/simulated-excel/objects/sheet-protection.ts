import { plainObject, text } from "../protocol/arguments";
import { HostError, invalidArgument } from "../protocol/host-error";
import { hostObject, NOTHING, type Argument, type HostClass, type HostObject, type Returned } from "../protocol/host-object";
import { flagIn, oneOf } from "../protocol/json";
import { PROTECTION_FLAGS } from "../model/protection";
import type { ProtectionOptionValues } from "../model/sheet-model";
import type { SheetTarget } from "./worksheet";

const SELECTION_MODES = ["Normal", "Unlocked", "None"] as const;

/** All options with what they allow; nothing is allowed unless said. */
function optionsOf(value: Argument | undefined): ProtectionOptionValues {
  const given = value == null ? {} : plainObject(value, "options");
  for (const key of Object.keys(given)) if (key !== "selectionMode" && !PROTECTION_FLAGS.some((flag) => flag === key)) throw invalidArgument(`options.${key}`);
  const options: Record<string, boolean | string> = Object.fromEntries(PROTECTION_FLAGS.map((flag) => [flag, flagIn(given, flag, false)]));
  options["selectionMode"] = oneOf(given["selectionMode"] ?? "Normal", SELECTION_MODES, "options.selectionMode");
  return options;
}

function protect({ workbook, sheet }: SheetTarget, args: readonly Argument[]): Returned {
  const options = optionsOf(args[0]);
  const password = args[1] == null ? null : text(args, 1, "password");
  if (sheet.protection) throw new HostError("AccessDenied", `${sheet.name} is protected already`);
  sheet.protection = { options, password: password === "" ? null : password };
  workbook.events.push({ kind: "protectionChanged", sheet, author: workbook.author, address: "" });
  return NOTHING;
}

function unprotect({ workbook, sheet }: SheetTarget, args: readonly Argument[]): Returned {
  const password = args[0] == null ? null : text(args, 0, "password");
  if (!sheet.protection) return NOTHING;
  if (sheet.protection.password !== null && sheet.protection.password !== password) throw invalidArgument("password");
  sheet.protection = null;
  workbook.events.push({ kind: "protectionChanged", sheet, author: workbook.author, address: "" });
  return NOTHING;
}

const PROTECTION: HostClass<SheetTarget> = {
  className: "WorksheetProtection",
  get: {
    Options: ({ sheet }) => sheet.protection?.options ?? null,
    Protected: ({ sheet }) => sheet.protection !== null,
  },
  call: { Protect: protect, Unprotect: unprotect },
};

export function protectionObject(target: SheetTarget): HostObject {
  return hostObject(PROTECTION, target);
}
