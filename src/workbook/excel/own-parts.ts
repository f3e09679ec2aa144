/** Namespace of the custom XML part that holds the record; the same in files (FH-16). */
export const RECORD_NAMESPACE = "urn:twinscore:record:1";
/** Namespace of the part that marks an apply which has begun and not ended. (XL-20) */
export const JOURNAL_NAMESPACE = "urn:twinscore:journal:1";

/** Namespace of a further part of a long journal, counted from 1: each has its own, so that it is found without knowing its id. */
export function furtherNamespace(index: number): string {
  return `${JOURNAL_NAMESPACE}:${String(index)}`;
}

/** Namespace of the part that changes with every request of a long apply: whoever opens the workbook meanwhile sees that it goes on. */
export const BEAT_NAMESPACE = `${JOURNAL_NAMESPACE}:0`;

export function isFurtherNamespace(namespace: string): boolean {
  return /^urn:twinscore:journal:1:\d+$/.test(namespace);
}

/** XML cannot hold the last two characters of the first plane; "_x0041_" stands for a character, so that it has to be written otherwise. */
function encoded(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r]/g, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text
    .replace(/&(?:#x([0-9A-Fa-f]+)|#(\d+)|(\w+));/g, (whole: string, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : parseInt(hex, 16));
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** A custom XML part of ours around a text. */
export function partXml(element: "record" | "journal", namespace: string, text: string): string {
  return `<${element} xmlns="${namespace}">${encoded(text)}</${element}>`;
}

/** The text of such a part, whatever program wrote it; `null` where the part is something else. */
export function partText(element: "record" | "journal", xml: string): string | null {
  const match = new RegExp(`<(?:[\\w.-]+:)?${element}(?:\\s[^>]*)?(?:/>|>([^<]*)</)`).exec(xml);
  return match ? decoded(match[1] ?? "") : null;
}
