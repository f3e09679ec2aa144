import type { SheetSnapshot } from "../grid/snapshot";
import { parseDecimal, type Exact } from "../score/decimal";
import { fieldText, findHeaderTable, seenValue, type HeaderTable, type HeaderWords } from "../template/header-table";
import { foldKeyText } from "../template/keys";
import { markInCell, weightShares } from "../template/mark-text";
import { INDICATOR_WORDS } from "../template/template-words";

/** Who does what with an indicator: undertakes it, carries it out, assesses it. (M7) */
export const ROLES = ["undertake", "execute", "assess"] as const;
export type Role = (typeof ROLES)[number];

export type CascadeField = "key" | "name" | "parent" | "owner" | "share" | "passed" | "reason" | "interpretation" | "criterion" | "source" | "weight" | Role;

/** What the columns of a decomposition are called, in Chinese and English; tested against folded text in lower case. (CC-1) */
export const CASCADE_WORDS: HeaderWords<CascadeField> = {
  parent: /^(上级(指标)?(编码|编号|代码)?|上级指标名称|父级?(指标)?(编码|编号)?|分解自|来自(上级)?指标|parent(key|code|indicator)?|decomposedfrom)$/u,
  key: INDICATOR_WORDS.key,
  name: INDICATOR_WORDS.name,
  undertake: INDICATOR_WORDS.undertake,
  execute: INDICATOR_WORDS.execute,
  assess: INDICATOR_WORDS.assess,
  owner: /^(承担(单位|个人|人|对象)|分解到|落实到|单位\/个人|owner|assignedto)$/u,
  share: /^(分解(份额|比例)|份额|分摊比例|share)(\(%\))?$/u,
  passed: /^(是否(下达|分解|下沉)|下达|分解方式|过滤|passeddown)$/u,
  reason: /^(不下达(理由|原因)|过滤(理由|原因)|理由|原因|reason)$/u,
  interpretation: INDICATOR_WORDS.interpretation,
  criterion: INDICATOR_WORDS.criterion,
  source: INDICATOR_WORDS.source,
  weight: INDICATOR_WORDS.weight,
};

/** One indicator on its way down. */
export type CascadeItem = {
  readonly row: number;
  /** What others name it by: its code, else its folded name. */
  readonly id: string;
  readonly name: string;
  /** Id of the indicator that it is a part of; "" for the superior's own. */
  readonly parent: string;
  readonly parentText: string;
  readonly owner: string;
  /** Share of the parent, of 1; `null`: none stated, or none that can be read. */
  readonly share: Exact | null;
  readonly weight: Exact | null;
  /** `false`: finished by the organ, not passed down. `null`: nobody says. */
  readonly passed: boolean | null;
  readonly texts: Readonly<Record<Role | "reason" | "interpretation" | "criterion" | "source", string>>;
};

export type Decomposition = {
  readonly sheet: SheetSnapshot;
  readonly table: HeaderTable<CascadeField>;
  readonly items: readonly CascadeItem[];
};

const NOT_PASSED = /^(否|不|不下达|不分解|不下沉|过滤|集中过滤|机关完成|本级完成|n|no|filtered)/u;
const PASSED = /^(是|下达|分解|下沉|y|yes|√|passed)/u;

/** A sheet whose header names indicators and the indicator that each is a part of; `null`: it is none. (CC-1) */
export function readDecomposition(sheet: SheetSnapshot): Decomposition | null {
  const table = findHeaderTable(sheet, CASCADE_WORDS, ["name", "parent"]);
  if (!table) return null;
  const read = table.bodyRows.map((row) => ({ row, code: fold(fieldText(table, row, "key")), name: fieldText(table, row, "name"), parent: fieldText(table, row, "parent") })).filter(({ name, code }) => name !== "" || code !== "");
  const codes = new Set(read.map(({ code }) => code).filter((code) => code !== ""));
  const idsByName = new Map<string, string>();
  for (const { code, name } of read) if (!idsByName.has(fold(name))) idsByName.set(fold(name), code === "" ? fold(name) : code);
  const rows = read.map(({ row }) => row);
  const shares = sharesIn(table, rows, "share");
  const weights = sharesIn(table, rows, "weight");
  const items = read.map(({ row, code, name, parent }): CascadeItem => {
    const text = (field: CascadeField): string => fieldText(table, row, field);
    const wanted = fold(parent);
    const passed = fold(text("passed"));
    return {
      row,
      id: code === "" ? fold(name) : code,
      name: name === "" ? code : name,
      // A parent is named by its code, or by its name.
      parent: wanted === "" || isNone(wanted) ? "" : codes.has(wanted) ? wanted : (idsByName.get(wanted) ?? wanted),
      parentText: parent,
      owner: text("owner"),
      share: shares.get(row) ?? null,
      weight: weights.get(row) ?? null,
      passed: passed === "" ? null : NOT_PASSED.test(passed) ? false : PASSED.test(passed) ? true : null,
      texts: { undertake: text("undertake"), execute: text("execute"), assess: text("assess"), reason: text("reason"), interpretation: text("interpretation"), criterion: text("criterion"), source: text("source") },
    };
  });
  return { sheet, table, items };
}

function fold(text: string): string {
  return foldKeyText(text).toLowerCase();
}

function isNone(text: string): boolean {
  return /^(-|—|\/|无|无上级|none)$/u.test(text);
}

/** A column as shares of 1, by row: 0.3, 30%, or 30; bare numbers are read on one scale for the column. (ST-4) */
function sharesIn(table: HeaderTable<CascadeField>, rows: readonly number[], field: "share" | "weight"): ReadonlyMap<number, Exact> {
  const column = table.columns.get(field);
  if (column === undefined) return new Map();
  const texts = weightShares(rows.map((row) => markInCell(seenValue(table.sheet, row, column), false)));
  return new Map(
    rows.flatMap((row, index) => {
      const text = texts[index] ?? null;
      const share = text === null ? null : parseDecimal(text);
      return share ? [[row, share] as const] : [];
    }),
  );
}

/** Items by id; the first of several with one id. */
export function itemsById(items: readonly CascadeItem[]): ReadonlyMap<string, CascadeItem> {
  const byId = new Map<string, CascadeItem>();
  for (const item of items) if (!byId.has(item.id)) byId.set(item.id, item);
  return byId;
}

/** Parts of each item, in the order of the sheet. */
export function partsById(items: readonly CascadeItem[]): ReadonlyMap<string, readonly CascadeItem[]> {
  const parts = new Map<string, CascadeItem[]>();
  for (const item of items) if (item.parent !== "") parts.set(item.parent, [...(parts.get(item.parent) ?? []), item]);
  return parts;
}

/** Items whose way up never ends: each circle once, as the items on it from the first on the sheet. */
export function circles(items: readonly CascadeItem[]): readonly (readonly CascadeItem[])[] {
  const byId = itemsById(items);
  const state = new Map<string, "open" | "done">();
  const found: (readonly CascadeItem[])[] = [];
  for (const start of items) {
    const way: CascadeItem[] = [];
    let at: CascadeItem | undefined = byId.get(start.id);
    while (at && !state.has(at.id)) {
      state.set(at.id, "open");
      way.push(at);
      at = at.parent === "" ? undefined : byId.get(at.parent);
    }
    const ring = at;
    if (ring && state.get(ring.id) === "open") {
      const circle = way.slice(way.findIndex(({ id }) => id === ring.id));
      const first = circle.reduce((low, each, index) => (each.row < (circle[low]?.row ?? Infinity) ? index : low), 0);
      found.push([...circle.slice(first), ...circle.slice(0, first)]);
    }
    for (const { id } of way) state.set(id, "done");
  }
  return found;
}
