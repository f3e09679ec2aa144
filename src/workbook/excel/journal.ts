import type { Image } from "./images";

/** An apply that has begun: what puts the workbook back. Versioned, because another release may find it. */
type Journal = { readonly version: 1; readonly purpose: string; readonly images: readonly Image[] };

export function journalText(purpose: string, images: readonly Image[]): string {
  const journal: Journal = { version: 1, purpose, images };
  return JSON.stringify(journal);
}

/** The images of a journal; `null` where the text is none that this release understands. */
export function journalImages(text: string): readonly Image[] | null {
  try {
    const journal = JSON.parse(text) as Partial<Journal> | null;
    return journal?.version === 1 && Array.isArray(journal.images) ? journal.images : null;
  } catch {
    return null;
  }
}
