import type { Finding, Severity } from "../check/finding";
import type { CodeParams } from "../coded-error";
import { toA1 } from "../grid/address";
import { textOf } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { decimalText, ONE, ZERO, type Exact } from "../score/decimal";
import { foldKeyText } from "../template/keys";
import { circles, itemsById, partsById, ROLES, type CascadeField, type CascadeItem, type Decomposition } from "./decomposition";
import { lossesOf } from "./decomposition-loss";

function percent(share: Exact): string {
  return `${decimalText(share.mul(100))}%`;
}

/** Who is named in a cell: several stand side by side. */
function people(text: string): readonly string[] {
  return text.split(/[、,，;；/\n]/u).map((name) => foldKeyText(name).toLowerCase()).filter((name) => name !== "");
}

/** Everything that is wrong with a decomposition, each at its cell. (CC-2 to CC-9) */
export function judgeDecomposition({ sheet, table, items }: Decomposition): readonly Finding[] {
  const findings: Finding[] = [];
  const say = (code: string, severity: Severity, item: CascadeItem, field: CascadeField, params: CodeParams = {}): void => {
    const column = table.columns.get(field) ?? table.columns.get("name") ?? 0;
    const area = { row: item.row, column, rows: 1, columns: 1 };
    findings.push({ code, severity, sheetId: sheet.sheetId, sheetName: sheet.name, area, params: { cell: toA1(area), item: item.name, ...params } });
  };
  // In the sheet's own words.
  const header = (field: CascadeField): string => textOf(valueAt(sheet, table.headerRow, table.columns.get(field) ?? -1)).trim();
  const has = (field: CascadeField): boolean => table.columns.has(field) && items.some((item) => field in item.texts && item.texts[field as keyof CascadeItem["texts"]] !== "");
  const byId = itemsById(items);
  const parts = partsById(items);
  const used = { interpretation: has("interpretation"), passed: items.some(({ passed }) => passed !== null) };

  for (const item of items) {
    if (byId.get(item.id) !== item) say("cascade.key-twice", "error", item, table.columns.has("key") ? "key" : "name", { first: (byId.get(item.id)?.row ?? 0) + 1 });
    if (item.parent !== "" && !byId.has(item.parent)) say("cascade.orphan", "error", item, "parent", { parent: item.parentText });
    const own = parts.get(item.id) ?? [];
    const roles = ROLES.filter((role) => has(role) && item.texts[role] === "");
    if (roles.length > 0 && item.passed !== false) say("cascade.role-missing", "error", item, roles[0] ?? "undertake", { roles: roles.map(header) });
    const both = people(item.texts.execute).filter((name) => people(item.texts.assess).includes(name));
    if (both.length > 0) say("cascade.self-assessed", "error", item, "assess", { name: item.texts.assess });
    if (item.passed === false) {
      if (own.length > 0) say("cascade.filtered-parts", "error", item, "passed", { count: own.length });
      if (item.texts.reason === "") say("cascade.filter-reason", "warning", item, table.columns.has("reason") ? "reason" : "passed");
    } else if (item.parent === "" && own.length === 0 && parts.size > 0 && (item.passed === true || used.passed)) say("cascade.not-passed", "warning", item, "passed");
    if (own.length > 0 && used.interpretation && item.texts.interpretation === "") say("cascade.no-interpretation", "warning", item, "interpretation");
    const stated = own.filter(({ share }) => share !== null);
    if (stated.length > 0) {
      const without = own.filter(({ share }) => share === null);
      for (const part of without) say("cascade.share-missing", "error", part, "share", { parent: item.name });
      const sum = stated.reduce((all, { share }) => all.add(share ?? ZERO), ZERO);
      const first = own[0];
      if (without.length === 0 && first && !sum.equals(ONE)) say("cascade.shares", "error", first, "share", { parent: item.name, sum: percent(sum), difference: percent(sum.sub(ONE)), count: own.length });
    }
  }
  for (const circle of circles(items)) {
    const [first] = circle;
    if (first) say("cascade.circle", "error", first, "parent", { path: [...circle, first].map(({ name }) => name).join(" → ") });
  }
  for (const { item, lost } of lossesOf(items)) say("cascade.loss", "warning", item, lost[0]?.field ?? "name", { parent: byId.get(item.parent)?.name ?? "", lost: lost.map(({ field }) => header(field)) });
  return findings;
}
