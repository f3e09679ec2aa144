import { BEAT_NAMESPACE, isFurtherNamespace, JOURNAL_NAMESPACE, RECORD_NAMESPACE } from "./own-parts";

export type OutlineSheet = {
  /** Excel's own id: it stays when the sheet is renamed or moved. */
  readonly id: string;
  readonly name: string;
  readonly visibility: "Visible" | "Hidden" | "VeryHidden";
  /** What the protection allows; `null`: not protected. */
  readonly protection: Excel.WorksheetProtectionOptions | null;
};

export type OutlineName = {
  readonly name: string;
  /** With leading "=". */
  readonly formula: string;
  readonly visible: boolean;
  /** `null`: the whole workbook's. */
  readonly sheet: string | null;
};

/** What a workbook consists of, without its cells. */
export type Outline = {
  readonly sheets: readonly OutlineSheet[];
  readonly names: readonly OutlineName[];
  /** Ids of the custom XML parts that are ours. */
  readonly recordPart: string | null;
  readonly journalPart: string | null;
  /** Further parts of a long journal, the one that beats included; without its first part they mean nothing. */
  readonly furtherParts: readonly string[];
  readonly beatPart: string | null;
  readonly calculatesByHand: boolean;
};

/** Excel gives "=…" for formulas and the bare value for constants. */
function formulaText(formula: unknown): string {
  const text = String(formula);
  return text.startsWith("=") ? text : `=${text}`;
}

/** Asks for the outline. (XL-4) */
export function queueOutline(context: Excel.RequestContext): () => Outline {
  const { worksheets, names, customXmlParts, application } = context.workbook;
  worksheets.load(["items/id", "items/name", "items/visibility", "items/protection/protected", "items/protection/options", "items/names/items/name", "items/names/items/formula", "items/names/items/visible"]);
  names.load(["items/name", "items/formula", "items/visible", "items/scope"]);
  customXmlParts.load(["items/id", "items/namespaceUri"]);
  application.load("calculationMode");
  const partOf = (namespace: string): string | null => customXmlParts.items.find(({ namespaceUri }) => namespaceUri === namespace)?.id ?? null;
  const nameOf = ({ name, formula, visible }: Excel.NamedItem, sheet: string | null): OutlineName => ({ name, formula: formulaText(formula), visible, sheet });
  return () => ({
    sheets: worksheets.items.map(({ id, name, visibility, protection }) => ({ id, name, visibility, protection: protection.protected ? protection.options : null })),
    // A workbook's names list those of its sheets as well.
    names: [
      ...names.items.filter(({ scope }) => scope === "Workbook").map((item) => nameOf(item, null)),
      ...worksheets.items.flatMap((sheet) => sheet.names.items.map((item) => nameOf(item, sheet.id))),
    ],
    recordPart: partOf(RECORD_NAMESPACE),
    journalPart: partOf(JOURNAL_NAMESPACE),
    beatPart: partOf(BEAT_NAMESPACE),
    furtherParts: customXmlParts.items.filter(({ namespaceUri }) => isFurtherNamespace(namespaceUri)).map(({ id }) => id),
    calculatesByHand: application.calculationMode === "Manual",
  });
}
