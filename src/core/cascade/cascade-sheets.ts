import type { Edit, EditValue } from "../plan/edit";
import { decimalText } from "../score/decimal";
import { lossesOf } from "./decomposition-loss";
import { circles, itemsById, partsById, ROLES, type CascadeItem, type Decomposition } from "./decomposition";

/** What the report on a decomposition says. */
export type CascadeTexts = Readonly<
  Record<
    | `cascade.sheet.${"tree" | "filter" | "roles" | "loss"}`
    | `cascade.column.${"indicator" | "owner" | "share" | "weight" | "passed" | "reason" | "interpretation" | "undertake" | "execute" | "assess" | "parent" | "what" | "was" | "is" | "none"}`
    | `cascade.lost.${"weight" | "criterion" | "source"}`
    | "cascade.yes"
    | "cascade.no"
    | "cascade.footer",
    string
  >
>;

const INDENT = "　";

/** Items in the order of the tree, each with its depth, parts below what they are parts of; each item of a circle begins a tree of its own, after all others. (CC-10) */
export function treeOf(items: readonly CascadeItem[]): readonly { readonly item: CascadeItem; readonly depth: number }[] {
  const byId = itemsById(items);
  const parts = partsById(items);
  const ringed = new Set(circles(items).flat());
  const seen = new Set<CascadeItem>();
  const found: { readonly item: CascadeItem; readonly depth: number }[] = [];
  const tops = [...items.filter((item) => item.parent === "" || !byId.has(item.parent)), ...ringed];
  const open = tops.reverse().map((item) => ({ item, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { item, depth } = next;
    if (seen.has(item)) continue;
    seen.add(item);
    found.push(next);
    for (const part of [...(parts.get(item.id) ?? [])].reverse()) if (!ringed.has(part)) open.push({ item: part, depth: depth + 1 });
  }
  return found;
}

/** The report on a blank workbook whose only sheet is the tree: tree, what is not passed down, who does what, what was lost. (CC-10) */
export function cascadeEdits(treeId: string, { items }: Decomposition, texts: CascadeTexts): readonly Edit[] {
  const column = (key: Parameters<typeof columnText>[1]): string => columnText(texts, key);
  const share = (value: CascadeItem["share"]): string => (value ? `${decimalText(value.mul(100))}%` : "");
  const passed = ({ passed: how }: CascadeItem): string => (how === null ? "" : texts[how ? "cascade.yes" : "cascade.no"]);
  const tree = treeOf(items);
  const byId = itemsById(items);
  const table = (sheetId: string, header: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[]): readonly Edit[] => {
    const values: EditValue[][] = [[...header], ...(rows.length > 0 ? rows.map((row) => [...row]) : [[column("none"), ...header.slice(1).map(() => "")]])];
    const area = { sheetId, row: 0, column: 0, rows: values.length, columns: header.length };
    return [
      { kind: "setStyle", area, style: { numberFormat: "@", vertical: "top", wrap: true, border: "thin" } },
      { kind: "setValues", area, values },
      { kind: "setStyle", area: { ...area, rows: 1 }, style: { bold: true, fill: "DDEBF7", horizontal: "center", vertical: "center" } },
      ...widths.map((width, index): Edit => ({ kind: "setColumns", sheetId, column: index, columns: 1, width })),
      { kind: "freezePanes", sheetId, rows: 1, columns: 1 },
      { kind: "setPageLayout", sheetId, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 0 }, footer: texts["cascade.footer"] } },
    ];
  };
  const add = (sheetId: string, name: string): Edit => ({ kind: "addSheet", sheetId, name, visibility: "visible", after: null });
  const filtered = items.filter((item) => item.passed === false);
  return [
    ...table(
      treeId,
      [column("indicator"), column("owner"), column("share"), column("weight"), column("passed"), column("interpretation")],
      tree.map(({ item, depth }) => [`${INDENT.repeat(depth)}${item.name}`, item.owner, share(item.share), share(item.weight), passed(item), item.texts.interpretation]),
      [44, 20, 10, 10, 10, 40],
    ),
    add("filter", texts["cascade.sheet.filter"]),
    ...table("filter", [column("indicator"), column("reason")], filtered.map((item) => [item.name, item.texts.reason]), [44, 50]),
    add("roles", texts["cascade.sheet.roles"]),
    ...table("roles", [column("indicator"), ...ROLES.map((role) => column(role))], tree.map(({ item, depth }) => [`${INDENT.repeat(depth)}${item.name}`, ...ROLES.map((role) => item.texts[role])]), [44, 24, 24, 24]),
    add("loss", texts["cascade.sheet.loss"]),
    ...table(
      "loss",
      [column("parent"), column("indicator"), column("what"), column("was"), column("is")],
      lossesOf(items).flatMap(({ item, lost }) => lost.map(({ field, was, is }) => [byId.get(item.parent)?.name ?? "", item.name, texts[`cascade.lost.${field}`], was, is])),
      [30, 30, 12, 40, 20],
    ),
  ];
}

function columnText(texts: CascadeTexts, key: "indicator" | "owner" | "share" | "weight" | "passed" | "reason" | "interpretation" | "undertake" | "execute" | "assess" | "parent" | "what" | "was" | "is" | "none"): string {
  return texts[`cascade.column.${key}`];
}
