import type { Image } from "./images";
import { bytesOf } from "./payload";
import { cutRows } from "./sheet-rect";

/** An apply that has begun: what puts the workbook back. Versioned, because another release may find it. */
type Journal = { readonly version: 1; readonly purpose: string; readonly images: readonly Image[] };

/** An image in two pieces, which say the same together; `null` where it cannot be cut. */
function halves(image: Image): readonly [Image, Image] | null {
  const half = (count: number): number => Math.ceil(count / 2);
  switch (image.kind) {
    case "contents": {
      const { rect, contents } = image;
      const [upper, lower] = cutRows(rect, half(rect.rows));
      if (contents === "blank" || !upper || !lower) return null;
      return [{ ...image, rect: upper, contents: contents.slice(0, upper.rows) }, { ...image, rect: lower, contents: contents.slice(upper.rows) }];
    }
    case "numberFormats": {
      const { rect, formats } = image;
      const [upper, lower] = cutRows(rect, half(rect.rows));
      if (typeof formats === "string" || !upper || !lower) return null;
      return [{ ...image, rect: upper, formats: formats.slice(0, upper.rows) }, { ...image, rect: lower, formats: formats.slice(upper.rows) }];
    }
    case "looks": {
      const { block } = image;
      const [upper, lower] = cutRows(block, half(block.rows));
      if (!block.differing || !upper || !lower) return null;
      const { looks, cells } = block.differing;
      return [
        { ...image, block: { ...upper, differing: { looks, cells: cells.slice(0, upper.rows) } } },
        { ...image, block: { ...lower, differing: { looks, cells: cells.slice(upper.rows) } } },
      ];
    }
    case "rows":
    case "columns": {
      const count = half(image.lines.length);
      return image.lines.length < 2 ? null : [{ ...image, lines: image.lines.slice(0, count) }, { ...image, lines: image.lines.slice(count) }];
    }
    case "merges": {
      const count = half(image.rects.length);
      return image.rects.length < 2 ? null : [{ ...image, rects: image.rects.slice(0, count) }, { ...image, rects: image.rects.slice(count) }];
    }
    default:
      return null;
  }
}

type Sized = { readonly image: Image; readonly bytes: number };

function pieces(image: Image, most: number): readonly Sized[] {
  const bytes = bytesOf(image) + 1;
  const cut = bytes > most ? halves(image) : null;
  return cut ? cut.flatMap((piece) => pieces(piece, most)) : [{ image, bytes }];
}

/**
 * A journal as texts of about so many bytes, each a journal by itself: putting back some of the images does no harm where nothing
 * was changed yet. Protections come first, because they are lifted first.
 */
export function journalTexts(purpose: string, images: readonly Image[], most: number): readonly string[] {
  const ordered = [...images.filter(({ kind }) => kind === "protection"), ...images.filter(({ kind }) => kind !== "protection")];
  const parts: Image[][] = [[]];
  let bytes = 0;
  for (const piece of ordered.flatMap((image) => pieces(image, most))) {
    let part = parts.at(-1);
    if (!part || (bytes + piece.bytes > most && bytes > 0)) {
      parts.push((part = []));
      bytes = 0;
    }
    part.push(piece.image);
    bytes += piece.bytes;
  }
  return parts.map((own) => JSON.stringify({ version: 1, purpose, images: own } satisfies Journal));
}

/** A part that holds nothing and says, by being another each time, that somebody is at work. */
export function beatText(count: number): string {
  return JSON.stringify({ version: 1, purpose: String(count), images: [] } satisfies Journal);
}

/** The images of a journal's texts; `null` where one is none that this release understands. */
export function journalImages(texts: readonly string[]): readonly Image[] | null {
  const images: Image[] = [];
  for (const text of texts) {
    try {
      const journal = JSON.parse(text) as { readonly version?: unknown; readonly images?: unknown } | null;
      if (journal?.version !== 1 || !Array.isArray(journal.images)) return null;
      images.push(...(journal.images as Journal["images"]));
    } catch {
      return null;
    }
  }
  return images;
}
